import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { goSignIn } from '#server/signed-in.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ parent, url }) => {
	const { me } = await parent();
	if (!me) goSignIn({ url });
	if (!me.account.staffRole) error(404, { message: m.errors_not_found(), code: 'not_found' });
	return { me };
};
