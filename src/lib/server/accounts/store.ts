import './table.ts';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { AccountIdentity } from '#server/platform/access.ts';
import { prepared, type Db, type Trx } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import type { AccountTable, LinkTable, SessionTable, SignUpTable } from './table.ts';

type Any = Db | Trx;

const IDENTITY = [
	'account.id',
	'account.email',
	'account.civility',
	'account.firstName',
	'account.lastName',
	'account.phone',
	'account.locale',
	'account.theme',
	'account.staffRole'
] as const;

export async function findSession(
	db: Any,
	idHash: string
): Promise<
	| {
			identity: AccountIdentity;
			createdAt: string;
			expiresAt: string;
			endsAt: string;
			lastUsedAt: string;
			lastIp: string;
			userAgent: string;
	  }
	| undefined
> {
	const [row] = await sessionAndAccount(db, { idHash });
	if (!row) return undefined;
	const { createdAt, expiresAt, endsAt, lastUsedAt, lastIp, userAgent, ...identity } = row;
	return { identity, createdAt, expiresAt, endsAt, lastUsedAt, lastIp, userAgent };
}

const sessionAndAccount = prepared((db, { idHash }: { idHash: string }) =>
	db
		.selectFrom('session')
		.innerJoin('account', 'account.id', 'session.accountId')
		.select([
			...IDENTITY,
			'session.createdAt',
			'session.expiresAt',
			'session.endsAt',
			'session.lastUsedAt',
			'session.lastIp',
			'session.userAgent'
		])
		.where('session.idHash', '=', idHash)
);

export const listSessions = (db: Any, accountId: string, now: string): Promise<Selectable<SessionTable>[]> =>
	db
		.selectFrom('session')
		.selectAll()
		.where('accountId', '=', accountId)
		.where('expiresAt', '>', now)
		.where('endsAt', '>', now)
		.orderBy('lastUsedAt', 'desc')
		.execute();

export const insertSession = (db: Any, row: Insertable<SessionTable>) => db.insertInto('session').values(row).execute();

export const noteSessionUse = (
	db: Any,
	idHash: string,
	now: string,
	expiresAt: string,
	{ ip, userAgent }: { ip: string; userAgent: string }
) =>
	db
		.updateTable('session')
		.set({ lastUsedAt: now, expiresAt, lastIp: ip, userAgent: userAgent.slice(0, 400) })
		.where('idHash', '=', idHash)
		.execute();

export const deleteSession = (db: Any, idHash: string) =>
	db.deleteFrom('session').where('idHash', '=', idHash).execute();

/** Deletes one session of an account, which must be its own. Returns how many there were. */
export async function deleteSessionOf(db: Any, accountId: string, idHash: string): Promise<number> {
	const result = await db
		.deleteFrom('session')
		.where('idHash', '=', idHash)
		.where('accountId', '=', accountId)
		.executeTakeFirst();
	return Number(result.numDeletedRows);
}

export const deleteSessionsOf = (db: Any, accountId: string, except: string | null = null) =>
	db
		.deleteFrom('session')
		.where('accountId', '=', accountId)
		.$if(except !== null, (q) => q.where('idHash', '!=', except!))
		.execute();

/** So long the page of an expired activation still knows whom to send another: mails are found again after a year. */
const KEEP_ACTIVATIONS_SECONDS = 365 * 86_400;

/** Forgets what is past: sessions, links, sign-ups, used links of the old portal, counted limits. */
export async function deleteExpired(db: Any, now: string): Promise<void> {
	await db
		.deleteFrom('session')
		.where((eb) => eb.or([eb('expiresAt', '<=', now), eb('endsAt', '<=', now)]))
		.execute();
	await db.deleteFrom('link').where('expiresAt', '<=', now).where('purpose', '!=', 'activation').execute();
	await db.deleteFrom('link').where('expiresAt', '<=', after(now, -KEEP_ACTIVATIONS_SECONDS)).execute();
	await db.deleteFrom('signUp').where('expiresAt', '<=', now).execute();
	await db.deleteFrom('usedHandoff').where('expiresAt', '<=', now).execute();
	await db.deleteFrom('rateLimit').where('expiresAt', '<=', now).execute();
}

export const findByEmail = (db: Any, email: string): Promise<Selectable<AccountTable> | undefined> =>
	db.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirst();

export const findById = (db: Any, id: string): Promise<Selectable<AccountTable> | undefined> =>
	db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();

export const insertAccount = (db: Any, row: Insertable<AccountTable>) => db.insertInto('account').values(row).execute();

export const updateAccount = (db: Any, id: string, values: Updateable<AccountTable>) =>
	db.updateTable('account').set(values).where('id', '=', id).execute();

export const noteSeen = (db: Any, id: string, lastSeenAt: string) =>
	db.updateTable('account').set({ lastSeenAt }).where('id', '=', id).execute();

/** Writes only where another was noted, or none. */
export const noteStructure = (db: Any, id: string, lastStructureId: string) =>
	db
		.updateTable('account')
		.set({ lastStructureId })
		.where('id', '=', id)
		.where((eb) => eb.or([eb('lastStructureId', 'is', null), eb('lastStructureId', '!=', lastStructureId)]))
		.execute();

export const insertSignUp = (db: Any, row: Insertable<SignUpTable>) => db.insertInto('signUp').values(row).execute();

export const findSignUp = (db: Any, id: string): Promise<Selectable<SignUpTable> | undefined> =>
	db.selectFrom('signUp').selectAll().where('id', '=', id).executeTakeFirst();

export const insertLink = (db: Any, row: Insertable<LinkTable>) => db.insertInto('link').values(row).execute();

/** A link that can still be used. */
export const findLink = (
	db: Any,
	tokenHash: string,
	purpose: LinkTable['purpose'],
	now: string
): Promise<Selectable<LinkTable> | undefined> =>
	db
		.selectFrom('link')
		.selectAll()
		.where('tokenHash', '=', tokenHash)
		.where('purpose', '=', purpose)
		.where('consumedAt', 'is', null)
		.where('expiresAt', '>', now)
		.executeTakeFirst();

/** Uses up every open link of an account, of a sign-up or to an invited contact. */
export const consumeLinks = (
	db: Any,
	owner: { accountId: string } | { signUpId: string } | { contactId: string },
	now: string
) => {
	const [[column, id]] = Object.entries(owner) as [['accountId' | 'signUpId' | 'contactId', string]];
	return db
		.updateTable('link')
		.set({ consumedAt: now })
		.where('consumedAt', 'is', null)
		.where(column, '=', id)
		.execute();
};

export const deleteDevicesOf = (db: Any, accountId: string) =>
	db.deleteFrom('knownDevice').where('accountId', '=', accountId).execute();

export const isKnownDevice = async (db: Any, accountEmail: string, tokenHash: string): Promise<boolean> =>
	(await db
		.selectFrom('knownDevice')
		.innerJoin('account', 'account.id', 'knownDevice.accountId')
		.select('knownDevice.tokenHash')
		.where('knownDevice.tokenHash', '=', tokenHash)
		.where('account.email', '=', accountEmail)
		.executeTakeFirst()) !== undefined;

export const deleteKnownDevices = (db: Any, before: string) =>
	db.deleteFrom('knownDevice').where('createdAt', '<=', before).execute();

export const insertKnownDevice = (db: Any, row: { tokenHash: string; accountId: string; createdAt: string }) =>
	db.insertInto('knownDevice').values(row).execute();

export const isHandoffUsed = async (db: Any, idHash: string): Promise<boolean> =>
	(await db.selectFrom('usedHandoff').select('idHash').where('idHash', '=', idHash).executeTakeFirst()) !== undefined;

export const insertUsedHandoff = (db: Trx, { idHash, expiresAt }: { idHash: string; expiresAt: string }) =>
	db.insertInto('usedHandoff').values({ idHash, expiresAt }).execute();
