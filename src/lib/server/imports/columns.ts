import { fold } from '#lib/fold.ts';

export const STRUCTURE_COLUMNS = [
	'code_client',
	'raison_sociale',
	'siret',
	'adresse_libelle',
	'adresse_voie',
	'adresse_complement',
	'code_postal',
	'ville',
	'telephone_libelle',
	'telephone',
	'domaine_email'
] as const;
export const CONTACT_COLUMNS = [
	'code_client',
	'civilite',
	'nom',
	'prenom',
	'email',
	'fonction',
	'telephone',
	'administrateur',
	'referents'
] as const;

export type StructureColumn = (typeof STRUCTURE_COLUMNS)[number];
export type ContactColumn = (typeof CONTACT_COLUMNS)[number];
export type Column = StructureColumn | ContactColumn;

/** Without these a file is not what it is said to be. */
export const REQUIRED: Record<'structures' | 'contacts', readonly Column[]> = {
	structures: ['code_client', 'raison_sociale'],
	contacts: ['code_client', 'nom', 'email']
};

/** A header as it is known, whatever its case, accents and blanks; undefined for one that means nothing here. */
export const columnCalled = (header: string, known: readonly Column[]): Column | undefined => {
	const folded = fold(header)
		.trim()
		.replace(/[\s-]+/g, '_');
	return known.find((column) => column === folded);
};

/** The delimiter by which the first line names the most columns. */
export function delimiterOf(text: string, known: readonly Column[]): ';' | ',' {
	const header = text.slice(0, 4096).split(/\r?\n/, 1)[0]!;
	const named = (delimiter: string) =>
		header.split(delimiter).filter((cell) => columnCalled(cell.replaceAll('"', ''), known) !== undefined).length;
	return named(',') > named(';') ? ',' : ';';
}

const KNOWN: Record<'structures' | 'contacts', readonly Column[]> = {
	structures: STRUCTURE_COLUMNS,
	contacts: CONTACT_COLUMNS
};

/** As which of the two files a text begins; null for neither. */
export function fileBeginning(text: string): 'structures' | 'contacts' | null {
	const header = text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0]!;
	const files = (['structures', 'contacts'] as const).filter((file) => {
		const named = header
			.split(delimiterOf(header, KNOWN[file]))
			.map((cell) => columnCalled(cell.replaceAll('"', ''), KNOWN[file]));
		return REQUIRED[file].every((column) => named.includes(column));
	});
	return files[0] ?? null;
}
