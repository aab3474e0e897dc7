import { canonicalPhone } from '#lib/schemas/phone-number.ts';
import { COMMENT_MAX, LABEL_MAX, NAME_MAX, STREET_MAX, TOWN_MAX } from '#lib/schemas/proposal-limits.ts';
import type { AddressValue, PhoneValue } from '#lib/schemas/item-keys.ts';
import { isSiret } from '#lib/schemas/siret.ts';
import { knownPlace } from '#server/places/domain.ts';
import { canonicalCustomerNumber, canonicalMailDomain, isPublicProvider } from '#server/structures/domain.ts';
import { cellsOf, type Check } from './cells.ts';
import type { StructureColumn } from './columns.ts';
import type { Problem } from './problems.ts';
import type { Row } from './table-reader.ts';

/** A structure as the old portal knew it. */
export interface StructureRow {
	line: number;
	customerNumber: string;
	name: string;
	siret: string | null;
	address: AddressValue | null;
	phone: PhoneValue | null;
	mailDomain: string | null;
}

const MOST: Partial<Record<StructureColumn, number>> = {
	code_client: 40,
	raison_sociale: NAME_MAX,
	adresse_libelle: LABEL_MAX,
	adresse_voie: STREET_MAX,
	adresse_complement: STREET_MAX,
	ville: TOWN_MAX,
	telephone_libelle: LABEL_MAX
};

/** The structures of a file, each or why it is refused; what else is wrong with one that is kept comes as warnings. */
export async function structureRows(
	rows: Row[]
): Promise<{ kept: StructureRow[]; refused: Problem[]; warnings: Problem[] }> {
	const [kept, refused, warnings]: [StructureRow[], Problem[], Problem[]] = [[], [], []];
	const lines = new Map<string, number>();
	const domains = new Map<string, string>();
	for (const row of rows as Row<StructureColumn>[]) {
		const check = cellsOf('structures', row, MOST, COMMENT_MAX);
		const customerNumber = canonicalCustomerNumber(row.cells.code_client);
		check.required('code_client');
		check.required('raison_sociale');
		const first = lines.get(customerNumber);
		if (customerNumber !== '' && first !== undefined) check.refuse('code_client', 'duplicate', first);
		if (customerNumber !== '') lines.set(customerNumber, first ?? row.line);
		if (check.refusal) {
			refused.push(check.refusal);
			continue;
		}
		kept.push({
			line: row.line,
			customerNumber,
			name: check.line('raison_sociale'),
			siret: siretIn(check),
			address: await addressIn(check),
			phone: phoneIn(check),
			mailDomain: mailDomainOf(check, customerNumber, domains)
		});
		warnings.push(...check.warnings);
	}
	return { kept, refused, warnings };
}

function siretIn(check: Check<StructureColumn>): string | null {
	const figures = check.cells.siret.replace(/[\s.]/g, '');
	if (figures === '' || isSiret(figures)) return figures || null;
	check.warn('siret', 'siret');
	return null;
}

/** An address needs a street and a place; without, it is told and left out. */
async function addressIn(check: Check<StructureColumn>): Promise<AddressValue | null> {
	const [street, typed] = [check.line('adresse_voie'), check.line('ville')];
	const postalCode = check.cells.code_postal.replace(/\s/g, '');
	if (street === '' && typed === '' && postalCode === '') return null;
	const known = await knownPlace({ postalCode, town: typed });
	if (!known) check.warn('code_postal', 'postal_code');
	if (street === '' || typed === '' || postalCode === '') {
		check.warn(street === '' ? 'adresse_voie' : typed === '' ? 'ville' : 'code_postal', 'address');
		return null;
	}
	return {
		label: check.line('adresse_libelle') || 'Adresse principale',
		street,
		complement: check.line('adresse_complement'),
		postalCode,
		town: known?.town ?? typed
	};
}

function phoneIn(check: Check<StructureColumn>): PhoneValue | null {
	if (check.cells.telephone === '') return null;
	const number = canonicalPhone(check.cells.telephone);
	if (number) return { label: check.line('telephone_libelle') || 'Standard', number };
	check.warn('telephone', 'phone');
	return null;
}

function mailDomainOf(
	check: Check<StructureColumn>,
	customerNumber: string,
	domains: Map<string, string>
): string | null {
	if (check.cells.domaine_email === '') return null;
	const domain = canonicalMailDomain(check.cells.domaine_email);
	if (!domain) check.warn('domaine_email', 'mail_domain');
	else if (isPublicProvider(domain)) check.warn('domaine_email', 'public_provider');
	else if (domains.has(domain)) check.warn('domaine_email', 'mail_domain_taken');
	else {
		domains.set(domain, customerNumber);
		return domain;
	}
	return null;
}
