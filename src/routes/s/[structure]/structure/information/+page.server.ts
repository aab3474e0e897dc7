import { structureActions, structurePages } from '../../../../structure-changes.ts';
import { own } from '../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = structurePages(own).information;

const { information } = structureActions(own);
export const actions: Actions = { default: information };
