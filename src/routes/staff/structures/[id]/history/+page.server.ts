import { api } from '#server/request-context.ts';
import { structurePages } from '../../../../structure-changes.ts';
import { theirs } from '../details/place.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	...(await structurePages(theirs).history(event)),
	name: (await api(event).structures.read({ structure: event.params.id })).name
});
