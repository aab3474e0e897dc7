import { searchTextOf } from '#server/documents/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { documents, papers, type DemoPaper } from './documents.ts';
import { momentOf, type LoadedCast } from './load-cast.ts';
import { pdfOf } from './pdf.ts';

export type StoredPapers = Map<DemoPaper, { hash: string; size: number }>;

/** The pages of the structures' documents. */
export async function storePapers({ files }: Pick<Base, 'files'>): Promise<StoredPapers> {
	const stored: StoredPapers = new Map();
	for (const paper of papers) {
		const bytes = pdfOf(paper.lines);
		stored.set(paper, { hash: await files.put(bytes), size: bytes.length });
	}
	return stored;
}

/** Public documents, by the hash of each file, and those of the structures. */
export async function loadDocuments(
	ctx: Pick<Base, 'now' | 'settings'> & { db: Trx },
	loaded: LoadedCast,
	hashOf: (file: string) => string,
	stored: StoredPapers
): Promise<void> {
	const at = (daysAgo: number) => momentOf(ctx.now(), daysAgo, 9 * 60, ctx.settings.timeZone);
	const publishedBy = loaded.accountId('sam');
	const common = () => ({ id: newId(), publicationId: newId(), publishedBy, withdrawnAt: null, withdrawnBy: null });
	for (const { title, description, file, publishedDaysAgo } of documents)
		await ctx.db
			.insertInto('document')
			.values({
				...common(),
				...{ structureId: null, kind: 'certificate', title, description, audience: 'public', documentDate: null },
				searchText: searchTextOf(title),
				fileHash: hashOf(file),
				fileName: file,
				publishedAt: at(publishedDaysAgo)
			})
			.execute();
	for (const [paper, { hash, size }] of stored) {
		await ctx.db
			.insertInto('storedFile')
			.values({ hash, size, type: 'application/pdf', width: null, height: null, createdAt: ctx.now() })
			.onConflict((c) => c.column('hash').doNothing())
			.execute();
		const { structure, kind, title, description = '', fileName, audience, daysAgo } = paper;
		const publishedAt = at(daysAgo);
		await ctx.db
			.insertInto('document')
			.values({
				...common(),
				...{ kind, title, description, audience, fileName, publishedAt },
				structureId: loaded.structureId(structure),
				documentDate: kind === 'invoice' ? publishedAt.slice(0, 10) : null,
				searchText: searchTextOf(title),
				fileHash: hash
			})
			.execute();
	}
}
