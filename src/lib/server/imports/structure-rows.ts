import { STRUCTURE_NAME_MAX } from '#lib/schemas/directory-choices.ts';
import { canonicalPhone } from '#lib/schemas/phone-number.ts';
import { LABEL_MAX, STREET_MAX, TOWN_MAX } from '#lib/schemas/proposal-limits.ts';
import type { AddressValue, PhoneValue } from '#lib/schemas/item-keys.ts';
import { isSiret } from '#lib/schemas/siret.ts';
import { knownPlace } from '#server/places/domain.ts';
import { canonicalCustomerNumber, canonicalMailDomain, isPublicProvider } from '#server/structures/domain.ts';
import { cellsOf, type Check, type Checked } from './cells.ts';
import type { StructureColumn } from './columns.ts';
import type { Row } from './table-reader.ts';

export type SaidAddress = Omit<AddressValue, 'label' | 'complement'> & {
	label: string | undefined;
	complement: string | undefined;
};
export type SaidPhone = Omit<PhoneValue, 'label'> & { label: string | undefined };

/** What an address and a phone are called where the file does not say. */
export const MAIN_ADDRESS = 'Adresse principale';
export const MAIN_PHONE = 'Standard';

/** A structure as the old portal knew it; null for an empty cell, undefined for what was not there or cannot be. */
export interface StructureRow {
	line: number;
	customerNumber: string;
	name: string;
	siret?: string | null | undefined;
	/** Without the label and the complement where the file has none. */
	address?: SaidAddress | null | undefined;
	phone?: SaidPhone | null | undefined;
	mailDomain?: string | null | undefined;
}

const MOST: Partial<Record<StructureColumn, number>> = {
	code_client: 40,
	raison_sociale: STRUCTURE_NAME_MAX,
	adresse_libelle: LABEL_MAX,
	adresse_voie: STREET_MAX,
	adresse_complement: STREET_MAX,
	code_postal: 10,
	ville: TOWN_MAX,
	telephone_libelle: LABEL_MAX
};

/** Reads the structures of a file one after the other: each, or why it is refused, and what else is wrong with it. */
export function structureReader(): (row: Row) => Promise<Checked<StructureRow>> {
	const lines = new Map<string, number>();
	const domains = new Set<string>();
	return async (row) => {
		const check = cellsOf('structures', row as Row<StructureColumn>, MOST);
		const customerNumber = canonicalCustomerNumber(check.cells.code_client);
		check.required('code_client');
		check.required('raison_sociale');
		const first = lines.get(customerNumber);
		if (customerNumber !== '' && first !== undefined) check.refuse('code_client', 'duplicate', first);
		if (customerNumber !== '') lines.set(customerNumber, first ?? row.line);
		if (check.refusal) return { row: null, problems: [check.refusal] };
		const kept: StructureRow = {
			line: row.line,
			customerNumber,
			name: check.cells.raison_sociale,
			siret: siretIn(check),
			address: await addressIn(check),
			phone: phoneIn(check),
			mailDomain: mailDomainIn(check, domains)
		};
		return { row: kept, problems: check.warnings };
	};
}

function siretIn(check: Check<StructureColumn>): StructureRow['siret'] {
	const figures = check.cells.siret.replace(/[\s.]/g, '');
	if (figures === '') return check.said('siret', null);
	if (isSiret(figures)) return figures;
	check.warn('siret', 'siret');
	return undefined;
}

/** An address needs a street and a place; without, it is told and left out. */
async function addressIn(check: Check<StructureColumn>): Promise<StructureRow['address']> {
	const [street, typed] = [check.cells.adresse_voie, check.cells.ville];
	const postalCode = check.cells.code_postal.replace(/\s/g, '');
	if (street === '' && typed === '' && postalCode === '') return check.said('adresse_voie', null);
	const known = await knownPlace({ postalCode, town: typed });
	if (!known) check.warn('code_postal', 'postal_code');
	if (street === '' || typed === '' || postalCode === '') {
		check.warn(street === '' ? 'adresse_voie' : typed === '' ? 'ville' : 'code_postal', 'address');
		return undefined;
	}
	return {
		label: check.said('adresse_libelle', check.cells.adresse_libelle || MAIN_ADDRESS),
		street,
		complement: check.said('adresse_complement', check.cells.adresse_complement),
		postalCode,
		town: known?.town ?? typed
	};
}

function phoneIn(check: Check<StructureColumn>): StructureRow['phone'] {
	if (check.cells.telephone === '') return check.said('telephone', null);
	const number = canonicalPhone(check.cells.telephone);
	if (number) return { label: check.said('telephone_libelle', check.cells.telephone_libelle || MAIN_PHONE), number };
	check.warn('telephone', 'phone');
	return undefined;
}

function mailDomainIn(check: Check<StructureColumn>, domains: Set<string>): StructureRow['mailDomain'] {
	if (check.cells.domaine_email === '') return check.said('domaine_email', null);
	const domain = canonicalMailDomain(check.cells.domaine_email);
	if (!domain) check.warn('domaine_email', 'mail_domain');
	else if (isPublicProvider(domain)) check.warn('domaine_email', 'public_provider');
	else if (domains.has(domain)) check.warn('domaine_email', 'mail_domain_taken');
	else {
		domains.add(domain);
		return domain;
	}
	return undefined;
}
