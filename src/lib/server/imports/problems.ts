import { m } from '#lib/paraglide/messages.js';
import type { Column } from './columns.ts';

export type FileName = 'structures' | 'contacts';

const REASONS = {
	required: m.imports_required,
	too_long: m.imports_too_long,
	control: m.imports_control,
	duplicate: m.imports_duplicate,
	no_structure: m.imports_no_structure,
	email: m.imports_email,
	email_twice: m.imports_email_twice,
	role: m.imports_role,
	siret: m.imports_siret,
	postal_code: m.imports_postal_code,
	phone: m.imports_phone,
	public_provider: m.imports_public_provider,
	mail_domain: m.imports_mail_domain,
	mail_domain_taken: m.imports_mail_domain_taken,
	address: m.imports_address,
	cells: m.imports_cells
} as const;

export type Reason = keyof typeof REASONS;

/** What is wrong with one cell: a refusal keeps its whole row out, a warning only the value, or not even that. */
export interface Problem {
	file: FileName;
	/** Of the file; the header is line 1. */
	line: number;
	/** Empty for the row as a whole. */
	column: Column | '';
	reason: Reason;
	/** What was found there, shortened. */
	found: string;
	/** The line of the first of two, where there is one before. */
	first?: number;
}

/** Says in the reader's language what is wrong, and what would be right. */
export const reasonIn = ({ reason, first }: Problem): string => REASONS[reason]({ first: String(first ?? '') });

/** A file that cannot be read as what it should be: no row of it is. */
export type FileFault =
	| { fault: 'empty' }
	| { fault: 'columns'; missing: Column[] }
	| { fault: 'twice'; column: Column }
	| { fault: 'quotes'; line: number };
