import { fold } from '#lib/fold.ts';
import { email as emailSchema, type Civility } from '#lib/schemas/person.ts';
import { canonicalPhone } from '#lib/schemas/phone-number.ts';
import { COMMENT_MAX } from '#lib/schemas/proposal-limits.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import { canonicalCustomerNumber } from '#server/structures/domain.ts';
import { cellsOf, type Check } from './cells.ts';
import type { ContactColumn } from './columns.ts';
import type { Problem } from './problems.ts';
import type { Row } from './table-reader.ts';

/** A person as the old portal knew them, in one structure. */
export interface ContactRow {
	line: number;
	customerNumber: string;
	civility: Civility;
	firstName: string;
	lastName: string;
	/** Lower-case. */
	email: string;
	function: string;
	/** As `canonicalPhone` writes it, or empty. */
	phone: string;
	administrator: boolean;
	roles: ReferentRole[];
}

const MOST: Partial<Record<ContactColumn, number>> = {
	code_client: 40,
	nom: 80,
	prenom: 80,
	email: 254,
	fonction: 120
};
const CIVILITIES: Record<string, Civility> = {
	'm.': 'm',
	m: 'm',
	mr: 'm',
	'mr.': 'm',
	monsieur: 'm',
	mme: 'mme',
	'mme.': 'mme',
	madame: 'mme',
	mlle: 'mme',
	mademoiselle: 'mme'
};
const YES = ['oui', '1', 'true', 'o', 'x'];
const ROLES: Record<string, ReferentRole> = { comptabilite: 'accounting', technique: 'technical', dpo: 'dpo' };

/**
 * The people of a file, each or why they are refused. `exists` says whether a customer number is of a structure that is
 * there or comes with this import.
 */
export function contactRows(
	rows: Row[],
	exists: (customerNumber: string) => boolean
): { kept: ContactRow[]; refused: Problem[]; warnings: Problem[] } {
	const [kept, refused, warnings]: [ContactRow[], Problem[], Problem[]] = [[], [], []];
	const lines = new Map<string, number>();
	for (const row of rows as Row<ContactColumn>[]) {
		const check = cellsOf('contacts', row, MOST, COMMENT_MAX);
		const customerNumber = canonicalCustomerNumber(row.cells.code_client);
		check.required('code_client');
		check.required('nom');
		check.required('email');
		if (customerNumber !== '' && !exists(customerNumber)) check.refuse('code_client', 'no_structure');
		const email = emailSchema.safeParse(row.cells.email);
		if (!email.success) check.refuse('email', 'email');
		const key = `${customerNumber} ${email.data}`;
		const first = lines.get(key);
		if (first !== undefined) check.refuse('email', 'email_twice', first);
		if (check.refusal) {
			refused.push(check.refusal);
			continue;
		}
		lines.set(key, row.line);
		kept.push({
			line: row.line,
			customerNumber,
			civility: CIVILITIES[fold(row.cells.civilite)] ?? '',
			firstName: check.line('prenom'),
			lastName: check.line('nom'),
			email: email.data!,
			function: check.line('fonction'),
			phone: phoneIn(check),
			administrator: YES.includes(fold(row.cells.administrateur)),
			roles: rolesIn(check)
		});
		warnings.push(...check.warnings);
	}
	return { kept, refused, warnings };
}

function phoneIn(check: Check<ContactColumn>): string {
	if (check.cells.telephone === '') return '';
	const number = canonicalPhone(check.cells.telephone);
	if (number === null) check.warn('telephone', 'phone');
	return number ?? '';
}

function rolesIn(check: Check<ContactColumn>): ReferentRole[] {
	const named = check.cells.referents
		.split('|')
		.map((role) => fold(role).trim())
		.filter(Boolean);
	if (named.some((role) => !ROLES[role])) check.warn('referents', 'role');
	return [...new Set(named.flatMap((role) => ROLES[role] ?? []))].sort();
}
