import { sql, type Kysely } from 'kysely';

type AnyDb = Kysely<never>;

/** What only counts attempts: it grows with refused calls too, and is forgotten by itself. */
const COUNTERS_OF_ATTEMPTS = ['rate_limit'];

async function tablesOf(db: AnyDb): Promise<string[]> {
	// Virtual tables and what SQLite keeps them in show nothing that the others do not.
	const { rows } = await sql<{
		name: string;
	}>`select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' order by name`.execute(
		db
	);
	return rows.map(({ name }) => name).filter((name) => !COUNTERS_OF_ATTEMPTS.includes(name));
}

/** How many rows every table has, counters of attempts aside; made once, asked often. */
export async function rowCounter(db: unknown): Promise<() => Promise<Record<string, number>>> {
	const tables = await tablesOf(db as AnyDb);
	const counts = tables.map((name) => sql`(select count(*) from ${sql.table(name)}) as ${sql.ref(name)}`);
	const query = sql<Record<string, number>>`select ${sql.join(counts)}`;
	return async () => (await query.execute(db as AnyDb)).rows[0]!;
}

/** Everything in the database, as text. */
export async function everyRow(db: unknown): Promise<string> {
	const lines: string[] = [];
	for (const name of await tablesOf(db as AnyDb)) {
		const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)} order by rowid`.execute(
			db as AnyDb
		);
		lines.push(`# ${name}`, ...rows.map((row) => JSON.stringify(row)));
	}
	return lines.join('\n');
}

/** The same with ids, secrets and moments by order of appearance: two runs of one story read alike. */
export async function everyRowAlike(db: unknown): Promise<string> {
	const seen = new Map<string, string>();
	const named = (kind: string) => (match: string) => {
		if (!seen.has(match)) seen.set(match, `${kind}${seen.size}`);
		return seen.get(match)!;
	};
	return (await everyRow(db))
		.replace(/\$argon2id\$[^"]+/g, named('password'))
		.replace(/\b[0-9a-f]{64}\b/g, named('hash'))
		.replace(/(?<=\.)[0-9a-f]{32}(?=@)/g, named('signature'))
		.replace(/"mail-key","value":"[^"]+"/g, named('key'))
		.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, named('id'))
		.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'moment');
}

/** The names of all columns, as the code writes them. */
export async function everyColumn(db: unknown): Promise<string[]> {
	const names = new Set<string>();
	for (const table of await tablesOf(db as AnyDb)) {
		const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db as AnyDb);
		for (const { name } of rows) names.add(name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
	}
	return [...names].sort();
}
