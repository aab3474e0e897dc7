import { isIPv6 } from 'node:net';
import { m } from '#lib/paraglide/messages.js';
import { transact, type Db, type Trx } from './db.ts';
import { AppError } from './errors.ts';

/** So many acts in so many seconds, counted from the first. */
export interface Limit {
	points: number;
	seconds: number;
}

interface Limited {
	db: Db | Trx;
	now(): string;
}

/**
 * Counts one act under `key`, or as many `points` as it costs; refuses with `rate_limited` once `limit` is used up.
 * Stored, so a restart forgives nothing.
 */
export async function consume(ctx: Limited, key: string, limit: Limit, points = 1): Promise<void> {
	const now = ctx.now();
	const row = await count(ctx, key, limit.seconds, points);
	if (row.count > limit.points) throw tooMany(now, row.expiresAt);
}

/** Counts one more under `key` and refuses nothing: returns how many there were in this stretch of `seconds`. */
export const numberOf = async (ctx: Limited, key: string, seconds: number): Promise<number> =>
	(await count(ctx, key, seconds)).count;

/** Of one kind of act: far more than anybody does by hand in ten minutes, far less than a program does. */
const ACTS_PER_ACCOUNT = { points: 120, seconds: 600 };

/**
 * What anybody signed in may do at most, whatever they may do. Each kind of act is counted by itself: who has answered
 * too much can still sign out or close a padlock. What costs more than a row has a tighter limit of its own.
 */
export async function countAct(
	ctx: Limited,
	accountId: string,
	act: string,
	most = ACTS_PER_ACCOUNT.points
): Promise<void> {
	const now = ctx.now();
	// A transaction of its own, over before the act begins: it waits for its turn as the act will, and stays when that fails.
	const row = await transact(ctx, (ctx) => count(ctx, `act:${act}:${accountId}`, ACTS_PER_ACCOUNT.seconds));
	if (row.count > most) throw tooManyActs(now, row.expiresAt);
}

const FREE_FAILURES = 4;
const LONGEST_DELAY_SECONDS = 900;
const FAILURES_FORGOTTEN_SECONDS = 86_400;

/**
 * Counts an attempt under `key`, or refuses while the delay of the earlier ones runs. Call {@link forget} on success.
 * The first four failures are free, then each doubles the delay, from 2 s to 15 minutes. The delay ends by itself, so
 * nobody can shut another out for good. Checked and counted in one transaction: a batch cannot slip through together.
 */
export async function attempt(ctx: Limited, key: string): Promise<void> {
	const refusal = await transact(ctx, async (ctx) => {
		const now = ctx.now();
		const before = await ctx.db
			.selectFrom('rateLimit')
			.select('blockedUntil')
			.where('key', '=', key)
			.executeTakeFirst();
		if (before?.blockedUntil && before.blockedUntil > now) return tooMany(now, before.blockedUntil);
		const { count: attempts } = await count(ctx, key, FAILURES_FORGOTTEN_SECONDS);
		const seconds = attempts <= FREE_FAILURES ? 0 : Math.min(2 ** (attempts - FREE_FAILURES), LONGEST_DELAY_SECONDS);
		if (seconds > 0)
			await ctx.db
				.updateTable('rateLimit')
				.set({ blockedUntil: after(now, seconds) })
				.where('key', '=', key)
				.execute();
		return null;
	});
	if (refusal) throw refusal;
}

/** Forgets what was counted under `key`, after a success. */
export async function forget(ctx: Limited, key: string): Promise<void> {
	await ctx.db.deleteFrom('rateLimit').where('key', '=', key).execute();
}

/**
 * What limits count an address as: itself in IPv4, its /64 in IPv6, where one line has more addresses than can be counted.
 */
export function networkOf(ip: string): string {
	if (!isIPv6(ip)) return ip;
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
	if (mapped) return mapped;
	const [left = [], right] = ip.split('::').map((part) => part.split(':').filter(Boolean));
	const groups = right
		? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
		: left;
	return `${groups
		.slice(0, 4)
		.map((group) => parseInt(group, 16).toString(16))
		.join(':')}::/64`;
}

async function count(ctx: Limited, key: string, seconds: number, points = 1) {
	const now = ctx.now();
	return ctx.db
		.insertInto('rateLimit')
		.values({ key, count: points, blockedUntil: null, expiresAt: after(now, seconds) })
		.onConflict((c) =>
			c.column('key').doUpdateSet((eb) => ({
				count: eb
					.case()
					.when('rateLimit.expiresAt', '<=', now)
					.then(points)
					.else(eb('rateLimit.count', '+', points))
					.end(),
				expiresAt: eb
					.case()
					.when('rateLimit.expiresAt', '<=', now)
					.then(after(now, seconds))
					.else(eb.ref('rateLimit.expiresAt'))
					.end()
			}))
		)
		.returning(['count', 'expiresAt'])
		.executeTakeFirstOrThrow();
}

function tooManyActs(now: string, until: string): AppError {
	const seconds = secondsBetween(now, until);
	return new AppError('rate_limited', m.errors_too_many_acts({ count: Math.ceil(seconds / 60) }), {
		retryAfter: seconds
	});
}

function tooMany(now: string, until: string): AppError {
	const seconds = secondsBetween(now, until);
	const message =
		seconds < 90
			? m.errors_rate_limited_seconds({ count: seconds })
			: m.errors_rate_limited_minutes({ count: Math.ceil(seconds / 60) });
	return new AppError('rate_limited', message, { retryAfter: seconds });
}

const secondsBetween = (now: string, until: string): number =>
	Math.max(1, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000));

/** The moment `seconds` after `moment`, both ISO 8601 in UTC. */
export const after = (moment: string, seconds: number): string =>
	new Date(Date.parse(moment) + seconds * 1000).toISOString();
