import { structureActions, structurePages } from '../../../../../../structure-changes.ts';
import { theirs } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = structurePages(theirs).role;

const { name, vacate } = structureActions(theirs);
export const actions: Actions = { name, vacate };
