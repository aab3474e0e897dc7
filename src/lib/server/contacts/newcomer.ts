import type { Selectable } from 'kysely';
import type { Civility } from '#lib/schemas/person.ts';
import { newId } from '#server/platform/ids.ts';
import { searchTextOf } from './search-text.ts';
import type { ContactTable } from './table.ts';

/** Whoever has a login and becomes a contact. */
export interface Newcomer {
	id: string;
	email: string;
	civility: string;
	firstName: string;
	lastName: string;
	phone: string;
}

/** The contact of someone with a login in a structure that did not know them: they wait. */
export function newcomer(
	account: Newcomer,
	structureId: string,
	jobFunction: string,
	now: string
): Selectable<ContactTable> {
	const { email, firstName, lastName, phone } = account;
	const person = { email, civility: account.civility as Civility, firstName, lastName, phone, function: jobFunction };
	return {
		...person,
		id: newId(),
		structureId,
		accountId: account.id,
		searchText: searchTextOf(person),
		access: 'pending',
		role: 'user',
		formerAdministratorAt: null,
		functionCheckedAt: jobFunction ? now : null,
		invitedAt: null,
		invitedBy: null,
		requestedAt: now,
		remindedAdministratorsAt: null,
		remindedStaffAt: null,
		decidedAt: null,
		decidedBy: null,
		refusalReason: '',
		createdAt: now
	};
}
