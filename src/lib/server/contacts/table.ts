import type { ContactAccess, ContactRole } from '#server/platform/access.ts';
import type { Civility } from '#lib/schemas/person.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		contact: ContactTable;
		accessRequest: AccessRequestTable;
	}
}

/** A person in one structure. `accountId` is null until the person has a login of their own. */
export interface ContactTable {
	id: string;
	structureId: string;
	accountId: string | null;
	/** Lower-case; unique in the structure. */
	email: string;
	civility: Civility;
	firstName: string;
	lastName: string;
	phone: string;
	function: string;
	/** Last name, first name, e-mail and function, lower-case and without accents. */
	searchText: string;
	access: ContactAccess;
	role: ContactRole;
	/** Set by the import for the administrators of the old portal: active administrators at their first proof. */
	formerAdministratorAt: string | null;
	/** When the access was asked for. */
	requestedAt: string | null;
	remindedAdministratorsAt: string | null;
	remindedStaffAt: string | null;
	/** When the access last changed by somebody's decision, and whose. */
	decidedAt: string | null;
	decidedBy: string | null;
	/** Told to the person; empty unless refused. */
	refusalReason: string;
	createdAt: string;
}

/** Someone with a proved address whom no structure is known for: waits for the vendor's staff. */
export interface AccessRequestTable {
	id: string;
	accountId: string;
	structureName: string;
	customerNumber: string;
	function: string;
	createdAt: string;
	remindedAt: string | null;
	settledAt: string | null;
	settledBy: string | null;
	/** The contact it became; null when refused. */
	contactId: string | null;
	refusalReason: string;
}
