import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import {
	BATCH_FILES_MAX,
	BATCH_FILTERS,
	DOCUMENT_DESCRIPTION_MAX,
	DOCUMENT_KINDS,
	DOCUMENT_SEARCH_MAX,
	DOCUMENT_TITLE_MAX,
	DOCUMENTS_AT_ONCE,
	SEEN_BY
} from './document-choices.ts';
import './field-label.ts';
import { box, id } from './form-fields.ts';
import { line, requiredLine } from './person.ts';
import { REFERENT_ROLES } from './referent-roles.ts';

/** Files put before, by their ids; at least one. */
const files = (most: number) =>
	z
		.union([id.transform((one) => [one]), z.array(id).max(most, { error: () => m.files_too_many({ count: most }) })])
		.optional()
		.transform((all) => all ?? [])
		.refine((all) => all.length > 0, { error: () => m.documents_file_missing() })
		.meta({ label: m.documents_files }) as unknown as z.ZodType<string[], string | string[] | undefined>;

/** A day as a field of dates sends it, or none. */
const day = z
	.string()
	.max(10)
	.nullable()
	.default(null)
	.transform((typed) => typed?.trim() || null)
	.refine((typed) => typed === null || isDay(typed), { error: () => m.documents_date_invalid() })
	.meta({ label: m.documents_date });

function isDay(typed: string): boolean {
	if (!/^(19|20)\d\d-\d\d-\d\d$/.test(typed)) return false;
	const moment = new Date(`${typed}T00:00:00Z`);
	return !Number.isNaN(moment.valueOf()) && moment.toISOString().startsWith(typed);
}

const kind = z.enum(DOCUMENT_KINDS).meta({ label: m.documents_kind });
const roles = z
	.union([z.enum(REFERENT_ROLES).transform((one) => [one]), z.array(z.enum(REFERENT_ROLES)).max(REFERENT_ROLES.length)])
	.optional()
	.transform((all) => [...new Set(all ?? [])])
	.meta({ label: m.documents_roles });
/** What is not said is nobody's choice: only of invoices, and of public documents, is there nothing to be said. */
const readers = { seenBy: z.enum(SEEN_BY).optional().meta({ label: m.documents_seen_by }), roles };
const description = line(DOCUMENT_DESCRIPTION_MAX).default('').meta({ label: m.documents_description });
const title = requiredLine(DOCUMENT_TITLE_MAX).meta({ label: m.documents_document_title });
/** Where it is empty, the file's name says it. */
const titleOrNone = line(DOCUMENT_TITLE_MAX).default('').meta({ label: m.documents_document_title });
const announce = box.meta({ label: m.documents_announce });

/** Made by the form: sent twice, it does what it does once. */
const requestKey = z.uuid().optional();
const count = z
	.union([z.number(), z.string().max(10).regex(/^\d+$/).transform(Number)])
	.refine((value) => Number.isSafeInteger(value));
/** Which revision the form showed. */
const seen = count;

export const documentInput = z.object({ document: id });
export const listDocumentsInput = z.object({
	kind: z.enum(DOCUMENT_KINDS).optional(),
	query: line(DOCUMENT_SEARCH_MAX).default(''),
	/** The last document of the page before. */
	before: id.optional()
});
export type ListDocumentsInput = z.output<typeof listDocumentsInput>;

/** Without a structure: the public ones. */
export const keptDocumentsInput = z.object({ of: id.optional(), before: id.optional() });
export const addDocumentsInput = z.object({
	to: id,
	requestKey,
	files: files(DOCUMENTS_AT_ONCE),
	kind,
	title: titleOrNone,
	description,
	documentDate: day,
	...readers,
	announce
});
export type AddDocumentsInput = z.output<typeof addDocumentsInput>;
export const addPublicInput = z.object({
	requestKey,
	files: files(DOCUMENTS_AT_ONCE),
	kind: kind.default('certificate'),
	title: titleOrNone,
	description,
	documentDate: day
});
export type AddPublicInput = z.output<typeof addPublicInput>;
export const editDocumentInput = z.object({
	document: id,
	kind,
	title,
	description,
	documentDate: day,
	...readers,
	seen
});
export type EditDocumentInput = z.output<typeof editDocumentInput>;

export const createBatchInput = z.object({
	requestKey,
	files: files(BATCH_FILES_MAX),
	kind,
	documentDate: day,
	...readers,
	announce
});
export type CreateBatchInput = z.output<typeof createBatchInput>;
export const batchInput = z.object({ batch: id });
export const batchFilesInput = z.object({
	batch: id,
	filter: z.enum(BATCH_FILTERS).default('all'),
	/** The last file of the page before. */
	after: id.optional()
});
export const batchFileInput = z.object({ batch: id, file: id });
export const changeBatchFileInput = z.object({
	batch: id,
	file: id,
	title,
	/** As it stands where none is chosen. */
	structure: id.optional().meta({ label: m.documents_structure }),
	seen
});
export const publishBatchInput = z.object({
	batch: id,
	/** How many the page said would be published. */
	seen: count
});

/** What addresses of pages say; what they say wrongly counts as not said. */
export const documentsState = z.object({
	kind: z.enum(DOCUMENT_KINDS).optional().catch(undefined),
	query: z
		.string()
		.transform((typed) => typed.slice(0, DOCUMENT_SEARCH_MAX))
		.pipe(line(DOCUMENT_SEARCH_MAX))
		.catch(''),
	before: id.optional().catch(undefined)
});
export const batchState = z.object({
	filter: z.enum(BATCH_FILTERS).optional().catch(undefined),
	after: id.optional().catch(undefined)
});
