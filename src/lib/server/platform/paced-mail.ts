import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Base } from './context.ts';
import { transact, type Database, type Db, type Trx } from './db.ts';

type Any = Db | Trx;

/** What is sent to many, little by little: when it started, and what has become of it since. */
interface Sending {
	id: string;
	rate: number;
	startedAt: string | null;
	pausedAt: string | null;
	endedAt: string | null;
	/** Since when nobody else is to be written to; what cannot be cancelled has none. */
	cancelledAt?: string | null;
}

/** The mass mails of one kind: a table `${owner}` with the columns of {@link Sending}, and when the next mail may leave. */
export function pacedMail<Owner extends 'campaign' | 'mailing'>(owner: Owner) {
	type Row = Selectable<Database[Owner]>;
	/** What both have in common is read and written the same way; what differs is typed at the border of these functions. */
	const table = owner as 'campaign';
	type Common = Database['campaign'];

	const write = (db: Trx, id: string, values: Updateable<Common>) =>
		db.updateTable(table).set(values).where('id', '=', id).execute();
	const due = async (db: Any, now: string): Promise<Row[]> =>
		(await db
			.selectFrom(table)
			.selectAll()
			.where('startedAt', 'is not', null)
			.where('pausedAt', 'is', null)
			.where('endedAt', 'is', null)
			.where('nextAt', '<=', now)
			.execute()) as Row[];

	return {
		update: async (db: Trx, id: string, values: Updateable<Database[Owner]>): Promise<void> => {
			await write(db, id, values as Updateable<Common>);
		},

		insert: async (db: Trx, row: Insertable<Database[Owner]>): Promise<void> => {
			await db
				.insertInto(table)
				.values(row as Insertable<Common>)
				.execute();
		},

		find: async (db: Any, id: string): Promise<Row | undefined> =>
			(await db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst()) as Row | undefined,

		removeDraft: async (db: Trx, id: string): Promise<void> => {
			await db.deleteFrom(table).where('id', '=', id).execute();
		},

		/** Does what each that may send a mail now is due, a transaction each; `some` returns how many mails it handed out. */
		async sendDue(
			base: Base,
			some: (ctx: Base & { db: Trx }, one: Row, now: string) => Promise<number>,
			afterwards?: (id: string) => Promise<void>
		): Promise<void> {
			for (const { id } of (await due(base.db, base.now())) as Sending[]) {
				try {
					const sent = await transact(base, async (ctx) => {
						const now = ctx.now();
						const one = (await due(ctx.db, now)).find((one) => (one as Sending).id === id);
						// None where it was paused since.
						return one ? some(ctx, one, now) : 0;
					});
					await afterwards?.(id);
					if (sent > 0) base.log.info({ [owner]: id, sent }, `${owner} goes on`);
				} catch (error) {
					// Whatever holds one up, the others go on, and so does all else that time brings.
					base.log.error({ [owner]: id, err: error }, `${owner} held up`);
				}
			}
		},

		/** Whether it was not paused yet, and is now: nothing more leaves but what is in the outbox already. */
		async pause({ db, now }: Pausing, { id, pausedAt, endedAt, cancelledAt }: Sending): Promise<boolean> {
			if (pausedAt || endedAt || cancelledAt) return false;
			await write(db, id, { pausedAt: now() });
			return true;
		},

		/** Whether it was paused, and goes on now. */
		async resume({ db, now }: Pausing, { id, pausedAt }: Sending): Promise<boolean> {
			if (!pausedAt) return false;
			await write(db, id, { pausedAt: null, nextAt: now() });
			return true;
		},

		/** So many mails leave an hour from now on: what was to wait by the former rate waits no longer. */
		atRate: ({ startedAt, rate: former }: Sending, rate: number, now: string): { rate: number; nextAt?: string } => ({
			rate,
			...(startedAt !== null && rate !== former ? { nextAt: now } : {})
		})
	};
}

type Pausing = { db: Trx; now(): string };
