import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { RequestContext } from '#server/platform/context.ts';
import { refusalOf, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import * as store from './store.ts';

/** A session slides 30 days with use, and ends 90 days after sign-in whatever happens. */
const IDLE_DAYS = 30;
const ABSOLUTE_DAYS = 90;
const DAY_SECONDS = 86_400;
/** « Last use » is written at most this often, so that reading a page rarely writes. */
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
	lastUsedAt: string;
}

type Sessions = Pick<RequestContext, 'db' | 'now' | 'settings'>;

/** Lucia on the portal's own tables, which hold only the hash of a session's identifier. */
function luciaOn(ctx: Sessions) {
	return new Lucia(adapterOn(ctx.db, ctx.now), {
		sessionExpiresIn: new TimeSpan(IDLE_DAYS, 'd'),
		sessionCookie: { name: 'session', attributes: { secure: isSecure(ctx), sameSite: 'lax', path: '/' } },
		getSessionAttributes: ({ lastUsedAt }) => ({ lastUsedAt }),
		getUserAttributes: ({ identity }) => ({ identity })
	});
}

export const isSecure = ({ settings }: Pick<RequestContext, 'settings'>): boolean =>
	settings.origin.startsWith('https:');

/** Who a request's session cookie stands for, as the account is now; slides the session. The cookie outlives it: the table decides. */
export async function readSession(
	ctx: Sessions & Pick<RequestContext, 'cookies' | 'request'>
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
	if (after(session.lastUsedAt, USE_NOTED_SECONDS) < ctx.now())
		await ifThereIsRoom(store.noteSessionUse(ctx.db, sessionHash, ctx.now(), ctx.request));
	return { account: user.identity, sessionHash };
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
	accountId: string
): Promise<void> {
	if (ctx.sessionHash) await store.deleteSession(ctx.db, ctx.sessionHash);
	const lucia = luciaOn(ctx);
	const session = await lucia.createSession(accountId, { ...ctx.request, lastUsedAt: ctx.now() });
	ctx.cookies.set(lucia.sessionCookieName, session.id, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure: isSecure(ctx),
		maxAge: ABSOLUTE_DAYS * DAY_SECONDS
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
			if (!row || row.endsAt <= now()) return [null, null];
			const session: DatabaseSession = {
				id,
				userId: row.identity.id,
				expiresAt: new Date(row.expiresAt),
				attributes: { ip: row.lastIp, userAgent: row.userAgent, lastUsedAt: row.lastUsedAt }
			};
			return [session, { id: row.identity.id, attributes: { identity: row.identity } }];
		},
		async getUserSessions(accountId) {
			const rows = await store.listSessions(db, accountId, now());
			return rows.map((row) => ({
				id: row.idHash,
				userId: accountId,
				expiresAt: new Date(row.expiresAt),
				attributes: { ip: row.lastIp, userAgent: row.userAgent, lastUsedAt: row.lastUsedAt }
			}));
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			const createdAt = now();
			await store.insertSession(db, {
				idHash: hashSecret(id),
				accountId: userId,
				createdAt,
				expiresAt: expiresAt.toISOString(),
				endsAt: after(createdAt, ABSOLUTE_DAYS * DAY_SECONDS),
				lastUsedAt: createdAt,
				lastIp: attributes.ip,
				userAgent: attributes.userAgent.slice(0, 400)
			});
		},
		async updateSessionExpiration(id, expiresAt) {
			await ifThereIsRoom(store.slideSession(db, hashSecret(id), expiresAt.toISOString()));
		},
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
