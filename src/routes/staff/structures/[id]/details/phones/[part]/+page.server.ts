import { structureActions, structurePages } from '../../../../../../structure-changes.ts';
import { theirs } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = structurePages(theirs).phone;

const { phone: save, removePhone: remove } = structureActions(theirs);
export const actions: Actions = { save, remove };
