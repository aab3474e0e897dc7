declare module '#server/platform/db.ts' {
	interface Database {
		document: DocumentTable;
	}
}

/** A file of the vendor's: public when it belongs to no structure. */
export interface DocumentTable {
	id: string;
	structureId: string | null;
	title: string;
	description: string;
	fileHash: string;
	fileName: string;
	publishedAt: string;
}
