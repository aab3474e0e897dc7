import { z } from 'zod';
import type { Db, Trx } from './db.ts';
import { storedSetting } from './stored-settings.ts';

/** In the database, so that a restart does not make a long outage a new one. */
const outage = storedSetting(
	'mail-outage',
	z.object({ since: z.string().nullable().default(null), reason: z.string().default('') })
);

type Noting = { db: Db | Trx; now(): string };

/** Nothing leaves: the mail server cannot be reached. What was said first is the reason kept. */
export async function noteOutage(ctx: Noting, reason: string): Promise<void> {
	if (!(await outage.of(ctx.db)).since) await outage.save(ctx, { since: ctx.now(), reason });
}

/** Something left: the mail server is back. */
export async function noteReached(ctx: Noting): Promise<void> {
	if ((await outage.of(ctx.db)).since) await outage.save(ctx, {});
}

/** Since when, and why, no mail can leave; null while they do. */
export async function outageOf(db: Db | Trx): Promise<{ since: string; reason: string } | null> {
	const { since, reason } = await outage.of(db);
	return since === null ? null : { since, reason };
}
