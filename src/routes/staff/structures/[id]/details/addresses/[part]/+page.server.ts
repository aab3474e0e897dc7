import { structureActions, structurePages } from '../../../../../../structure-changes.ts';
import { theirs } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = structurePages(theirs).address;

const { address: save, removeAddress: remove } = structureActions(theirs);
export const actions: Actions = { save, remove };
