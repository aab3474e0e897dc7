import { structurePages } from '../../../../structure-changes.ts';
import { own } from '../place.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = structurePages(own).history;
