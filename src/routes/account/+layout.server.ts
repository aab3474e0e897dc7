import { me } from '#server/signed-in.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => ({ me: await me(event) });
