import './table.ts';
import { setTimeout as pause } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { CamelCasePlugin, Kysely, SqliteDialect, type CompiledQuery, type Transaction } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import { AppError } from './errors.ts';

/** Every table by name. Each module adds its own in its `table.ts`, so that the platform knows no module. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface Database {}

export type Db = Kysely<Database>;
export type Trx = Transaction<Database>;

/**
 * Opens the database of a portal, or one in memory for `:memory:`.
 * better-sqlite3 opens WAL at synchronous=NORMAL, which loses acknowledged writes at a power cut: FULL does not.
 */
export function openDatabase(file: string): { db: Db; sqlite: Sqlite.Database } {
	const sqlite = new Sqlite(file, { timeout: 250 });
	sqlite.pragma('journal_mode = WAL');
	sqlite.pragma('synchronous = FULL');
	return connect(sqlite);
}

/** A database in memory from the bytes of another, migrated once and copied for each test. */
export function openImage(image: Buffer): { db: Db; sqlite: Sqlite.Database } {
	return connect(new Sqlite(image));
}

function connect(sqlite: Sqlite.Database) {
	sqlite.pragma('foreign_keys = ON');
	sqlite.pragma('trusted_schema = OFF');
	const db = new Kysely<Database>({
		dialect: dialectOf(sqlite),
		plugins: [new CamelCasePlugin()]
	});
	return { db, sqlite };
}

/** SQLite ends a transaction by itself when the disk is full: rolling it back once more would fail, and hide why. */
function dialectOf(sqlite: Sqlite.Database): SqliteDialect {
	const dialect = new SqliteDialect({ database: preparingOnce(sqlite) });
	const driver = dialect.createDriver();
	const rollBack = driver.rollbackTransaction.bind(driver);
	driver.rollbackTransaction = async (connection) => {
		if (sqlite.inTransaction) await rollBack(connection);
	};
	dialect.createDriver = () => driver;
	return dialect;
}

/** Far more than the portal has; texts that are never the same twice (a search of many words) must not pile up. */
const MOST_PREPARED = 500;

/** Kysely has SQLite read each statement anew at each use, which takes about as long as running it: each text is read once and kept. */
function preparingOnce(sqlite: Sqlite.Database): Pick<Sqlite.Database, 'prepare' | 'close'> {
	const prepared = new Map<string, Sqlite.Statement>();
	return {
		prepare: ((text: string) => {
			const known = prepared.get(text);
			if (known) return known;
			if (prepared.size >= MOST_PREPARED) prepared.clear();
			const statement = sqlite.prepare(text);
			prepared.set(text, statement);
			return statement;
		}) as Sqlite.Database['prepare'],
		close: () => sqlite.close()
	};
}

/** No text a person can send begins so. */
const STAND_IN = '\u0000stands for ';

/**
 * A query that differs only by its values, for what every page asks: building and compiling it takes longer than running
 * it, and is done once. `write` gets a stand-in for each value: it hands them on, and decides nothing by them.
 */
export function prepared<V extends Record<string, string>, R>(
	write: (db: Db, values: V) => { compile(): CompiledQuery<R> }
): (db: Db | Trx, values: V) => Promise<R[]> {
	const standIns = new Proxy({} as V, { get: (_, name) => STAND_IN + String(name) });
	let compiled: CompiledQuery<R> | undefined;
	return async (db, values) => {
		compiled ??= write(db as Db, standIns).compile();
		const parameters = compiled.parameters.map((value) =>
			typeof value === 'string' && value.startsWith(STAND_IN) ? values[value.slice(STAND_IN.length)] : value
		);
		return (await db.executeQuery<R>({ ...compiled, parameters } as CompiledQuery<R>)).rows;
	};
}

const BUSY_PAUSES_MS = [20, 50, 100, 200, 400];

/**
 * Runs `work` in one transaction; inside it the outer connection has no name, since using it would wait for ever.
 * Inside another transaction it joins that one. Busy is tried again, then `unavailable`; a full disk is `storage_full`.
 */
export async function transact<C extends { db: Db | Trx }, R>(
	ctx: C,
	work: (ctx: Omit<C, 'db'> & { db: Trx }) => Promise<R>
): Promise<R> {
	if (ctx.db.isTransaction) return work({ ...ctx, db: ctx.db as Trx });
	for (const wait of [...BUSY_PAUSES_MS, null]) {
		try {
			const after: (() => void)[] = [];
			const result = await ctx.db.transaction().execute((trx) => {
				waiting.set(trx, after);
				return work({ ...ctx, db: trx });
			});
			for (const act of after) act();
			return result;
		} catch (error) {
			if (!isBusy(error)) throw refusalOf(error);
			if (wait === null) throw new AppError('unavailable', m.errors_unavailable(), { retryAfter: 5 });
			await pause(wait);
		}
	}
	throw new Error('unreachable');
}

const INSISTS = 60;
const INSISTS_EVERY_MS = 1000;

/**
 * As {@link transact}, for what has happened already and must be written down: another process may write for long, as an
 * import does, and it is tried again for minutes.
 */
export async function insist<C extends { db: Db | Trx }, R>(
	ctx: C,
	work: (ctx: Omit<C, 'db'> & { db: Trx }) => Promise<R>
): Promise<R> {
	for (let tries = 1; ; tries++) {
		try {
			return await transact(ctx, work);
		} catch (error) {
			if (!(error instanceof AppError && error.code === 'unavailable') || tries === INSISTS) throw error;
			await pause(INSISTS_EVERY_MS);
		}
	}
}

const waiting = new WeakMap<Trx, (() => void)[]>();

/** Has something done once a transaction is committed, and not at all when it is not. It must not throw. */
export function afterCommit(trx: Trx, act: () => void): void {
	waiting.get(trx)?.push(act);
}

const sqliteCode = (error: unknown): string => (error instanceof Sqlite.SqliteError ? error.code : '');

const isBusy = (error: unknown): boolean => /^SQLITE_(BUSY|LOCKED)/.test(sqliteCode(error));

/** What the database could not do, said as a refusal where a person can act on it; any other error as it is. */
export function refusalOf(error: unknown): unknown {
	const code = sqliteCode(error);
	if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR'))
		return new AppError('storage_full', m.errors_storage_full(), { retryAfter: 60 });
	if (isBusy(error)) return new AppError('unavailable', m.errors_unavailable(), { retryAfter: 5 });
	return error;
}

/** The next value of a named counter, starting at `from`; safe inside a transaction only. */
export async function nextOf(db: Trx, name: string, from = 1): Promise<number> {
	const { value } = await db
		.insertInto('counter')
		.values({ name, value: from })
		.onConflict((c) => c.column('name').doUpdateSet((eb) => ({ value: eb('counter.value', '+', 1) })))
		.returning('value')
		.executeTakeFirstOrThrow();
	return value;
}
