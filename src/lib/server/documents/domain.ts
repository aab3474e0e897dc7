import './table.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ListDocumentsInput } from '#lib/schemas/documents.ts';
import { rolesHeldBy } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { audiencesFor } from './audiences.ts';
import * as store from './store.ts';
import { wordsOf } from './words.ts';

export { forgetBatches } from './batches.ts';
export { searchTextOf } from './words.ts';

/** Documents anybody may read, such as certificates. */
export const listPublic = ({ db }: Ctx) => store.listPublic(db);

/** Where the bytes of one are, and how they are called. */
export async function publicDocument({ db }: Ctx, { id }: { id: string }) {
	const document = await store.find(db, 'public', id);
	if (!document) throw missing();
	return document;
}

/** What the actor may see in the structure, by the roles they hold at this moment. */
async function sightOf({ db, actor }: Ctx<'member'>): Promise<store.Sight & { readsInvoices: boolean }> {
	const { contact, structureId } = actor;
	const audiences = audiencesFor({ role: contact.role, roles: await rolesHeldBy(db, contact.id) });
	return { structureId, audiences, readsInvoices: audiences.includes('accounting') };
}

/** A page of the structure's documents, of those the actor may see, the newest first; and how many of each kind there are. */
export async function listDocuments(ctx: Ctx<'member'>, { kind, query, before }: ListDocumentsInput) {
	const sight = await sightOf(ctx);
	const words = wordsOf(query);
	// One they may not see is no place in the list either.
	const place = before === undefined ? undefined : await store.find(ctx.db, sight, before);
	const rows = await store.list(ctx.db, sight, { kind, words, before: place });
	const documents = rows.slice(0, store.PAGE);
	const counted = await store.counts(ctx.db, sight, words);
	return {
		documents,
		next: rows.length > store.PAGE ? documents.at(-1)!.id : null,
		counts: counted.map(({ kind, count }) => ({ kind, count: Number(count) })),
		/** Whether invoices would be among them. */
		readsInvoices: sight.readsInvoices
	};
}

/** One of them, with where its bytes are: asked at each download. */
export async function memberDocument(ctx: Ctx<'member'>, { document: id }: { document: string }) {
	const document = await store.find(ctx.db, await sightOf(ctx), id);
	if (!document) throw missing();
	return document;
}

const missing = (): AppError => new AppError('not_found', m.errors_not_found());
