import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The export of the old portal that the tests bring in, and what must come out of it. */
const folder = join(import.meta.dirname, '../old-portal');

export const oldPortalFile = (name: 'structures.csv' | 'contacts.csv') => ({
	name,
	bytes: readFileSync(join(folder, name))
});

interface Place {
	line: number;
	column: string;
}

export const oldPortalExpected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
	structures: { valid: number; rejected: Place[] };
	contacts: { valid: number; administrators: number; rejected: Place[] };
	warnings: Record<string, number>;
	accounts: number;
	multiStructureAccounts: number;
};

/** A file of the old portal made of its lines, the header first. */
export const fileOf = (name: string, ...lines: string[]) => ({ name, bytes: Buffer.from(lines.join('\n')) });
