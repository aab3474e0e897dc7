import { structurePages } from '../../../../structure-changes.ts';
import { theirs } from '../details/place.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = structurePages(theirs).history;
