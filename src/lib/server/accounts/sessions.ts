import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { RequestContext } from '#server/platform/context.ts';
import { refusalOf, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import * as store from './store.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/**
 * How long a session lasts without use, and from sign-in whatever happens: OWASP ASVS 5.0 (7.3.1, 7.3.2) asks for both
 * ends, by the risk at stake. Customers come a few times a year and see their own structure. Staff see everybody's: 12
 * hours span a working day and no weekend, and 7 days end what was copied from a machine that never rests.
 */
const CUSTOMERS = { idle: 30 * DAY_SECONDS, absolute: 90 * DAY_SECONDS };
const STAFF = { idle: 12 * HOUR_SECONDS, absolute: 7 * DAY_SECONDS };
const lastingOf = ({ staffRole }: Pick<AccountIdentity, 'staffRole'>) => (staffRole ? STAFF : CUSTOMERS);

/** « Last use », from which the idle end counts, is written at most this often, so that reading a page rarely writes. */
const USE_NOTED_SECONDS = 600;

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof luciaOn>;
		DatabaseSessionAttributes: SessionAttributes;
		DatabaseUserAttributes: { identity: AccountIdentity };
	}
}

interface SessionAttributes {
	ip: string;
	userAgent: string;
	createdAt: string;
	lastUsedAt: string;
	expiresAt: string;
	endsAt: string;
}

type Sessions = Pick<RequestContext, 'db' | 'now' | 'settings'>;

/** Lucia on the portal's own tables, which hold only the hash of a session's identifier. */
function luciaOn(ctx: Sessions) {
	return new Lucia(adapterOn(ctx.db, ctx.now), {
		// Lucia would slide by itself, by one length for everybody and past the absolute end: the portal does it instead.
		sessionExpiresIn: new TimeSpan(0, 's'),
		sessionCookie: { name: 'session', attributes: { secure: isSecure(ctx), sameSite: 'lax', path: '/' } },
		getSessionAttributes: ({ createdAt, lastUsedAt }) => ({ createdAt, lastUsedAt }),
		getUserAttributes: ({ identity }) => ({ identity })
	});
}

export const isSecure = ({ settings }: Pick<RequestContext, 'settings'>): boolean =>
	settings.origin.startsWith('https:');

/** Who a request's session cookie stands for, as the account is now; slides the session unless a page merely stays open. The cookie outlives it: the table decides. */
export async function readSession(
	ctx: Sessions & Pick<RequestContext, 'cookies' | 'request'>,
	{ sliding = true } = {}
): Promise<Pick<RequestContext, 'account' | 'sessionHash'>> {
	const lucia = luciaOn(ctx);
	const id = ctx.cookies.get(lucia.sessionCookieName);
	if (!id) return { account: null, sessionHash: null };
	const { session, user } = await lucia.validateSession(id);
	if (!session) {
		ctx.cookies.delete(lucia.sessionCookieName, { path: '/', secure: isSecure(ctx) });
		return { account: null, sessionHash: null };
	}
	const sessionHash = hashSecret(id);
	if (sliding && after(session.lastUsedAt, USE_NOTED_SECONDS) < ctx.now()) {
		const expiresAt = slid(session.createdAt, ctx.now(), user.identity);
		await ifThereIsRoom(store.noteSessionUse(ctx.db, sessionHash, ctx.now(), expiresAt, ctx.request));
		if (user.identity.staffRole) await ifThereIsRoom(store.noteSeen(ctx.db, user.id, ctx.now()));
	}
	return { account: user.identity, sessionHash };
}

/** When a session used now ends without further use: never after its absolute end. */
function slid(createdAt: string, now: string, account: Pick<AccountIdentity, 'staffRole'>): string {
	const { idle, absolute } = lastingOf(account);
	const [idleEnd, absoluteEnd] = [after(now, idle), after(createdAt, absolute)];
	return idleEnd < absoluteEnd ? idleEnd : absoluteEnd;
}

/** What is only noted in passing must keep nobody from reading when the disk is full or busy. */
async function ifThereIsRoom(note: Promise<unknown>): Promise<void> {
	try {
		await note;
	} catch (error) {
		if (!(refusalOf(error) instanceof AppError)) throw error;
	}
}

/** Opens a session for an account, under a new identifier: one fixed beforehand is worth nothing. The one it replaces ends. */
export async function openSession(
	ctx: Sessions & Pick<RequestContext, 'cookies' | 'request' | 'sessionHash'>,
	account: Pick<AccountIdentity, 'id' | 'staffRole'>
): Promise<void> {
	if (ctx.sessionHash) await store.deleteSession(ctx.db, ctx.sessionHash);
	const lucia = luciaOn(ctx);
	const createdAt = ctx.now();
	const lasting = lastingOf(account);
	const session = await lucia.createSession(account.id, {
		...ctx.request,
		createdAt,
		lastUsedAt: createdAt,
		expiresAt: after(createdAt, lasting.idle),
		endsAt: after(createdAt, lasting.absolute)
	});
	if (account.staffRole) await store.noteSeen(ctx.db, account.id, createdAt);
	ctx.cookies.set(lucia.sessionCookieName, session.id, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(ctx),
		maxAge: lasting.absolute
	});
}

/** Ends the session of this request, at once and everywhere. */
export async function closeSession(ctx: Sessions & Pick<RequestContext, 'cookies' | 'sessionHash'>): Promise<void> {
	const lucia = luciaOn(ctx);
	if (ctx.sessionHash) await store.deleteSession(ctx.db, ctx.sessionHash);
	ctx.cookies.delete(lucia.sessionCookieName, { path: '/', secure: isSecure(ctx) });
}

/** Lucia's seven-method adapter. `id` is the secret in the cookie on Lucia's side, its hash in the table. */
function adapterOn(db: Db | Trx, now: () => string): Adapter {
	return {
		async getSessionAndUser(id) {
			const row = await store.findSession(db, hashSecret(id));
			if (!row || row.expiresAt <= now() || row.endsAt <= now()) return [null, null];
			const { identity, lastIp: ip, ...attributes } = row;
			const session: DatabaseSession = {
				id,
				userId: identity.id,
				expiresAt: new Date(row.expiresAt),
				attributes: { ...attributes, ip }
			};
			return [session, { id: identity.id, attributes: { identity } }];
		},
		async getUserSessions(accountId) {
			const rows = await store.listSessions(db, accountId, now());
			return rows.map(({ idHash: id, lastIp: ip, ...attributes }) => ({
				id,
				userId: accountId,
				expiresAt: new Date(attributes.expiresAt),
				attributes: { ...attributes, ip }
			}));
		},
		async setSession({ id, userId, attributes: { ip, userAgent, createdAt, lastUsedAt, expiresAt, endsAt } }) {
			await store.insertSession(db, {
				idHash: hashSecret(id),
				accountId: userId,
				createdAt,
				expiresAt,
				endsAt,
				lastUsedAt,
				lastIp: ip,
				userAgent: userAgent.slice(0, 400)
			});
		},
		// Never called: see `sessionExpiresIn`.
		async updateSessionExpiration() {},
		async deleteSession(id) {
			await ifThereIsRoom(store.deleteSession(db, hashSecret(id)));
		},
		async deleteUserSessions(accountId) {
			await store.deleteSessionsOf(db, accountId);
		},
		async deleteExpiredSessions() {
			await store.deleteExpired(db, now());
		}
	};
}
