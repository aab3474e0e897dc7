import { error, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { me } from '#server/signed-in.ts';
import type { LayoutServerLoad } from './$types';

/** How the person stands in the structure of the address. What each page may show is decided by the procedures it calls. */
export const load: LayoutServerLoad = async (event) => {
	const { params } = event;
	const person = await me(event);
	const none = params.structure === NO_STRUCTURE;
	const standing = person.structures.find(({ structureId }) => structureId === params.structure) ?? null;
	if (standing?.access === 'locked' || standing?.access === 'refused') redirect(303, `/s/${NO_STRUCTURE}`);
	const inside = standing?.access === 'active' || standing?.access === 'pending';
	if (person.account.staffRole || (!none && !inside)) error(404, { message: m.errors_not_found(), code: 'not_found' });
	return { me: person, standing, structure: params.structure };
};
