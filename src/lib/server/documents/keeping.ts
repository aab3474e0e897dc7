import { m } from '#lib/paraglide/messages.js';
import { DOCUMENT_TITLE_MAX, type DocumentKind, type SeenBy } from '#lib/schemas/document-choices.ts';
import type { AddDocumentsInput, AddPublicInput, EditDocumentInput } from '#lib/schemas/documents.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { forgetStored, hashesWaiting, keepUploads } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { expectSeen } from '#server/platform/seen.ts';
import { structureOf } from '#server/structures/domain.ts';
import { announce } from './announcing.ts';
import { audienceOf, chosenIn } from './audiences.ts';
import * as batchStore from './batch-store.ts';
import { titleFrom } from './number-in-name.ts';
import * as store from './store.ts';
import { searchTextOf } from './words.ts';

type Staff = Ctx<'staff'>;

/** Puts files before the people of a structure, in one act. Returns how many. */
export function addDocuments(ctx: Staff, input: AddDocumentsInput): Promise<{ count: number }> {
	const { to, kind, seenBy, roles } = input;
	const audience = audienceChosen(kind, seenBy, roles);
	return transact(ctx, async (ctx) => {
		const structure = await structureOf(ctx.db, to);
		const publicationId = await add(ctx, structure.id, { ...input, audience });
		if (input.announce && publicationId) await announce(ctx, publicationId);
		return { count: input.files.length };
	});
}

/** Puts files before everybody, on the sign-in page. */
export function addPublic(ctx: Staff, input: AddPublicInput): Promise<{ count: number }> {
	expectPublishable(input.kind);
	return transact(ctx, async (ctx) => {
		await add(ctx, null, { ...input, audience: 'public' });
		return { count: input.files.length };
	});
}

/** Returns the act they were published in, or null where the same form has done so before. */
async function add(
	ctx: Staff & { db: Trx },
	structureId: string | null,
	{ files, title, kind, description, documentDate, audience, requestKey }: AddPublicInput & { audience: string }
): Promise<string | null> {
	if (files.length > 1 && title) throw refused({ title: m.documents_title_of_several() });
	const before = requestKey ? await store.ofPublication(ctx.db, requestKey) : [];
	const own = before.filter((one) => one.publishedBy === ctx.actor.account.id && one.structureId === structureId);
	if (
		await isSentAgain(
			ctx,
			own.map(({ fileHash }) => fileHash),
			files
		)
	)
		return null;
	const publicationId = requestKey && before.length === 0 ? requestKey : newId();
	for (const file of await keepUploads(ctx, files)) {
		// Sent twice, a form without a script brings its files anew.
		if (await store.isThere(ctx.db, structureId, file.hash))
			throw refused({ files: m.documents_already_there_named({ name: file.name }) });
		await publish(ctx, {
			structureId,
			kind,
			title: title || titleFrom(file.name, null, DOCUMENT_TITLE_MAX) || file.name,
			description,
			documentDate,
			audience,
			fileHash: file.hash,
			fileName: file.name,
			publicationId
		});
	}
	return publicationId;
}

/** Whether a form that was answered comes again, rather than one somebody went back to and put other files in. */
export async function isSentAgain(
	ctx: Staff & { db: Trx },
	before: readonly (string | null)[],
	files: readonly string[]
): Promise<boolean> {
	if (before.length === 0) return false;
	return (await hashesWaiting(ctx, files)).every((hash) => before.includes(hash));
}

const refused = (fields: Record<string, string>) => new AppError('invalid', m.errors_invalid(), { fields });

interface Published {
	structureId: string | null;
	kind: DocumentKind;
	title: string;
	description: string;
	documentDate: string | null;
	audience: string;
	fileHash: string;
	fileName: string;
	publicationId: string;
}

/** One document more, before whoever may see it from this moment on. Returns its id. */
export async function publish(ctx: Staff & { db: Trx }, document: Published): Promise<string> {
	const id = newId();
	await store.insert(ctx.db, {
		id,
		...document,
		searchText: searchTextOf(document.title),
		publishedAt: ctx.now(),
		publishedBy: ctx.actor.account.id,
		withdrawnAt: null,
		withdrawnBy: null
	});
	const { structureId, kind, audience } = document;
	await recordAudit(ctx, 'document.published', id, { structureId, kind, audience });
	return id;
}

/**
 * Who is to see it, as it was chosen. Refused where that says two things: with roles ticked and none of them asked for,
 * everybody would see what was meant for some.
 */
export function audienceChosen(kind: DocumentKind, seenBy: SeenBy | undefined, roles: readonly ReferentRole[]): string {
	if (kind === 'invoice') return audienceOf(kind, 'roles', roles);
	if (!seenBy) throw refused({ seenBy: m.documents_seen_by_missing() });
	if (seenBy === 'roles' && roles.length === 0) throw refused({ roles: m.documents_roles_missing() });
	if (seenBy !== 'roles' && roles.length > 0) throw refused({ seenBy: m.documents_roles_ticked() });
	return audienceOf(kind, seenBy, roles);
}

/** Invoices are for who sees a structure's accounts, and for nobody else. */
function expectPublishable(kind: DocumentKind): void {
	if (kind === 'invoice') throw refused({ kind: m.documents_invoice_not_public() });
}

/** Another title, kind or readers; its file stays. Whoever comes to see it by that is not written to. */
export function editDocument(
	ctx: Staff,
	{ document: id, seen, seenBy, roles, ...values }: EditDocumentInput
): Promise<void> {
	return transact(ctx, async (ctx) => {
		const document = await standing(ctx, id);
		expectSeen(document.revision, seen);
		const isPublic = document.structureId === null;
		if (isPublic) expectPublishable(values.kind);
		const audience = isPublic ? 'public' : audienceChosen(values.kind, seenBy, roles);
		await store.update(ctx.db, id, { ...values, audience, searchText: searchTextOf(values.title) });
		const { structureId, kind, audience: before } = document;
		await recordAudit(ctx, 'document.edited', id, {
			structureId,
			from: { kind, audience: before },
			to: { kind: values.kind, audience }
		});
	});
}

/** From now on it is there for nobody but staff, who see who withdrew it. */
export function withdrawDocument(ctx: Staff, { document: id }: { document: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const document = await found(ctx, id);
		if (document.withdrawnAt) return;
		await store.update(ctx.db, id, { withdrawnAt: ctx.now(), withdrawnBy: ctx.actor.account.id });
		await recordAudit(ctx, 'document.withdrawn', id, { structureId: document.structureId });
	});
}

/** Has the bytes of a withdrawn document forgotten for good; that there was one stays. */
export async function forgetFile(ctx: Staff, { document: id }: { document: string }): Promise<void> {
	const hash = await transact(ctx, async (ctx) => {
		const { fileHash, withdrawnAt, structureId } = await found(ctx, id);
		if (!withdrawnAt) throw new AppError('conflict', m.documents_not_withdrawn());
		if (!fileHash) return null;
		await store.update(ctx.db, id, { fileHash: null });
		// The batch it came by names them too.
		await batchStore.dropFilesOf(ctx.db, id, fileHash);
		await recordAudit(ctx, 'document.file_forgotten', id, { structureId });
		return fileHash;
	});
	if (hash) await forgetStored(ctx, [hash]);
}

/** A page of what a structure has, or everybody, withdrawn ones among them; the newest first. */
export async function listKept(
	{ db }: Staff,
	{ of, before }: { of?: string | undefined; before?: string | undefined }
) {
	const structureId = of ?? null;
	const structure = of === undefined ? null : await structureOf(db, of);
	const place = before === undefined ? undefined : await store.placeOf(db, structureId, before);
	const rows = await store.listKept(db, structureId, place);
	const documents = rows.slice(0, store.PAGE).map(shown);
	return {
		structure: structure && { id: structure.id, name: structure.name, customerNumber: structure.customerNumber },
		documents,
		next: rows.length > store.PAGE ? documents.at(-1)!.id : null
	};
}

/** One of them, to be looked at or changed. */
export async function readKept(ctx: Staff, { document: id }: { document: string }) {
	const row = await found(ctx, id);
	const structure = row.structureId === null ? null : await structureOf(ctx.db, row.structureId);
	return { ...shown(row), structure: structure && { id: structure.id, name: structure.name } };
}

/** Where its bytes are, withdrawn or not. */
export async function keptFile(ctx: Staff, { document: id }: { document: string }) {
	const { fileHash: hash, fileName, type, size } = await found(ctx, id);
	if (!hash || !type || size === null) throw new AppError('not_found', m.errors_not_found());
	return { hash, fileName, type, size };
}

async function found({ db }: { db: Staff['db'] | Trx }, id: string) {
	const document = await store.findKept(db, id);
	if (!document) throw new AppError('not_found', m.errors_not_found());
	return document;
}

async function standing(ctx: { db: Trx }, id: string) {
	const document = await found(ctx, id);
	if (document.withdrawnAt) throw new AppError('conflict', m.documents_is_withdrawn());
	return document;
}

function shown(row: Awaited<ReturnType<typeof found>>) {
	const { id, kind, title, description, documentDate, fileName, size, publishedAt, withdrawnAt, fileHash, revision } =
		row;
	return {
		...{ id, kind, title, description, documentDate, fileName, size, publishedAt, withdrawnAt, revision },
		/** Whether its bytes are still there. */
		hasFile: fileHash !== null,
		audience: chosenIn(row.audience),
		publishedBy: nameOf(row.publisherFirstName, row.publisherLastName),
		withdrawnBy: nameOf(row.withdrawerFirstName, row.withdrawerLastName)
	};
}

const nameOf = (first: string | null, last: string | null): string | null =>
	last === null ? null : `${first} ${last}`;
