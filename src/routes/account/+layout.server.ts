import { goSignIn } from '#server/signed-in.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ parent, url }) => {
	const { me } = await parent();
	if (!me) goSignIn({ url });
	return { me };
};
