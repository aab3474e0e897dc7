import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { MAILING } from '../support/mailing-samples.ts';
import type { Browser } from './browser.ts';

/** Mails under way at a time, and so in doubt when a server or the process is ended. */
export const LANES = 4;

/** Which of the people an address is of; below zero for the demo's. */
export const numberOf = (address: string): number => Number(/^p(\d+)@/.exec(address)?.[1] ?? -1);

/** Technical referents, as if administrators had named them. */
export function listPeople(data: string, structures: number, each: number): void {
	const now = new Date().toISOString();
	// The lock first: preparing a statement that touches the full-text index begins a read, and SQLite then refuses the
	// lock at once when the portal wrote in between.
	within(data, (db) =>
		db
			.transaction(() => {
				const structure = db.prepare(`insert into structure (id, customer_number, name, ticket_visibility, created_at)
				values (?, ?, ?, 'none', '${now}')`);
				const contact =
					db.prepare(`insert into contact (id, structure_id, email, civility, first_name, last_name, phone,
				function, search_text, access, role, refusal_reason, created_at)
				values (?, ?, ?, '', 'Nadia', 'Weber', '', '', 'weber nadia', 'active', 'user', '', '${now}')`);
				const referent = db.prepare(`insert into referent (contact_id, role, structure_id, since_at)
				values (?, 'technical', ?, '${now}')`);
				for (let s = 0; s < structures; s++) {
					structure.run(`s${s}`, `P${10_000 + s}`, `Mairie ${s}`);
					for (let n = s * each; n < (s + 1) * each; n++) {
						contact.run(`c${n}`, `s${s}`, `p${n}@proof.example`);
						referent.run(`c${n}`, `s${s}`);
					}
				}
			})
			.immediate()
	);
}

/** Prepares a mailing to all structures and starts it once so many people are in its list. Returns its page. */
export async function startMailing(sam: Browser, people: number): Promise<string> {
	const { kind, subjectFr, textFr } = MAILING;
	const { headers } = await sam.submit('/staff/mailings/new', {
		kind,
		subjectFr,
		textFr,
		rate: '60000',
		beginning: 'all'
	});
	const path = headers.location!;
	await startPrepared(sam, path, people);
	return path;
}

export async function startPrepared(sam: Browser, path: string, people: number): Promise<void> {
	for (;;) {
		const { text } = await sam.ask(path);
		const [seen, version] = ['seen', 'version'].map(
			(name) => new RegExp(`name="${name}" value="(\\d+)"`).exec(text)?.[1]
		);
		if (Number(seen) < people) continue;
		const { status } = await sam.submit(`${path}?/start`, { seen: seen!, version: version!, confirmed: 'on' });
		if (status === 303) return;
	}
}

/** A line of the proof. */
export interface Proved {
	state: string;
	takenAt: string;
	messageId: string;
	why: string;
	unreached: string;
}

/** What the proof says of each address. */
export async function proofOf(sam: Browser, path: string): Promise<Map<string, Proved>> {
	const { text } = await sam.ask(`${path}/export`);
	const rows = parse(text, { delimiter: ';', bom: true, from: 2 }) as string[][];
	return new Map(
		rows.map(([to, , , , state, takenAt, messageId, why, unreached]) => [
			to!,
			{ state: state!, takenAt: takenAt!, messageId: messageId!, why: why!, unreached: unreached! }
		])
	);
}

export function within<R>(data: string, work: (db: Sqlite.Database) => R): R {
	const db = new Sqlite(join(data, 'portal.db'), { timeout: 5000 });
	try {
		return work(db);
	} finally {
		db.close();
	}
}

/** The first value of a query. */
export const valueIn = <T = number>(data: string, query: string): T =>
	within(data, (db) => db.prepare(query).pluck().get() as T);
