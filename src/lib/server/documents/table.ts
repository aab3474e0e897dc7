import type { Generated } from 'kysely';
import type { DocumentKind } from '#lib/schemas/document-choices.ts';

declare module '#server/platform/db.ts' {
	interface Database {
		document: DocumentTable;
		documentBatch: DocumentBatchTable;
		documentBatchFile: DocumentBatchFileTable;
	}
}

/** A file of the vendor's: a structure's, or anybody's when it belongs to none. */
export interface DocumentTable {
	id: string;
	structureId: string | null;
	kind: DocumentKind;
	title: string;
	description: string;
	/** The day it bears, such as an invoice's: `2026-11-26`. */
	documentDate: string | null;
	/** As `audienceOf` writes it; `public` where there is no structure. */
	audience: string;
	/** The title without case and accents, a space before each word. */
	searchText: string;
	/** Null once the bytes of a withdrawn one are gone. */
	fileHash: string | null;
	fileName: string;
	/** What was published in one act has one of these, and is told of in one mail. */
	publicationId: string;
	publishedAt: string;
	publishedBy: string | null;
	withdrawnAt: string | null;
	withdrawnBy: string | null;
	/** Grows with each change, so that nobody overwrites what they have not seen. */
	revision: Generated<number>;
}

/** Files that wait to be looked at before they are published together; forgotten after some days. */
export interface DocumentBatchTable {
	id: string;
	kind: DocumentKind;
	audience: string;
	documentDate: string | null;
	announcedBy: 'mail' | 'nothing';
	createdAt: string;
	createdBy: string;
}

export interface DocumentBatchFileTable {
	id: string;
	batchId: string;
	/** As they were chosen, from 0. */
	position: number;
	hash: string;
	name: string;
	title: string;
	/** By the number in its name, or as somebody chose. */
	structureId: string | null;
	chosenBy: string | null;
	/** Why its name tells no structure, and the numbers that were read in it, one a line. */
	fault: 'no_number' | 'unknown_number' | 'two_numbers' | null;
	numbers: string;
	leftOutAt: string | null;
	/** What it became. */
	documentId: string | null;
	/** As of a document. */
	revision: Generated<number>;
}
