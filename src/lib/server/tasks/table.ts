import type { ReferentRole } from '#lib/schemas/referent-roles.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		staffTask: StaffTaskTable;
	}
}

/** Something the portal asks of the vendor's staff. One of a kind about one thing is open at a time. */
export interface StaffTaskTable {
	id: string;
	/** `role_without_holder`: a mailing for a role reached nobody who holds it, since nobody does or their address refuses. */
	kind: 'role_without_holder';
	structureId: string;
	/** The role. */
	about: ReferentRole;
	createdAt: string;
	settledAt: string | null;
	/** Null while it is open, and where it settled itself. */
	settledBy: string | null;
}
