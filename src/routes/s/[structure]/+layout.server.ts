import { error, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { goSignIn } from '#server/signed-in.ts';
import type { LayoutServerLoad } from './$types';

/** How the person stands in the structure of the address. What each page may show is decided by the procedures it calls. */
export const load: LayoutServerLoad = async ({ params, parent, url }) => {
	const { me } = await parent();
	if (!me) goSignIn({ url });
	const none = params.structure === NO_STRUCTURE;
	const standing = me.structures.find(({ structureId }) => structureId === params.structure) ?? null;
	if (standing?.access === 'locked' || standing?.access === 'refused') redirect(303, `/s/${NO_STRUCTURE}`);
	const inside = standing?.access === 'active' || standing?.access === 'pending';
	if (me.account.staffRole || (!none && !inside)) error(404, { message: m.errors_not_found(), code: 'not_found' });
	return { me, standing, structure: params.structure };
};
