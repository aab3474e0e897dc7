import type { ContactAccess, ContactRole } from '#server/platform/access.ts';
import type { Civility } from '#lib/schemas/person.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		contact: ContactTable;
		accessRequest: AccessRequestTable;
		referent: ReferentTable;
		plannedReferent: ReferentTable;
		removedContact: RemovedContactTable;
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
	/** When somebody last wrote or confirmed the function; null where it never was. */
	functionCheckedAt: string | null;
	/** When the last invitation left, and whose it was; kept once the person came. */
	invitedAt: string | null;
	invitedBy: string | null;
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

/**
 * A role held for the structure (`referent`: by an active contact only, one DPO at most), or to be held from the moment
 * its contact becomes active (`plannedReferent`).
 */
export interface ReferentTable {
	contactId: string;
	role: ReferentRole;
	structureId: string;
	sinceAt: string;
	/** Null for the import. */
	namedBy: string | null;
}

/** Who was taken off a structure's list: an import must not bring them back. */
export interface RemovedContactTable {
	structureId: string;
	email: string;
	removedAt: string;
	removedBy: string | null;
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
