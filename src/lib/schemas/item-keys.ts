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

/** Which address is the main one, by the label it had then. */
export interface MainValue {
	id: string;
	label: string;
}

/** What a part is worth; null where there is nothing. */
export type ItemValue = string | AddressValue | PhoneValue | HolderValue | MainValue | null;

/** Whether two values of a part are one: somebody holds a role, and an address is the main one, whatever they are called. */
export function sameValue(key: ItemKey, one: ItemValue, other: ItemValue): boolean {
	if (key.startsWith('referent:')) return (one === null) === (other === null);
	if (key === 'main_address') return mainId(one) === mainId(other);
	return JSON.stringify(one) === JSON.stringify(other);
}

export const mainId = (value: ItemValue): string | null => (value as MainValue | null)?.id ?? null;

export const referentKey = (role: ReferentRole, contactId: string): ItemKey => `referent:${role}:${contactId}`;
