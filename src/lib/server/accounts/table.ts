import type { Civility } from '#lib/schemas/person.ts';
import type { StaffRole } from '#server/platform/access.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		account: AccountTable;
		session: SessionTable;
		knownDevice: { tokenHash: string; accountId: string; createdAt: string };
		signUp: SignUpTable;
		link: LinkTable;
		/** How many customers chose their first password in an hour (UTC); kept by triggers. */
		accountHour: { hour: string; activated: number };
		staffInvitation: StaffInvitationTable;
		/** Links of the old portal that were used, until they could not be used again anyway. */
		usedHandoff: { idHash: string; expiresAt: string };
	}
}

/** One login. `passwordHash` is null until a first password was set. */
export interface AccountTable {
	id: string;
	/** Lower-case. */
	email: string;
	passwordHash: string | null;
	civility: Civility;
	firstName: string;
	lastName: string;
	phone: string;
	locale: 'fr' | 'en';
	theme: 'system' | 'light' | 'dark';
	staffRole: StaffRole | null;
	/** When the person first showed that the address is theirs. */
	provenAt: string | null;
	/** When the person last said that what is written of them is right; null until they do, after their first password. */
	detailsCheckedAt: string | null;
	/** The structure the person was last in: where they are led when they say no other. */
	lastStructureId: string | null;
	/** When somebody of staff was removed: the account comes in no more until they are invited anew, by staff or by a structure. */
	staffRemovedAt: string | null;
	/** When somebody of staff was last here, to some minutes. */
	lastSeenAt: string | null;
	createdAt: string;
}

export interface SessionTable {
	idHash: string;
	accountId: string;
	createdAt: string;
	/** Slides with use, never past `endsAt`. */
	expiresAt: string;
	endsAt: string;
	lastUsedAt: string;
	lastIp: string;
	userAgent: string;
}

/** A sign-up whose address is not proved yet: nothing else knows of it. */
export interface SignUpTable {
	id: string;
	email: string;
	passwordHash: string;
	/** Hash of the secret in the cookie of the browser that signed up. */
	browserHash: string;
	civility: Civility;
	firstName: string;
	lastName: string;
	function: string;
	structureName: string;
	customerNumber: string;
	locale: 'fr' | 'en';
	createdAt: string;
	expiresAt: string;
	provenAt: string | null;
}

/** Somebody asked to join the vendor's staff: until they come, nothing makes them one, nor sends them what staff read. */
export interface StaffInvitationTable {
	id: string;
	/** Lower-case; one invitation each. */
	email: string;
	firstName: string;
	lastName: string;
	role: StaffRole;
	invitedBy: string;
	/** Of the last mail: it alone counts. */
	invitedAt: string;
}

/** A link sent by mail: single use, only its hash is kept. */
export interface LinkTable {
	tokenHash: string;
	purpose: 'password' | 'sign_up' | 'email' | 'invitation' | 'activation' | 'staff';
	accountId: string | null;
	signUpId: string | null;
	/** The contact an invitation is for. */
	contactId: string | null;
	/** The address an activation, an invitation or a staff invitation is for; null for invitations that left before they held it. */
	email: string | null;
	/** When the page of an activation was first opened in a browser. */
	openedAt: string | null;
	createdAt: string;
	expiresAt: string;
	consumedAt: string | null;
}
