import type { AddressValue, PhoneValue } from '#lib/schemas/item-keys.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';

/** A part of a structure as it is and as it is wanted; `item` names what waits for validation. */
export type Shown<T> = { live: T | null; wanted: T | null; item: string | null };

export type ShownReferent = {
	contactId: string;
	name: string;
	email: string;
	phone: string;
	planned: boolean;
	state: 'held' | 'leaving' | 'proposed';
	item: string | null;
};

export type ShownStructure = {
	customerNumber: string;
	mainItem: string | null;
	waiting: { since: string; count: number } | null;
	name: Shown<string>;
	siret: Shown<string>;
	addresses: readonly ({ id: string; main: boolean; liveMain: boolean } & Shown<AddressValue>)[];
	phones: readonly ({ id: string } & Shown<PhoneValue>)[];
	team: readonly { role: ReferentRole; people: readonly ShownReferent[] }[];
};
