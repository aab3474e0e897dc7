import { randomUUID } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import type { Portal } from './portal.ts';

/** People as an import from the old portal lists them in a structure: no account, and nothing asked for. */
export function listImported(portal: Portal, customerNumber: string, emails: readonly string[]): void {
	withDatabase(portal, (db) => {
		const insert = db.prepare(`insert into contact (id, structure_id, email, civility, first_name, last_name, phone,
				function, search_text, access, role, refusal_reason, created_at)
			select ?, id, ?, '', 'Nadia', 'Weber', '', '', 'weber nadia', 'pending', 'user', '', ? from structure where customer_number = ?`);
		for (const email of emails) insert.run(randomUUID(), email, new Date().toISOString(), customerNumber);
	});
}

/** The links sent to an address are a fortnight old. */
export function letLinksExpire(portal: Portal, email: string): void {
	withDatabase(portal, (db) => db.prepare(`update link set expires_at = ? where email = ?`).run('2026-01-01', email));
}

function withDatabase(portal: Portal, work: (db: Sqlite.Database) => unknown): void {
	const db = new Sqlite(portal.database, { timeout: 5000 });
	try {
		work(db);
	} finally {
		db.close();
	}
}
