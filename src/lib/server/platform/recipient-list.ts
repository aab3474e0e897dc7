import { sql, type RawBuilder } from 'kysely';
import type { Db, Trx } from './db.ts';
import { handOut, mostWaiting } from './pace.ts';

type Any = Db | Trx;

/** One of many who are written to for one cause; a module's table has columns of its own beside. */
interface ListedRecipient {
	id: number;
	email: string;
	state: string;
}

/** What a list of people is asked for. */
export interface AskedRecipients<State extends string> {
	/** In one of these states; all where none is named. */
	states: readonly State[];
	/** How the address begins. */
	query: string;
	/** The last address of the page before. */
	after: string | undefined;
}

/**
 * The people of one mass mail and where each stands: a table `${owner}_recipient` of one row an address in each `owner`,
 * with indexes on (owner, email) and (owner, state, email). What any of this costs depends on what is shown, not on how
 * many there are; only the totals walk an index.
 */
export function recipientList<Row extends ListedRecipient>(owner: 'campaign' | 'mailing') {
	type State = Row['state'];
	const table = sql.table(`${owner}_recipient`);
	const owned = (id: string) => sql`${sql.ref(`${owner}_id`)} = ${id}`;
	const rows = async <R>(db: Any, query: RawBuilder<R>) => (await query.execute(db)).rows;

	/**
	 * How many mails wait for the mail server, as far as `most`. Not those that others have overtaken: where something
	 * left after a mail was made that was tried in vain, it is its address that keeps it, and nobody else waits for that.
	 */
	async function waiting(db: Any, id: string, most: number): Promise<number> {
		const [row] = await rows(
			db,
			sql<{ count: number }>`select count(*) as count from (
				select 1 from ${table} one left join mail on mail.outbox_id = one.outbox_id
				where ${sql.ref(`one.${owner}_id`)} = ${id} and one.state = 'queued'
					and (mail.attempts is null or mail.attempts = 0 or mail.created_at >= coalesce((
						select settled_at from mail left_last where settled_at > '' and sent_at is not null
						order by settled_at desc limit 1), ''))
				limit ${most})`
		);
		return row!.count;
	}

	/** Whether the mail of anybody is under way, however long. */
	async function anyQueued(db: Any, id: string): Promise<boolean> {
		const found = await rows(db, sql`select 1 from ${table} where ${owned(id)} and state = 'queued' limit 1`);
		return found.length > 0;
	}

	/** The first of those still to be written to. */
	const next = (db: Any, id: string, most: number): Promise<Row[]> =>
		rows(db, sql<Row>`select * from ${table} where ${owned(id)} and state = 'to_send' order by email limit ${most}`);

	return {
		/** How many there are in each state. */
		async totals(db: Any, id: string): Promise<Partial<Record<State, number>>> {
			const counts = await rows(
				db,
				sql<{
					state: State;
					count: number;
				}>`select state, count(*) as count from ${table} where ${owned(id)} group by state`
			);
			return Object.fromEntries(counts.map(({ state, count }) => [state, count])) as Partial<Record<State, number>>;
		},

		/** Why so many are left out. */
		reasons: <R extends string>(db: Any, id: string) =>
			rows(
				db,
				sql<{ reason: R; count: number }>`select reason, count(*) as count from ${table}
					where ${owned(id)} and state = 'left_out' group by reason order by count desc`
			),

		anyQueued,
		next,

		/** Whether it waits for the mail server: as many of its mails as may be on their way at a time cannot leave. */
		held: async (db: Any, { id, rate }: { id: string; rate: number }): Promise<boolean> =>
			(await waiting(db, id, mostWaiting(rate))) >= mostWaiting(rate),

		/** Hands out the mails that may leave by now, as {@link handOut} says; `send` takes each. */
		handOut: async (
			db: Trx,
			now: string,
			{ id, rate, nextAt }: { id: string; rate: number; nextAt: string | null },
			send: (person: Row) => Promise<void>
		) =>
			handOut(
				now,
				{
					rate,
					nextAt: nextAt ?? now,
					waiting: await waiting(db, id, mostWaiting(rate)),
					queued: await anyQueued(db, id)
				},
				{ next: (most) => next(db, id, most), send }
			),

		async countIn(db: Any, id: string, state: State): Promise<number> {
			const [row] = await rows(
				db,
				sql<{ count: number }>`select count(*) as count from ${table} where ${owned(id)} and state = ${state}`
			);
			return row!.count;
		},

		/** The next by address, as many as a page shows, and after whom there are more; null where these are the last. */
		async page(
			db: Any,
			id: string,
			{ states, query, after }: AskedRecipients<State>,
			size: number
		): Promise<{ people: Row[]; next: string | null }> {
			const found = await rows(
				db,
				sql<Row>`select * from ${table} where ${owned(id)}
					${states.length > 0 ? sql`and state in (${sql.join(states)})` : sql``}
					${query === '' ? sql`` : sql`and email >= ${query} and email < ${`${query}\u{10ffff}`}`}
					${after === undefined ? sql`` : sql`and email > ${after}`}
					order by email limit ${size + 1}`
			);
			const people = found.slice(0, size);
			return { people, next: found.length > size ? people.at(-1)!.email : null };
		},

		async find(db: Any, id: number): Promise<Row | undefined> {
			return (await rows(db, sql<Row>`select * from ${table} where id = ${id}`))[0];
		},

		update: (db: Trx, id: number, { state, reason, outboxId }: { state: State; reason?: string; outboxId?: string }) =>
			sql`update ${table} set state = ${state}
				${reason === undefined ? sql`` : sql`, reason = ${reason}`}
				${outboxId === undefined ? sql`` : sql`, outbox_id = ${outboxId}`}
				where id = ${id}`.execute(db),

		/** Writes `set` to up to `most` of those that `which` holds of. Returns how many it was. */
		changeSome: async (db: Any, set: RawBuilder<unknown>, which: RawBuilder<unknown>, most: number): Promise<number> =>
			Number(
				(
					await sql`update ${table} set ${set} where id in (select id from ${table} where ${which} limit ${most})`.execute(
						db
					)
				).numAffectedRows
			),

		/** Deletes up to `most` of them. */
		remove: async (db: Trx, id: string, most: number): Promise<number> =>
			Number(
				(
					await sql`delete from ${table} where id in (select id from ${table} where ${owned(id)} limit ${most})`.execute(
						db
					)
				).numAffectedRows
			),

		/** Deletes up to `most` of those whose cause ended before a moment. */
		deleteOfEnded: async (db: Any, before: string, most: number) => {
			const { numAffectedRows = 0n } = await sql`delete from ${table} where id in (
				select one.id from ${sql.table(owner)} cross join ${table} one on ${sql.ref(`one.${owner}_id`)} = ${sql.ref(`${owner}.id`)}
				where ${sql.ref(`${owner}.ended_at`)} <= ${before} limit ${most})`.execute(db);
			return { numDeletedRows: numAffectedRows };
		}
	};
}
