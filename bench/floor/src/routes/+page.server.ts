import Sqlite from 'better-sqlite3';
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely';

interface Tables {
	ticket: { number: number; subject: string; status: string };
}

const sqlite = new Sqlite(process.env.FLOOR_DATABASE, { timeout: 250 });
sqlite.pragma('journal_mode = WAL');
sqlite.pragma('synchronous = FULL');
const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }), plugins: [new CamelCasePlugin()] });
const number = Number(process.env.FLOOR_TICKET);

/** One indexed read, and nothing else. */
export const load = async () => ({
	ticket: await db
		.selectFrom('ticket')
		.select(['number', 'subject', 'status'])
		.where('number', '=', number)
		.executeTakeFirstOrThrow()
});
