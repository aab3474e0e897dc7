import type { ReferentRole } from './referent-roles.ts';

/**
 * The parts of a structure that are proposed, decided on and remembered one by one. `main_address` says which address is
 * the main one; a referent's part is that one person holds one role.
 */
export type ItemKey =
	'name' | 'siret' | `address:${string}` | 'main_address' | `phone:${string}` | `referent:${ReferentRole}:${string}`;

export interface AddressValue {
	label: string;
	street: string;
	complement: string;
	postalCode: string;
	town: string;
}

export interface PhoneValue {
	label: string;
	/** As `canonicalPhone` writes it. */
	number: string;
}

/** Who holds a role, by the name they had then: history stays readable once they are gone. */
export interface HolderValue {
	name: string;
}

/** What a part is worth: a text, an address, a phone, somebody who holds a role, the main address's id; null where there is nothing. */
export type ItemValue = string | AddressValue | PhoneValue | HolderValue | null;

export const referentKey = (role: ReferentRole, contactId: string): ItemKey => `referent:${role}:${contactId}`;
