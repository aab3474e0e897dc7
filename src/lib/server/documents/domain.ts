import './table.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';

/** Documents anybody may read, such as certificates. Where every reading of them starts. */
const publicOnes = (ctx: Ctx) =>
	ctx.db
		.selectFrom('document')
		.innerJoin('storedFile', 'storedFile.hash', 'document.fileHash')
		.select([
			'document.id',
			'document.title',
			'document.description',
			'document.fileName',
			'document.fileHash as hash',
			'storedFile.type',
			'storedFile.size'
		])
		.where('document.structureId', 'is', null)
		.where('document.publishedAt', '<=', ctx.now());

export const listPublic = (ctx: Ctx) => publicOnes(ctx).orderBy('document.publishedAt', 'desc').limit(20).execute();

/** Where the bytes of one are, and how they are called. */
export async function publicDocument(ctx: Ctx, { id }: { id: string }) {
	const document = await publicOnes(ctx).where('document.id', '=', id).executeTakeFirst();
	if (!document) throw new AppError('not_found', m.errors_not_found());
	return document;
}
