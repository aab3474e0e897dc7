import { structureActions, structurePages } from '../../../../../../../structure-changes.ts';
import { theirs } from '../../../place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = structurePages(theirs).newReferent;

const { nameNew } = structureActions(theirs);
export const actions: Actions = { default: nameNew };
