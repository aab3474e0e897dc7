import type { Db, Trx } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import { outageOf } from '#server/platform/outbox-outage.ts';

/** A mail server that is started anew is back before anybody could do something about it. */
const LONG_SECONDS = 600;

/** Mails that wait for a mail server that has been out of reach for long, counted up to `most`, and since when it has. */
export async function mailsHeld(
	{ db, now }: { db: Db | Trx; now(): string },
	most: number
): Promise<{ count: number; since: string | null }> {
	const outage = await outageOf(db);
	if (!outage || after(outage.since, LONG_SECONDS) > now()) return { count: 0, since: null };
	const { count } = await countWaiting(db, most).executeTakeFirstOrThrow();
	return { count: Number(count), since: outage.since };
}

const countWaiting = (db: Db | Trx, most: number) =>
	db
		.selectFrom(db.selectFrom('mail').select('id').where('settledAt', 'is', null).limit(most).as('some'))
		.select((eb) => eb.fn.countAll<number>().as('count'));
