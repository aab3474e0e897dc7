import { sql, type Kysely } from 'kysely';

/** Who said that what the portal knows of them is right, and whoever the import brought told apart from who asks. */
export async function up(db: Kysely<unknown>): Promise<void> {
	await db.schema.alterTable('account').addColumn('details_checked_at', 'text').execute();
	// Whoever has chosen a password typed or saw their details then; the others are asked when they do.
	await sql`update account set details_checked_at = coalesce(proven_at, created_at) where password_hash is not null`.execute(
		db
	);
	await countWhoAsks(db);
}

/**
 * A structure has somebody waiting when somebody asked for access: not when the import listed people who never came, or
 * staff would find a request in every structure.
 */
async function countWhoAsks(db: Kysely<unknown>): Promise<void> {
	const waits = (row: string) => sql.raw(`${row}.access = 'pending' and ${row}.requested_at is not null`);
	const count = (row: 'old' | 'new', sign: '+' | '-') => sql`update structure_standing set
		active_contacts = active_contacts ${sql.raw(sign)} (${sql.ref(row)}.access = 'active'),
		administrators = administrators ${sql.raw(sign)} (${sql.ref(row)}.access = 'active' and ${sql.ref(row)}.role = 'administrator'),
		pending_contacts = pending_contacts ${sql.raw(sign)} (${waits(row)})
		where structure_id = ${sql.ref(row)}.structure_id;`;
	for (const event of ['added', 'removed', 'changed'])
		await sql.raw(`drop trigger structure_standing_contact_${event}`).execute(db);
	await sql`create trigger structure_standing_contact_added after insert on contact
		begin ${count('new', '+')} end`.execute(db);
	await sql`create trigger structure_standing_contact_removed after delete on contact
		begin ${count('old', '-')} end`.execute(db);
	await sql`create trigger structure_standing_contact_changed
		after update of structure_id, access, role, requested_at on contact
		begin ${count('old', '-')} ${count('new', '+')} end`.execute(db);
	await sql`update structure_standing set pending_contacts = (select count(*) from contact
		where contact.structure_id = structure_standing.structure_id and ${waits('contact')})`.execute(db);
}
