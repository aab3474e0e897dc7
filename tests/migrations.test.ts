import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { migrations } from '#migrations';
import { openDatabase } from '#server/platform/db.ts';
import { migrate, pendingOf } from '#server/platform/migrate.ts';
import { readSettings } from '#server/platform/settings.ts';
import { openPortal } from '#server/portal.ts';

const folder = join(import.meta.dirname, '../migrations');
const files = readdirSync(folder).filter((file) => file !== 'index.ts' && file.endsWith('.ts'));
const now = () => new Date().toISOString();

const made: string[] = [];
afterEach(() => made.splice(0).forEach((path) => rmSync(path, { recursive: true, force: true })));

function dataFolder() {
	const path = mkdtempSync(join(tmpdir(), 'portal-migrations-'));
	made.push(path);
	return path;
}

const settingsFor = (dataDir: string) => readSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });

test('every migration is listed, dated and in order', () => {
	expect(Object.keys(migrations)).toEqual(files.map((file) => file.replace('.ts', '')).sort());
	for (const name of Object.keys(migrations)) expect(name).toMatch(/^\d{4}-\d\d-\d\d_\d+_[a-z-]+$/);
});

test('a released migration never changes: what it should have done is the work of the next', () => {
	const frozen = JSON.parse(readFileSync(join(folder, 'frozen.json'), 'utf8')) as Record<string, string>;
	// Of what it does, not of how it is laid out.
	const hashOf = (file: string) =>
		createHash('sha256')
			.update(readFileSync(join(folder, file), 'utf8').replace(/\s+/g, ''))
			.digest('hex');
	const hashes = Object.fromEntries(files.map((file) => [file.replace('.ts', ''), hashOf(file)]));
	expect(hashes, 'a new migration gets its line in migrations/frozen.json').toEqual(frozen);
});

test('an empty database becomes the whole schema, whose references hold', async () => {
	const { db, sqlite } = openDatabase(':memory:');
	expect(await migrate(db, migrations, now)).toEqual(Object.keys(migrations));
	expect(await migrate(db, migrations, now)).toEqual([]);
	const tables = sqlite.prepare("select name from sqlite_schema where type = 'table' order by name").pluck().all();
	expect(tables).toEqual(
		expect.arrayContaining([
			'account',
			'audit_entry',
			'contact',
			'mail',
			'outbox',
			'structure',
			'ticket',
			'ticket_message'
		])
	);
	expect(sqlite.pragma('foreign_key_check')).toEqual([]);
	expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a migration that fails leaves nothing behind', async () => {
	const { db, sqlite } = openDatabase(':memory:');
	const broken = {
		...migrations,
		'9999-12-31_1_broken': {
			async up(trx: Parameters<(typeof migrations)[string]['up']>[0]) {
				await trx.schema.createTable('half_done').addColumn('id', 'text').execute();
				throw new Error('in the middle');
			}
		}
	};
	await expect(migrate(db, broken, now)).rejects.toThrow('in the middle');
	expect(sqlite.prepare("select count(*) from sqlite_schema where name = 'half_done'").pluck().get()).toBe(0);
	expect(await pendingOf(db, broken)).toEqual(['9999-12-31_1_broken']);
});

test('data written by a newer version are refused, and left as they are', async () => {
	const dataDir = dataFolder();
	await (await openPortal(settingsFor(dataDir))).close();
	const sqlite = new Sqlite(join(dataDir, 'portal.db'));
	sqlite.prepare("insert into migration values ('2999-01-01_1_future', ?)").run(now());
	sqlite.close();
	const before = readFileSync(join(dataDir, 'portal.db'));
	await expect(openPortal(settingsFor(dataDir))).rejects.toThrow(/newer version of the portal \(2999-01-01_1_future\)/);
	expect(readFileSync(join(dataDir, 'portal.db'))).toEqual(before);
});

test('an existing database is backed up before it is migrated, and the backup opens', async () => {
	const dataDir = dataFolder();
	await (await openPortal(settingsFor(dataDir))).close();
	expect(readdirSync(dataDir)).not.toContain('backups');
	rmSync(join(dataDir, 'portal.db'));
	const { [Object.keys(migrations).at(-1)!]: _, ...earlier } = migrations;
	const { db, sqlite } = openDatabase(join(dataDir, 'portal.db'));
	await migrate(db, earlier, now);
	sqlite.prepare("insert into counter values ('kept', 7)").run();
	await db.destroy();

	await (await openPortal(settingsFor(dataDir))).close();
	const [backup, ...others] = readdirSync(join(dataDir, 'backups'));
	expect(others).toEqual([]);
	const copy = new Sqlite(join(dataDir, 'backups', backup!), { readonly: true });
	expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
	expect(copy.prepare("select value from counter where name = 'kept'").pluck().get()).toBe(7);
	expect(copy.prepare('select count(*) from migration').pluck().get()).toBe(Object.keys(earlier).length);
	copy.close();
});

test('structures that were there before the directory are found, counted, and keep their mail domain', async () => {
	const { db, sqlite } = openDatabase(':memory:');
	const names = Object.keys(migrations);
	const earlier = names.slice(0, names.indexOf('2026-11-25_4_directory'));
	await migrate(db, Object.fromEntries(earlier.map((name) => [name, migrations[name]!])), now);
	sqlite.exec(`
		insert into structure (id, customer_number, name, mail_domain, ticket_visibility, created_at)
			values ('s1', 'C1', 'École d’Œuilly', 'oeuilly.example', 'none', '2026-01-01'), ('s2', 'C2', 'Zinc', null, 'none', '2026-01-02');
		insert into structure_address (id, structure_id, label, street, complement, postal_code, town, main_at, created_at)
			values ('a1', 's1', 'Siège', '1 rue Haute', '', '54000', 'Nancy', '2026-01-01', '2026-01-01');
		insert into contact (id, structure_id, email, civility, first_name, last_name, phone, function, search_text, access, role, requested_at, refusal_reason, created_at)
			values ('c1', 's1', 'a@oeuilly.example', '', 'A', 'A', '', '', '', 'active', 'administrator', null, '', '2026-01-01'),
				('c2', 's1', 'b@oeuilly.example', '', 'B', 'B', '', '', '', 'pending', 'user', '2026-01-01', '', '2026-01-01');
	`);
	await migrate(db, migrations, now);
	expect(sqlite.prepare('select structure_id, domain from structure_mail_domain').raw().all()).toEqual([
		['s1', 'oeuilly.example']
	]);
	expect(sqlite.prepare('select mail_domain from structure').pluck().all()).toEqual([null, null]);
	expect(
		sqlite
			.prepare(
				`select structure_id, sort_name, active_contacts, administrators, pending_contacts, main_addresses, phones,
					without_administrator, incomplete, with_pending, with_proposal from structure_standing order by sort_name`
			)
			.raw()
			.all()
	).toEqual([
		['s1', 'ecole d’oeuilly', 1, 1, 1, 1, 0, 0, 1, 1, 0],
		['s2', 'zinc', 0, 0, 0, 0, 0, 1, 1, 0, 0]
	]);
	const found = sqlite
		.prepare(
			'select structure_id from structure_search join structure_standing on id = structure_search.rowid where structure_search match ?'
		)
		.pluck();
	for (const word of ['oeuil*', 'ecole', 'nan*', 'c1', '1', 'example']) expect(found.all(word), word).toEqual(['s1']);
});

test('people who were there before have checked what is known of them; who never chose a password will be asked', async () => {
	const { db, sqlite } = openDatabase(':memory:');
	const names = Object.keys(migrations);
	const earlier = names.slice(0, names.indexOf('2026-11-26_3_arrival'));
	await migrate(db, Object.fromEntries(earlier.map((name) => [name, migrations[name]!])), now);
	sqlite.exec(`
		insert into account (id, email, password_hash, civility, first_name, last_name, phone, locale, theme, proven_at, created_at)
			values ('a1', 'a@a.example', 'hash', '', 'A', 'A', '', 'fr', 'system', '2026-02-02', '2026-01-01'),
				('a2', 'b@a.example', null, '', 'B', 'B', '', 'fr', 'system', null, '2026-01-01');
		insert into structure (id, customer_number, name, ticket_visibility, created_at) values ('s1', 'C1', 'Zinc', 'none', '2026-01-01');
		insert into contact (id, structure_id, email, civility, first_name, last_name, phone, function, search_text, access, role, requested_at, refusal_reason, created_at)
			values ('c1', 's1', 'a@a.example', '', 'A', 'A', '', '', '', 'pending', 'user', '2026-01-01', '', '2026-01-01'),
				('c2', 's1', 'b@a.example', '', 'B', 'B', '', '', '', 'pending', 'user', null, '', '2026-01-01');
	`);
	const pending = sqlite.prepare('select pending_contacts, with_pending from structure_standing').raw();
	expect(pending.get()).toEqual([2, 1]);
	await migrate(db, migrations, now);
	expect(sqlite.prepare('select id, details_checked_at from account order by id').raw().all()).toEqual([
		['a1', '2026-02-02'],
		['a2', null]
	]);
	expect(pending.get(), 'who was brought and never came asks for nothing').toEqual([1, 1]);
	sqlite.exec("update contact set access = 'active' where id = 'c1'");
	expect(pending.get()).toEqual([0, 0]);
	sqlite.exec("update contact set requested_at = '2026-03-03' where id = 'c2'");
	expect(pending.get()).toEqual([1, 1]);
	sqlite.exec("delete from contact where id = 'c2'");
	expect(pending.get()).toEqual([0, 0]);
});

test('tickets and accounts that were there before are counted by the hour, and those that come are too', async () => {
	const { db, sqlite } = openDatabase(':memory:');
	const names = Object.keys(migrations);
	const earlier = names.slice(0, names.indexOf('2026-11-26_9_staff-home'));
	await migrate(db, Object.fromEntries(earlier.map((name) => [name, migrations[name]!])), now);
	const account = (id: string, hash: string | null, role: string | null, provenAt: string | null) =>
		sqlite
			.prepare(
				`insert into account (id, email, password_hash, civility, first_name, last_name, phone, locale, theme, staff_role, proven_at, created_at)
				values (?, ?, ?, '', 'A', 'A', '', 'fr', 'system', ?, ?, '2026-01-01T08:00:00.000Z')`
			)
			.run(id, `${id}@a.example`, hash, role, provenAt);
	account('came', 'hash', null, '2026-01-02T09:30:00.000Z');
	account('never', null, null, null);
	account('staff', 'hash', 'agent', '2026-01-02T09:30:00.000Z');
	const ticket = (number: number, createdAt: string, closedAt: string | null) =>
		sqlite
			.prepare(
				`insert into ticket (id, number, requester_id, subject, category, urgency, status, request_key, created_at, updated_at, closed_at)
				values (?, ?, 'came', 's', 'question', 'minor', 'new', ?, ?, ?, ?)`
			)
			.run(`t${number}`, number, `k${number}`, createdAt, createdAt, closedAt);
	ticket(1, '2026-01-02T09:10:00.000Z', '2026-01-02T10:00:00.000Z');
	ticket(2, '2026-01-02T09:59:59.999Z', null);
	await migrate(db, migrations, now);
	ticket(3, '2026-01-02T10:00:00.000Z', '2026-01-02T11:00:00.000Z');
	sqlite.exec("update ticket set closed_at = '2026-01-02T10:30:00.000Z' where id = 't2'");
	sqlite.exec("update ticket set closed_at = null where id = 't2'");
	expect(sqlite.prepare('select hour, opened, closed from ticket_hour order by hour').raw().all()).toEqual([
		['2026-01-02T09', 2, 0],
		['2026-01-02T10', 1, 2],
		['2026-01-02T11', 0, 1]
	]);
	const active = sqlite.prepare("select value from counter where name = 'active_accounts'").pluck();
	const hours = sqlite.prepare('select hour, activated from account_hour order by hour').raw();
	expect([active.get(), hours.all()]).toEqual([1, [['2026-01-02T09', 1]]]);
	sqlite.exec("update account set password_hash = 'hash', proven_at = '2026-01-03T07:00:00.000Z' where id = 'never'");
	sqlite.exec("update account set staff_role = 'agent' where id = 'came'");
	account('later', 'hash', null, null);
	expect([active.get(), hours.all()]).toEqual([
		2,
		[
			['2026-01-01T08', 1],
			['2026-01-02T09', 1],
			['2026-01-03T07', 1]
		]
	]);
	sqlite.exec("delete from account where id = 'later'");
	expect(active.get()).toBe(1);
});

test('links of invitations that were there before live for the longest an invitation may be set to', async () => {
	const { db, sqlite } = openDatabase(':memory:');
	const names = Object.keys(migrations);
	const earlier = names.slice(0, names.indexOf('2026-11-27_1_settings'));
	await migrate(db, Object.fromEntries(earlier.map((name) => [name, migrations[name]!])), now);
	const [sent, then, later] = ['2026-11-20T08:30:00.123Z', '2026-11-27T08:30:00.123Z', '2026-12-20T08:30:00.123Z'];
	const add = sqlite.prepare(
		'insert into link (token_hash, purpose, created_at, expires_at, consumed_at) values (?, ?, ?, ?, ?)'
	);
	add.run('open', 'invitation', sent, then, null);
	add.run('used', 'invitation', sent, then, then);
	add.run('password', 'password', sent, then, null);
	await migrate(db, migrations, now);
	expect(sqlite.prepare('select token_hash, expires_at from link order by token_hash').raw().all()).toEqual([
		['open', later],
		['password', then],
		['used', then]
	]);
});

test('news that were there before are read as before, by whom they were read', async () => {
	const { db, sqlite } = openDatabase(':memory:');
	const names = Object.keys(migrations);
	const earlier = names.slice(0, names.indexOf('2026-11-26_6_news'));
	await migrate(db, Object.fromEntries(earlier.map((name) => [name, migrations[name]!])), now);
	sqlite.exec(`
		insert into stored_file (hash, type, size, created_at) values ('h1', 'image/webp', 1, '2026-01-01');
		insert into news (id, title, body, audience, picture_hash, picture_alt, pinned_at, published_at, withdrawn_at)
			values ('n1', 'Une', 'Un', 'public', 'h1', 'Une porte', '2026-02-02', '2026-02-02', null),
				('n2', 'Deux', 'Deux', 'members', null, '', null, '2026-01-01', '2026-03-03');
	`);
	await migrate(db, migrations, now);
	expect(
		sqlite
			.prepare(
				'select id, title, audience, picture_hash, picture_alt, pinned, published_at, withdrawn_at, released_at, revision from news order by id'
			)
			.raw()
			.all()
	).toEqual([
		['n1', 'Une', 'public', 'h1', 'Une porte', 1, '2026-02-02', null, '2026-02-02', 1],
		['n2', 'Deux', 'members', null, '', 0, '2026-01-01', '2026-03-03', '2026-01-01', 1]
	]);
	expect(sqlite.pragma('foreign_key_check')).toEqual([]);
});

test('what was said of news, and who was brought from the old portal, is counted from before and from then on', async () => {
	const { db, sqlite } = openDatabase(':memory:');
	const names = Object.keys(migrations);
	const earlier = names.slice(0, names.indexOf('2026-11-28_1_news-readers'));
	await migrate(db, Object.fromEntries(earlier.map((name) => [name, migrations[name]!])), now);
	sqlite.exec(`
		insert into structure (id, customer_number, name, ticket_visibility, created_at)
			values ('s1', 'C1', 'Une', 'none', '2026-01-01'), ('s2', 'C2', 'Deux', 'none', '2026-01-01');
		insert into account (id, email, password_hash, civility, first_name, last_name, phone, locale, theme, proven_at, created_at)
			values ('a1', 'came@a.example', 'hash', '', 'A', 'A', '', 'fr', 'system', '2026-02-02T09:30:00.000Z', '2026-01-01T08:00:00.000Z'),
				('a2', 'made@a.example', 'hash', '', 'B', 'B', '', 'fr', 'system', null, '2026-02-02T09:59:59.999Z'),
				('a3', 'never@a.example', null, '', 'C', 'C', '', 'fr', 'system', null, '2026-01-01T08:00:00.000Z'),
				('a4', 'stranger@a.example', 'hash', '', 'D', 'D', '', 'fr', 'system', '2026-02-02T09:30:00.000Z', '2026-01-01T08:00:00.000Z');
		insert into contact (id, structure_id, account_id, email, civility, first_name, last_name, phone, function, search_text, access, role, refusal_reason, created_at)
			values ('c1', 's1', 'a1', 'came@a.example', '', 'A', 'A', '', '', '', 'active', 'user', '', '2026-01-01'),
				('c2', 's2', 'a1', 'came@a.example', '', 'A', 'A', '', '', '', 'active', 'user', '', '2026-01-01'),
				('c3', 's1', 'a2', 'made@a.example', '', 'B', 'B', '', '', '', 'active', 'user', '', '2026-01-01'),
				('c4', 's1', null, 'never@a.example', '', 'C', 'C', '', '', '', 'none', 'user', '', '2026-01-01'),
				('c5', 's1', 'a4', 'stranger@a.example', '', 'D', 'D', '', '', '', 'active', 'user', '', '2026-01-01');
		insert into imported_row (owner_id, structure_id, email, said)
			select id, structure_id, email, '{}' from contact where id <> 'c5';
		insert into news (id, title, body, audience, picture_alt, published_at, released_at, created_at, updated_at, revision)
			values ('n1', 'Une', 'Un', 'members', '', '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01', 1),
				('n2', 'Deux', 'Deux', 'members', '', '2026-01-01', '2026-01-01', '2026-01-01', '2026-01-01', 1);
		insert into news_acknowledgement (news_id, account_id, acknowledged_at)
			values ('n1', 'a1', '2026-02-03'), ('n1', 'a2', '2026-02-03');
	`);
	await migrate(db, migrations, now);
	const said = sqlite.prepare('select id, acknowledgements from news order by id').raw();
	const counter = sqlite.prepare('select value from counter where name = ?').pluck();
	const figures = () => ({
		people: counter.get('brought_people'),
		came: counter.get('brought_activated'),
		hours: sqlite.prepare('select hour, activated from brought_hour order by hour').raw().all()
	});
	expect(said.all()).toEqual([
		['n1', 2],
		['n2', 0]
	]);
	expect(figures(), 'one an address, and nobody who was not brought').toEqual({
		people: 3,
		came: 2,
		hours: [['2026-02-02T09', 2]]
	});
	expect(sqlite.prepare('select email, activated_at from brought_person order by email').raw().all()).toEqual([
		['came@a.example', '2026-02-02T09:30:00.000Z'],
		['made@a.example', '2026-02-02T09:59:59.999Z'],
		['never@a.example', null]
	]);
	sqlite.exec(`
		insert into news_acknowledgement (news_id, account_id, acknowledged_at) values ('n2', 'a1', '2026-03-03');
		delete from news_acknowledgement where news_id = 'n1' and account_id = 'a2';
		update account set password_hash = 'hash', proven_at = '2026-03-03T07:00:00.000Z' where id = 'a3';
	`);
	expect(said.all()).toEqual([
		['n1', 1],
		['n2', 1]
	]);
	expect(figures()).toMatchObject({
		people: 3,
		came: 3,
		hours: [
			['2026-02-02T09', 2],
			['2026-03-03T07', 1]
		]
	});
});
