import './table.ts';
import type { ExpressionBuilder, Insertable, Selectable, SelectQueryBuilder, Updateable } from 'kysely';
import type { ContactIdentity } from '#server/platform/access.ts';
import { prepared, type Database, type Db, type Trx } from '#server/platform/db.ts';
import type { ContactTable } from './table.ts';

type Any = Db | Trx;

/** How an account stands in a structure, read afresh at each call. */
export async function standingIn(
	db: Any,
	accountId: string,
	structureId: string
): Promise<{ contact: ContactIdentity | null; exists: boolean }> {
	const [row] = await standing(db, { accountId, structureId });
	if (!row) return { contact: null, exists: false };
	const { id, access, role } = row;
	return { contact: id && access && role ? { id, access, role, structureId } : null, exists: true };
}

const standing = prepared((db, { accountId, structureId }: { accountId: string; structureId: string }) =>
	db
		.selectFrom('structure')
		.leftJoin('contact', (join) =>
			join.onRef('contact.structureId', '=', 'structure.id').on('contact.accountId', '=', accountId)
		)
		.select(['contact.id', 'contact.access', 'contact.role'])
		.where('structure.id', '=', structureId)
);

export const find = (db: Any, structureId: string, id: string): Promise<Selectable<ContactTable> | undefined> =>
	db.selectFrom('contact').selectAll().where('id', '=', id).where('structureId', '=', structureId).executeTakeFirst();

export const findById = (db: Any, id: string): Promise<Selectable<ContactTable> | undefined> =>
	db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst();

/** Administrators first, then the oldest: whoever needs one of several always takes the same. */
export const findByEmail = (db: Any, email: string): Promise<Selectable<ContactTable>[]> =>
	db
		.selectFrom('contact')
		.selectAll()
		.where('email', '=', email)
		.orderBy((eb) => {
			const administers = eb.or([eb('role', '=', 'administrator'), eb('formerAdministratorAt', 'is not', null)]);
			return eb.case().when(administers).then(0).else(1).end();
		})
		.orderBy('createdAt')
		.orderBy('id')
		.execute();

export const insert = (db: Trx, row: Insertable<ContactTable>) => db.insertInto('contact').values(row).execute();

export const update = (db: Trx, id: string, values: Updateable<ContactTable>) =>
	db.updateTable('contact').set(values).where('id', '=', id).execute();

export const updateAll = (db: Trx, ids: string[], values: Updateable<ContactTable>) =>
	db.updateTable('contact').set(values).where('id', 'in', ids).execute();

export const countActiveAdministrators = (db: Any, structureId: string): Promise<number> =>
	countOf(
		db
			.selectFrom('contact')
			.where('structureId', '=', structureId)
			.where('access', '=', 'active')
			.where('role', '=', 'administrator')
	);

/** Administrators with a login, who can be told of a request. */
export const activeAdministrators = (db: Any, structureId: string) =>
	db
		.selectFrom('contact')
		.innerJoin('account', 'account.id', 'contact.accountId')
		.select(['account.id as accountId', 'account.email', 'account.locale', 'account.firstName'])
		.where('contact.structureId', '=', structureId)
		.where('contact.access', '=', 'active')
		.where('contact.role', '=', 'administrator')
		.execute();

export const staffAccounts = (db: Any) =>
	db
		.selectFrom('account')
		.select(['id as accountId', 'email', 'locale', 'firstName'])
		.where('staffRole', 'in', ['agent', 'manager'])
		.execute();

/** The contact of an account in a structure, or the one listed there under its address. */
export const findOf = (
	db: Any,
	structureId: string,
	account: { id: string; email: string }
): Promise<Selectable<ContactTable> | undefined> =>
	db
		.selectFrom('contact')
		.selectAll()
		.where('structureId', '=', structureId)
		.where((eb) => eb.or([eb('accountId', '=', account.id), eb('email', '=', account.email)]))
		.orderBy((eb) => eb.case().when('accountId', '=', account.id).then(0).else(1).end())
		.executeTakeFirst();

/** Nobody has decided on them yet: they ask to be let in, were brought from the old portal, or are only listed. */
export const TO_ACTIVATE: ContactTable['access'][] = ['pending', 'none'];

const MOST_FOR_STAFF = 50;

/**
 * Who asked to be let in and nobody has decided on, in every structure: first those whose structure has no administrator to
 * do it, then the oldest. Whoever the import brought and who never came asks for nothing.
 */
export async function pendingEverywhere(db: Any, { nobodyDecides }: { nobodyDecides: boolean }) {
	const pending = db
		.selectFrom('contact')
		.innerJoin('structure', 'structure.id', 'contact.structureId')
		.where('contact.access', '=', 'pending')
		.where('contact.requestedAt', 'is not', null)
		.$if(nobodyDecides, (q) => q.where((eb) => eb.not(eb.exists(administratorsOf(eb)))));
	const rows = await pending
		.select([
			'contact.id',
			'structureId',
			'structure.name as structureName',
			'structure.customerNumber',
			'email',
			'civility',
			'firstName',
			'lastName',
			'function',
			'requestedAt'
		])
		.select((eb) => eb.exists(administratorsOf(eb)).as('hasAdministrator'))
		.orderBy('hasAdministrator')
		.orderBy('requestedAt')
		.limit(MOST_FOR_STAFF)
		.execute();
	return {
		rows: rows.map((row) => ({ ...row, hasAdministrator: Boolean(row.hasAdministrator) })),
		total: await countOf(pending)
	};
}

/** Who asked to be let into a structure that has no administrator, the one who waits for the longest first. */
const stranded = (db: Any) =>
	db
		.selectFrom('contact')
		.where('contact.access', '=', 'pending')
		.where('contact.requestedAt', 'is not', null)
		.where((eb) => eb.not(eb.exists(administratorsOf(eb))))
		.orderBy('contact.requestedAt');

export const countStranded = (db: Any, most: number) =>
	db
		.selectFrom(stranded(db).select('contact.id').limit(most).as('some'))
		.select((eb) => eb.fn.countAll<number>().as('count'));

export const firstStranded = (db: Any) => stranded(db).select('contact.requestedAt').limit(1);

/** The active administrators of the structure a contact is in, for a condition on that contact. */
export const administratorsOf = (eb: ExpressionBuilder<Database, 'contact'>) =>
	eb
		.selectFrom('contact as administrator')
		.select('administrator.id')
		.whereRef('administrator.structureId', '=', 'contact.structureId')
		.where('administrator.access', '=', 'active')
		.where('administrator.role', '=', 'administrator');

/** Those of the structures that have an active administrator. */
export const administered = async (db: Any, structureIds: string[]): Promise<Set<string>> => {
	if (structureIds.length === 0) return new Set();
	const rows = await db
		.selectFrom('contact')
		.select('structureId')
		.distinct()
		.where('structureId', 'in', structureIds)
		.where('access', '=', 'active')
		.where('role', '=', 'administrator')
		.execute();
	return new Set(rows.map(({ structureId }) => structureId));
};

/** Contacts who wait since before a moment, whose administrators were not reminded of it. */
export const waitingForAdministrators = (db: Any, before: string) =>
	db
		.selectFrom('contact')
		.select(['id', 'structureId'])
		.where('access', '=', 'pending')
		.where('requestedAt', '<=', before)
		.where('remindedAdministratorsAt', 'is', null)
		.where((eb) => eb.exists(administratorsOf(eb)))
		.execute();

/** The same for staff, who may have to step in. */
export const waitingForAnybody = (db: Any, before: string) =>
	db
		.selectFrom('contact')
		.select('id')
		.where('access', '=', 'pending')
		.where('requestedAt', '<=', before)
		.where('remindedStaffAt', 'is', null)
		.execute();

export const countPendingAmong = async (db: Any, ids: string[]): Promise<number> =>
	ids.length === 0 ? 0 : countOf(db.selectFrom('contact').where('id', 'in', ids).where('access', '=', 'pending'));

/** How many rows a query would give, without reading them. */
export async function countOf<T extends keyof Database>(
	query: SelectQueryBuilder<Database, T, object>
): Promise<number> {
	const { count } = await query.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
	return Number(count);
}

/** The contacts of an account that are in or wait, with the names of their structures. */
export const ownPlaces = (db: Any, accountId: string) =>
	db
		.selectFrom('contact')
		.innerJoin('structure', 'structure.id', 'contact.structureId')
		.selectAll('contact')
		.select('structure.name as structureName')
		.where('contact.accountId', '=', accountId)
		.where('contact.access', 'in', ['active', 'pending'])
		.execute();

/** A contact with its structure's name and the login behind it, if any. */
export const findWithAccount = (db: Any, id: string) =>
	db
		.selectFrom('contact')
		.innerJoin('structure', 'structure.id', 'contact.structureId')
		.leftJoin('account', 'account.id', 'contact.accountId')
		.selectAll('contact')
		.select(['structure.name as structureName', 'account.email as accountEmail', 'account.locale'])
		.where('contact.id', '=', id)
		.executeTakeFirst();

export const isStaff = async (db: Any, accountId: string): Promise<boolean> =>
	(await db
		.selectFrom('account')
		.select('id')
		.where('id', '=', accountId)
		.where('staffRole', 'is not', null)
		.executeTakeFirst()) !== undefined;

export const isAdministrator = async (db: Any, accountId: string, structureId: string): Promise<boolean> => {
	const { contact } = await standingIn(db, accountId, structureId);
	return contact?.access === 'active' && contact.role === 'administrator';
};
