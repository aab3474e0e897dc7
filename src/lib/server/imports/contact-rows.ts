import { fold } from '#lib/fold.ts';
import { email as emailSchema, type Civility } from '#lib/schemas/person.ts';
import { canonicalPhone } from '#lib/schemas/phone-number.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import { canonicalCustomerNumber } from '#server/structures/domain.ts';
import { cellsOf, type Check, type Checked } from './cells.ts';
import type { ContactColumn } from './columns.ts';
import { roleWritten } from './roles.ts';
import type { Row } from './table-reader.ts';

/** A person as the old portal knew them, in one structure; undefined for what was not there or cannot be. */
export interface ContactRow {
	line: number;
	customerNumber: string;
	/** Lower-case. */
	email: string;
	lastName: string;
	civility?: Civility | undefined;
	firstName?: string | undefined;
	function?: string | undefined;
	/** As `canonicalPhone` writes it, or empty. */
	phone?: string | undefined;
	administrator?: boolean | undefined;
	/** Sorted. */
	roles?: ReferentRole[] | undefined;
}

const MOST: Partial<Record<ContactColumn, number>> = {
	code_client: 40,
	nom: 80,
	prenom: 80,
	email: 254,
	fonction: 120
};
const CIVILITIES = new Map<string, Civility>(
	Object.entries({
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
	} as const)
);
const YES = ['oui', '1', 'true', 'o', 'x'];

/**
 * Reads the people of a file one after the other: each, or why they are refused, and what else is wrong. `exists` says
 * whether a customer number is of a structure that is there or comes with this import.
 */
export function contactReader(exists: (customerNumber: string) => boolean): (row: Row) => Checked<ContactRow> {
	const lines = new Map<string, number>();
	return (row) => {
		const check = cellsOf('contacts', row as Row<ContactColumn>, MOST);
		const customerNumber = canonicalCustomerNumber(check.cells.code_client);
		check.required('code_client');
		check.required('nom');
		check.required('email');
		if (customerNumber !== '' && !exists(customerNumber)) check.refuse('code_client', 'no_structure');
		const email = emailSchema.safeParse(check.cells.email);
		if (!email.success) check.refuse('email', 'email');
		const key = `${customerNumber} ${email.data}`;
		const first = lines.get(key);
		if (first !== undefined) check.refuse('email', 'email_twice', first);
		if (check.refusal) return { row: null, problems: [check.refusal] };
		lines.set(key, row.line);
		const kept: ContactRow = {
			line: row.line,
			customerNumber,
			email: email.data!,
			lastName: check.cells.nom,
			civility: check.said('civilite', CIVILITIES.get(fold(check.cells.civilite)) ?? ''),
			firstName: check.said('prenom', check.cells.prenom),
			function: check.said('fonction', check.cells.fonction),
			phone: phoneIn(check),
			administrator: check.said('administrateur', YES.includes(fold(check.cells.administrateur))),
			roles: check.said('referents', rolesIn(check))
		};
		return { row: kept, problems: check.warnings };
	};
}

function phoneIn(check: Check<ContactColumn>): string | undefined {
	if (check.cells.telephone === '') return check.said('telephone', '');
	const number = canonicalPhone(check.cells.telephone);
	if (number === null) check.warn('telephone', 'phone');
	return number ?? undefined;
}

function rolesIn(check: Check<ContactColumn>): ReferentRole[] {
	const named = check.cells.referents
		.split('|')
		.map((role) => fold(role).trim())
		.filter(Boolean);
	if (named.some((role) => !roleWritten(role))) check.warn('referents', 'role');
	return [...new Set(named.flatMap((role) => roleWritten(role) ?? []))].sort();
}
