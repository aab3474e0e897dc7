import { m } from '#lib/paraglide/messages.js';
import { REFERENT_ROLES } from '#lib/schemas/referent-roles.ts';
import type { ShownStructure } from '#lib/ui/structure/shown.ts';
import { api } from '#server/request-context.ts';
import { structureActions, toldOfChange } from '../../../structure-changes.ts';
import { own } from './place.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { structure } = event.params;
	const { standing } = await event.parent();
	const administers = standing?.access === 'active' && standing.role === 'administrator';
	return {
		title: m.ui_structure_title(),
		administers,
		told: toldOfChange(event.url.searchParams),
		details: administers ? await api(event).proposals.read({ structure }) : await asItIs(event)
	};
};

/** For those who only read: the same, where nothing waits. */
async function asItIs(event: Parameters<PageServerLoad>[0]): Promise<ShownStructure> {
	const { structure } = event.params;
	const { name, siret, customerNumber, addresses, phones } = await api(event).structures.read({ structure });
	const team = await api(event).contacts.team({ structure });
	const still = <T>(value: T) => ({ live: value, wanted: value, item: null });
	return {
		customerNumber,
		waiting: null,
		mainItem: null,
		name: still(name),
		siret: still(siret),
		addresses: addresses.map(({ id, main, ...value }) => ({ id, main, liveMain: main, ...still(value) })),
		phones: phones.map(({ id, ...value }) => ({ id, ...still(value) })),
		team: REFERENT_ROLES.map((role) => ({
			role,
			people: team.filter((one) => one.role === role).map((one) => ({ ...one, state: 'held', item: null }))
		}))
	};
}

const { withdraw } = structureActions(own);
export const actions: Actions = { withdraw };
