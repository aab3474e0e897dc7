import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** Text and pictures, read before anything works: nothing on it needs a script. */
export const csr = false;

export const load: PageServerLoad = () => ({ title: m.guide_title(), wide: 'page' });
