import { structureActions, structurePages } from '../../../../../structure-changes.ts';
import { own } from '../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = structurePages(own).address;

const { address: save, removeAddress: remove } = structureActions(own);
export const actions: Actions = { save, remove };
