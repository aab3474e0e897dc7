import { m } from '#lib/paraglide/messages.js';
import type { Column } from './columns.ts';
import type { ImportProblemTable } from './table.ts';

export type FileName = ImportProblemTable['file'];
export type Severity = ImportProblemTable['severity'];

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
	cells: m.imports_cells,
	kept: m.imports_kept,
	removed: m.imports_removed,
	second_dpo: m.imports_second_dpo
} as const;

export type Reason = keyof typeof REASONS;

/** As much of a cell as is shown. */
export const FOUND_MAX = 80;

/** What is to be said about one cell. */
export interface Problem {
	severity: Severity;
	file: FileName;
	/** Of the file; the header is line 1. */
	line: number;
	/** Empty for the row as a whole. */
	column: Column | '';
	reason: Reason;
	/** What was found there, shortened. */
	found: string;
	/** The line of the first of two, where there is one before. */
	first?: number | undefined;
	/** What the portal has instead, shortened, where that stays. */
	live?: string | undefined;
}

/** Says in the reader's language what is wrong, and what would be right. */
export const reasonIn = ({ reason, first, live }: Pick<Problem, 'reason' | 'first' | 'live'>): string =>
	REASONS[reason]({ first: String(first ?? ''), live: live || m.imports_nothing() });

/** A file that cannot be read as what it should be: no row of it is. */
export type FileFault =
	| { fault: 'empty' }
	| { fault: 'columns'; missing: Column[] }
	| { fault: 'twice'; column: Column }
	| { fault: 'quotes'; line: number };

/** Says what is wrong with a file as a whole. */
export function faultIn({ file, ...fault }: FileFault & { file: FileName }): string {
	const name = `${file}.csv`;
	if (fault.fault === 'columns') return m.imports_fault_columns({ file: name, columns: fault.missing.join(', ') });
	if (fault.fault === 'twice') return m.imports_fault_twice({ file: name, column: fault.column });
	if (fault.fault === 'quotes') return m.imports_fault_quotes({ file: name, line: fault.line });
	return m.imports_fault_empty({ file: name });
}

/** The same of a problem as it is kept. */
export const keptReasonIn = ({
	reason,
	firstLine,
	live
}: Pick<ImportProblemTable, 'reason' | 'firstLine' | 'live'>): string =>
	reasonIn({ reason: reason as Reason, first: firstLine ?? undefined, live: live ?? undefined });
