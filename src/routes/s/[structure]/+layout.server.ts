import { error, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { api } from '#server/request-context.ts';
import { me } from '#server/signed-in.ts';
import { isVisit } from '../../visit.ts';
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
	const structure = params.structure;
	const entered = !none && person.lastStructure !== structure && isVisit(event);
	if (entered) await note(event, structure);
	const awaitedNews = standing?.access === 'active' ? await api(event).news.awaited({ structure }) : null;
	return { me: entered ? { ...person, lastStructure: structure } : person, standing, structure, awaitedNews };
};

/** Noted in passing: what keeps it from being written, as a full disk does, must keep nobody from reading. */
const note = (event: Parameters<LayoutServerLoad>[0], structure: string) =>
	api(event)
		.accounts.enter({ structure })
		.catch(() => {});
