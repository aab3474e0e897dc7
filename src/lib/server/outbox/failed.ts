import type { ExpressionBuilder } from 'kysely';
import type { Database, Db, Trx } from '#server/platform/db.ts';

/** Mails that were given up and nobody has seen to, counted up to `most`, and when the first of them was made. */
export async function mailsFailed(db: Db | Trx, most: number): Promise<{ count: number; since: string | null }> {
	const { count } = await countFailed(db, most).executeTakeFirstOrThrow();
	const first = await firstFailed(db).executeTakeFirst();
	return { count: Number(count), since: first?.createdAt ?? null };
}

/** That it asks for something: it was given up, and nobody has seen to it. */
export const asks = (eb: ExpressionBuilder<Database, 'mail'>) =>
	eb.and([eb('failedAt', 'is not', null), eb('setAsideAt', 'is', null)]);

const failed = (db: Db | Trx) => db.selectFrom('mail').where(asks).orderBy('id');

export const countFailed = (db: Db | Trx, most: number) =>
	db.selectFrom(failed(db).select('id').limit(most).as('some')).select((eb) => eb.fn.countAll<number>().as('count'));

export const firstFailed = (db: Db | Trx) => failed(db).select('createdAt').limit(1);
