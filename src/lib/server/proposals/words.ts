import { m } from '#lib/paraglide/messages.js';
import type { AddressValue, HolderValue, ItemKey, ItemValue, MainValue, PhoneValue } from '#lib/schemas/item-keys.ts';
import { shownPhone } from '#lib/phone.ts';
import { shownSiret } from '#lib/siret.ts';
import { referentRoleNames } from '#server/contacts/domain.ts';
import { referentIn } from './applying.ts';

type Locale = 'fr' | 'en';

/** A part of a structure in words: what it is, and what it is worth, line by line. Nothing has no lines. */
export interface PartWords {
	title: string;
	before: string[];
	after: string[];
}

/** Says in words how a part differs. The title names what is there, or else what was. */
export function wordsOf(key: ItemKey, before: ItemValue, after: ItemValue, locale?: Locale): PartWords {
	return {
		title: titleOf(key, after ?? before, locale),
		before: linesOf(key, before),
		after: linesOf(key, after)
	};
}

function titleOf(key: ItemKey, value: ItemValue, locale?: Locale): string {
	const options = locale ? { locale } : {};
	if (key === 'name') return m.ui_structure_name({}, options);
	if (key === 'siret') return m.ui_structure_siret({}, options);
	if (key === 'main_address') return m.ui_structure_main_address({}, options);
	const held = referentIn(key);
	if (held) return m.contacts_referent({ role: referentRoleNames([held.role], locale) }, options);
	const { label } = (value ?? { label: '' }) as AddressValue | PhoneValue;
	return key.startsWith('address:')
		? m.proposals_address_titled({ label }, options)
		: m.proposals_phone_titled({ label }, options);
}

function linesOf(key: ItemKey, value: ItemValue): string[] {
	if (value === null) return [];
	if (key === 'name') return [value as string];
	if (key === 'siret') return [shownSiret(value as string)];
	if (key === 'main_address') return [(value as MainValue).label];
	if (key.startsWith('referent:')) return [(value as HolderValue).name];
	if (key.startsWith('phone:')) {
		const { label, number } = value as PhoneValue;
		return [label, shownPhone(number)];
	}
	const { label, street, complement, postalCode, town } = value as AddressValue;
	return [label, street, complement, `${postalCode} ${town}`].filter(Boolean);
}
