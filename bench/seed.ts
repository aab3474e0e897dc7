import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { hashPassword } from '#server/accounts/passwords.ts';
import { searchTextOf } from '#server/contacts/domain.ts';
import { loadDemoIfNew } from '#server/demo/load.ts';
import { openDatabase, type Database, type Db } from '#server/platform/db.ts';
import { readSettings } from '#server/platform/settings.ts';
import { openPortal } from '#server/portal.ts';
import { chance, type Chance } from './chance.ts';
import { FIRST_NAMES, FUNCTIONS, LAST_NAMES, PARAGRAPHS, SUBJECTS, TOWNS } from './words.ts';

/** What the measures need to know of seeded data: who signs in, and where. */
export interface Seeded {
	folder: string;
	/** Of the largest structure; they see their colleagues' tickets. */
	emails: string[];
	password: string;
	structure: string;
	/** An open ticket they may see. */
	ticket: number;
}

const PASSWORD = 'Mesure-2026!';
const SIGNING_IN = 8;
/** One database a size; a change of shape is a change of this name. */
const SHAPE = 'b';
const NOW = Date.parse('2026-11-20T09:00:00.000Z');
const YEARS_MS = 5 * 365 * 86_400_000;
const OPEN_FOR_MS = 12 * 86_400_000;

/** A data folder with the demo's vendor and `tickets` tickets around it, made once for each size. */
export async function seeded(below: string, tickets: number): Promise<Seeded> {
	const folder = join(below, `${SHAPE}-${tickets}`);
	if (!existsSync(join(folder, 'portal.db'))) await fill(folder, tickets);
	else await bringUpToDate(folder);
	const { db } = openDatabase(join(folder, 'portal.db'));
	const largest = await db
		.selectFrom('structure')
		.select('id')
		.where('customerNumber', '=', customerNumber(0))
		.executeTakeFirstOrThrow();
	const { number } = await db
		.selectFrom('ticket')
		.select('number')
		.where('structureId', '=', largest.id)
		.where('status', '=', 'in_progress')
		.where('privateAt', 'is', null)
		.orderBy('updatedAt', 'desc')
		.executeTakeFirstOrThrow();
	await db.destroy();
	return {
		folder,
		emails: Array.from({ length: SIGNING_IN }, (_, index) => emailOf(0, index)),
		password: PASSWORD,
		structure: largest.id,
		ticket: number
	};
}

/** Once, and not at the start of each measure. */
async function bringUpToDate(folder: string): Promise<void> {
	const portal = await openPortal(readSettings({ DATA_DIR: folder, LOG_LEVEL: 'error' }));
	await portal.close();
	rmSync(join(folder, 'backups'), { recursive: true, force: true });
}

async function fill(folder: string, tickets: number): Promise<void> {
	const portal = await openPortal(readSettings({ DATA_DIR: `${folder}.part`, LOG_LEVEL: 'error' }));
	await loadDemoIfNew(portal.base);
	await portal.close();
	const { db, sqlite } = openDatabase(join(`${folder}.part`, 'portal.db'));
	sqlite.pragma('synchronous = OFF');
	sqlite.pragma('cache_size = -400000');
	const random = chance(tickets);
	const people = await fillPeople(db, sqlite, random, structuresFor(tickets));
	await fillTickets(db, sqlite, random, people, tickets);
	sqlite.pragma('wal_checkpoint(TRUNCATE)');
	await db.destroy();
	renameSync(`${folder}.part`, folder);
}

/** A vendor with 1,000 tickets has some twenty customers, one with a million some four thousand. */
const structuresFor = (tickets: number): number => Math.max(20, Math.round(4 * Math.sqrt(tickets)));
const customerNumber = (structure: number): string => `M${String(structure).padStart(5, '0')}`;
const emailOf = (structure: number, person: number): string => `personne${person}@structure${structure}.example`;

interface Customer {
	structureId: string;
	accounts: string[];
}

async function fillPeople(db: Db, sqlite: Sqlite.Database, random: Chance, count: number): Promise<Customer[]> {
	const passwordHash = await hashPassword(PASSWORD);
	const createdAt = new Date(NOW - YEARS_MS).toISOString();
	const into = {
		structure: inserter(db, sqlite, 'structure'),
		mailDomain: inserter(db, sqlite, 'structureMailDomain'),
		account: inserter(db, sqlite, 'account'),
		contact: inserter(db, sqlite, 'contact')
	};
	const customers: Customer[] = [];
	sqlite.exec('begin');
	for (let index = 0; index < count; index++) {
		const structureId = idAt(NOW - YEARS_MS + index, random);
		into.structure({
			id: structureId,
			customerNumber: customerNumber(index),
			name: `${random.one(['Commune', 'Communauté', 'Centre de formation', 'Syndicat', 'Atelier'])} de ${random.one(TOWNS)} ${index}`,
			siret: null,
			ticketVisibility: index % 3 === 0 ? 'read' : 'none',
			createdAt
		});
		into.mailDomain({ domain: `structure${index}.example`, structureId, addedAt: createdAt });
		// A few large ones, many small: the tenth has a tenth of the people of the first.
		const size = Math.max(3, Math.round((40 + count / 10) / (index + 1)));
		const accounts: string[] = [];
		for (let person = 0; person < size; person++) {
			const known = index === 0 && person < SIGNING_IN;
			const access =
				known || person === 0
					? 'active'
					: random.one(['active', 'active', 'active', 'active', 'pending', 'none', 'locked']);
			const identity = {
				firstName: random.one(FIRST_NAMES),
				lastName: random.one(LAST_NAMES),
				email: emailOf(index, person)
			};
			const accountId = access === 'none' ? null : idAt(NOW - YEARS_MS + index * 10 + person, random);
			if (accountId) {
				into.account({
					id: accountId,
					...identity,
					passwordHash,
					civility: random.one(['m', 'mme']),
					phone: '0383901000',
					locale: 'fr',
					theme: 'system',
					staffRole: null,
					provenAt: createdAt,
					createdAt
				});
				if (access === 'active') accounts.push(accountId);
			}
			const position = random.one(FUNCTIONS);
			into.contact({
				id: idAt(NOW - YEARS_MS + index * 10 + person, random),
				structureId,
				accountId,
				...identity,
				civility: 'mme',
				phone: '0383901000',
				function: position,
				searchText: searchTextOf({ ...identity, function: position }),
				access,
				role: person === SIGNING_IN || (person === 0 && index > 0) ? 'administrator' : 'user',
				formerAdministratorAt: null,
				requestedAt: access === 'pending' ? createdAt : null,
				remindedAdministratorsAt: access === 'pending' ? createdAt : null,
				remindedStaffAt: access === 'pending' ? createdAt : null,
				decidedAt: null,
				decidedBy: null,
				refusalReason: '',
				createdAt
			});
		}
		customers.push({ structureId, accounts });
	}
	sqlite.exec('commit');
	return customers;
}

const IN_ONE_TRANSACTION = 20_000;
/** The demo numbers its own from 1001. */
const FIRST_NUMBER = 10_000;

async function fillTickets(
	db: Db,
	sqlite: Sqlite.Database,
	random: Chance,
	customers: Customer[],
	count: number
): Promise<void> {
	const into = { ticket: inserter(db, sqlite, 'ticket'), message: inserter(db, sqlite, 'ticketMessage') };
	const staff = await db.selectFrom('account').select('id').where('staffRole', 'is not', null).execute();
	const messages = count > 200_000 ? 1 : 5;
	sqlite.exec('begin');
	for (let index = 0; index < count; index++) {
		// Squared: of a thousand tickets the first of twenty structures has some two hundred, the last twenty.
		const { structureId, accounts } = customers[Math.floor(random.next() ** 2 * customers.length)]!;
		const requesterId = random.one(accounts);
		const opened = NOW - YEARS_MS + (YEARS_MS * index) / count;
		const quiet = opened + random.next() * OPEN_FOR_MS;
		const closed = quiet < NOW - OPEN_FOR_MS / 4;
		const status = closed
			? 'closed'
			: random.one(['new', 'in_progress', 'in_progress', 'waiting', 'resolved'] as const);
		const createdAt = new Date(opened).toISOString();
		const updatedAt = new Date(Math.min(quiet, NOW)).toISOString();
		const id = idAt(opened, random);
		into.ticket({
			id,
			number: FIRST_NUMBER + index,
			structureId,
			requesterId,
			subject: random.one(SUBJECTS),
			category: random.one(['question', 'incident', 'request']),
			urgency: random.one(['blocking', 'annoying', 'minor']),
			status,
			privateAt: random.next() < 0.05 ? createdAt : null,
			requestKey: id,
			createdAt,
			updatedAt,
			resolvedAt: closed || status === 'resolved' ? updatedAt : null,
			closedAt: closed ? updatedAt : null
		});
		for (let message = 0; message < messages; message++) {
			const at = opened + ((Math.min(quiet, NOW) - opened) * message) / messages;
			const side = message % 2 === 0 ? 'customer' : 'staff';
			into.message({
				id: idAt(at, random),
				ticketId: id,
				authorId: side === 'staff' ? random.one(staff).id : requesterId,
				side,
				kind: 'message',
				body: `${random.one(PARAGRAPHS)}\n\n${random.one(PARAGRAPHS)}`,
				statusAfter: null,
				requestKey: `${id}-${message}`,
				createdAt: new Date(at).toISOString()
			});
		}
		if (index % IN_ONE_TRANSACTION === IN_ONE_TRANSACTION - 1) sqlite.exec('commit; begin');
	}
	sqlite.exec('commit');
	await db
		.insertInto('counter')
		.values({ name: 'ticket', value: FIRST_NUMBER + count })
		.onConflict((c) => c.column('name').doUpdateSet({ value: FIRST_NUMBER + count }))
		.execute();
}

type Row = Record<string, string | number | null>;

/** Kysely writes the statement once, from the first row; a million rows then only bind their values. */
function inserter(db: Db, sqlite: Sqlite.Database, table: keyof Database): (row: Row) => void {
	let names: string[] | undefined;
	let statement: Sqlite.Statement | undefined;
	return (row) => {
		names ??= Object.keys(row);
		statement ??= sqlite.prepare(
			db
				.insertInto(table)
				.values(row as never)
				.compile().sql
		);
		statement.run(names.map((name) => row[name]));
	};
}

/** An identifier as the portal makes them (UUID version 7), for a moment of the past and from the seeder's own chance. */
function idAt(moment: number, random: Chance): string {
	const time = Math.floor(moment).toString(16).padStart(12, '0');
	const rest = () =>
		Math.floor(random.next() * 0x1000)
			.toString(16)
			.padStart(3, '0');
	return `${time.slice(0, 8)}-${time.slice(8)}-7${rest()}-8${rest()}-${rest()}${rest()}${rest()}${rest()}`;
}
