import type { AccountIdentity, ContactAccess } from '#server/platform/access.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import * as requestStore from './request-store.ts';
import * as store from './standings-store.ts';

/** As a list of structures is read: accents and case say nothing, and 9 comes before 10. */
export const inReadingOrder = new Intl.Collator('fr', { sensitivity: 'base', numeric: true }).compare;

/**
 * Every structure an account is or was let into, by name, with what awaits it in each; the one it was last in; where it
 * is led when it names none; its tickets without a structure, and its requests that none was found for.
 */
export async function standingsOf(db: Db | Trx, account: AccountIdentity) {
	const [rows, without, requests] = [
		await store.standingsOf(db, account.id),
		await store.ticketsWithout(db, account.id),
		await requestStore.requestsOf(db, account.id)
	];
	const lastStructure = rows[0]?.lastStructureId ?? null;
	const structures = rows
		.map(({ lastStructureId: _, ticketsAwaiting, peopleAwaiting, ...row }) => ({
			...row,
			// Part of what only a structure's own people read.
			customerNumber: row.access === 'active' ? row.customerNumber : '',
			hasAdministrator: Boolean(row.hasAdministrator),
			/** Own tickets that wait for a word, and for administrators accounts to activate. */
			awaiting: Number(ticketsAwaiting) + Number(peopleAwaiting)
		}))
		.sort((a, b) => inReadingOrder(a.name, b.name) || (a.customerNumber < b.customerNumber ? -1 : 1));
	return { structures, without, lastStructure, home: homeAmong(structures, lastStructure), requests };
}

/** The structure last used while it is open; else the first that lets in, then the first that may. Null where none does. */
export function homeAmong(
	structures: readonly { structureId: string; access: ContactAccess }[],
	last: string | null
): string | null {
	const open = structures.filter(({ access }) => access === 'active' || access === 'pending');
	const home =
		open.find(({ structureId }) => structureId === last) ?? open.find(({ access }) => access === 'active') ?? open[0];
	return home?.structureId ?? null;
}
