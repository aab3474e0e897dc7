import './table.ts';
import type { Insertable, Updateable } from 'kysely';
import type { DocumentKind } from '#lib/schemas/document-choices.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { DocumentTable } from './table.ts';

type Any = Db | Trx;

/** Of a structure for some who may see it, or of everybody's where there is no structure. */
export type Sight = { structureId: string; audiences: readonly string[] } | 'public';

export const PAGE = 20;
const MOST_PUBLIC = 50;

/** Where every reading by customers and visitors starts: what is withdrawn or not theirs is not there. */
const visibleTo = (db: Any, sight: Sight) =>
	db
		.selectFrom('document')
		.innerJoin('storedFile', 'storedFile.hash', 'document.fileHash')
		.where('document.withdrawnAt', 'is', null)
		.$if(sight === 'public', (q) => q.where('document.structureId', 'is', null))
		.$if(sight !== 'public', (q) => {
			const { structureId, audiences } = sight as Exclude<Sight, 'public'>;
			return q.where('document.structureId', '=', structureId).where('document.audience', 'in', audiences);
		});

const SHOWN = [
	'document.id',
	'document.kind',
	'document.title',
	'document.description',
	'document.documentDate',
	'document.fileName',
	'document.publishedAt',
	'storedFile.size'
] as const;

/** The public ones, the newest first by the day they bear, or else were published. */
export const listPublic = (db: Any) =>
	visibleTo(db, 'public')
		.select(SHOWN)
		.orderBy((eb) => eb.fn.coalesce('document.documentDate', 'document.publishedAt'), 'desc')
		.orderBy('document.id', 'desc')
		.limit(MOST_PUBLIC)
		.execute();

interface Asked {
	kind: DocumentKind | undefined;
	words: readonly string[];
	before: { publishedAt: string; id: string } | undefined;
}

const matching = (db: Any, sight: Sight, { kind, words }: Omit<Asked, 'before'>) => {
	let query = visibleTo(db, sight).$if(kind !== undefined, (q) => q.where('document.kind', '=', kind!));
	for (const word of words)
		query = query.where((eb) => eb(eb.fn('instr', ['document.searchText', eb.val(` ${word}`)]), '>', 0));
	return query;
};

export const list = (db: Any, sight: Sight, { before, ...asked }: Asked) =>
	matching(db, sight, asked)
		.select(SHOWN)
		.$if(before !== undefined, (q) =>
			q.where((eb) =>
				eb(eb.refTuple('document.publishedAt', 'document.id'), '<', eb.tuple(before!.publishedAt, before!.id))
			)
		)
		.orderBy('document.publishedAt', 'desc')
		.orderBy('document.id', 'desc')
		.limit(PAGE + 1)
		.execute();

/** How many of each kind there are to be seen. */
export const counts = (db: Any, sight: Sight, words: readonly string[]) =>
	matching(db, sight, { kind: undefined, words })
		.select(['document.kind', (eb) => eb.fn.countAll<number>().as('count')])
		.groupBy('document.kind')
		.execute();

/** One of them with where its bytes are. */
export const find = (db: Any, sight: Sight, id: string) =>
	visibleTo(db, sight)
		.select([...SHOWN, 'storedFile.hash', 'storedFile.type'])
		.where('document.id', '=', id)
		.executeTakeFirst();

/** Where staff read: the withdrawn ones too. */
const kept = (db: Any) =>
	db
		.selectFrom('document')
		.leftJoin('storedFile', 'storedFile.hash', 'document.fileHash')
		.leftJoin('account as publisher', 'publisher.id', 'document.publishedBy')
		.leftJoin('account as withdrawer', 'withdrawer.id', 'document.withdrawnBy')
		.selectAll('document')
		.select([
			'storedFile.size',
			'storedFile.type',
			'publisher.firstName as publisherFirstName',
			'publisher.lastName as publisherLastName',
			'withdrawer.firstName as withdrawerFirstName',
			'withdrawer.lastName as withdrawerLastName'
		]);

export const listKept = (
	db: Any,
	structureId: string | null,
	before: { publishedAt: string; id: string } | undefined,
	most = PAGE + 1
) =>
	kept(db)
		.where('document.structureId', structureId === null ? 'is' : '=', structureId)
		.$if(before !== undefined, (q) =>
			q.where((eb) =>
				eb(eb.refTuple('document.publishedAt', 'document.id'), '<', eb.tuple(before!.publishedAt, before!.id))
			)
		)
		.orderBy('document.publishedAt', 'desc')
		.orderBy('document.id', 'desc')
		.limit(most)
		.execute();

export const findKept = (db: Any, id: string) => kept(db).where('document.id', '=', id).executeTakeFirst();

/** Where a page begins that follows after one of the documents of the same list. */
export const placeOf = (db: Any, structureId: string | null, id: string) =>
	db
		.selectFrom('document')
		.select(['publishedAt', 'id'])
		.where('id', '=', id)
		.where('structureId', structureId === null ? 'is' : '=', structureId)
		.executeTakeFirst();

export const insert = (db: Trx, row: Insertable<DocumentTable>) => db.insertInto('document').values(row).execute();

export const update = (db: Trx, id: string, values: Updateable<DocumentTable>) =>
	db
		.updateTable('document')
		.set(values)
		.set((eb) => ({ revision: eb('revision', '+', 1) }))
		.where('id', '=', id)
		.execute();

/** What one act published, by whom and for whom, withdrawn or not. */
export const ofPublication = (db: Any, publicationId: string) =>
	db
		.selectFrom('document')
		.select(['fileHash', 'publishedBy', 'structureId'])
		.where('publicationId', '=', publicationId)
		.execute();

/** Whether the same bytes are before the same people already. */
export const isThere = async (db: Any, structureId: string | null, fileHash: string): Promise<boolean> =>
	(await db
		.selectFrom('document')
		.select('id')
		.where('fileHash', '=', fileHash)
		.where('structureId', structureId === null ? 'is' : '=', structureId)
		.where('withdrawnAt', 'is', null)
		.limit(1)
		.executeTakeFirst()) !== undefined;

/** What one act published in structures, or in some of them, and is still there, as it is told of. */
export const published = (db: Any, publicationId: string, structureIds?: readonly string[]) =>
	db
		.selectFrom('document')
		.innerJoin('structure', 'structure.id', 'document.structureId')
		.select([
			'document.id',
			'document.kind',
			'document.title',
			'document.audience',
			'document.publishedAt',
			'structure.id as structureId',
			'structure.name as structureName'
		])
		.where('document.publicationId', '=', publicationId)
		.$if(structureIds !== undefined, (q) => q.where('document.structureId', 'in', structureIds!))
		.where('document.withdrawnAt', 'is', null)
		.orderBy('structure.name')
		.orderBy('document.id')
		.execute();
