import type { RequestEvent } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { cast, DEMO_PASSWORD, jar, world, type CastKey } from '../../../../tests/support/world.ts';
import { forgetExpired } from './domain.ts';
import { requestContext } from '../request-context.ts';
import { appointManager } from './manager.ts';

const HOUR_MS = 3_600_000;

/** Somebody signed in, and what is known of their session. */
async function signedIn(person: CastKey) {
	const w = await world();
	const browser = jar();
	const { email } = cast[person];
	await w.visitor(browser).accounts.signIn({ email, password: DEMO_PASSWORD });
	const session = () => w.base.db.selectFrom('session').selectAll().executeTakeFirstOrThrow();
	return { ...w, browser, session, me: () => w.visitor(browser).accounts.me() };
}

test.each([
	['a customer', 'vera', 30 * 24, 90],
	['an administrator', 'adam', 30 * 24, 90],
	['an agent', 'sam', 12, 7],
	['a manager', 'mona', 12, 7]
] as const)(
	'%s (%s) is signed out after %i hours without use, and after %i days whatever happens',
	async (_, person, hours, days) => {
		const idle = await signedIn(person);
		idle.pass({ hours, seconds: -5 });
		await idle.me();
		idle.pass({ hours, seconds: 5 });
		await expect(idle.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
		expect(idle.browser.all.has('session')).toBe(false);

		const busy = await signedIn(person);
		const step = hours / 2;
		for (let passed = step; passed < days * 24; passed += step) {
			busy.pass({ hours: step });
			await busy.me();
			const { expiresAt, endsAt, createdAt } = await busy.session();
			expect(expiresAt <= endsAt, 'never past its absolute end').toBe(true);
			expect(Date.parse(endsAt) - Date.parse(createdAt)).toBe(days * 24 * HOUR_MS);
		}
		busy.pass({ hours: step });
		await expect(busy.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
		await forgetExpired(busy.base);
		await expect(busy.session()).rejects.toThrow();
	}
);

test('reading a page notes the last use at most every ten minutes', async () => {
	const { me, session, pass } = await signedIn('sam');
	const { lastUsedAt } = await session();
	pass({ seconds: 500 });
	await me();
	expect((await session()).lastUsedAt).toBe(lastUsedAt);
	pass({ seconds: 101 });
	await me();
	expect((await session()).lastUsedAt > lastUsedAt).toBe(true);
});

/** One request of a browser, as the server sees it. */
const asked = ({ base, browser }: Pick<Awaited<ReturnType<typeof signedIn>>, 'base' | 'browser'>, path: string) => {
	const url = new URL(path, 'http://localhost:3000');
	const event = { cookies: browser, url, request: new Request(url), getClientAddress: () => '192.0.2.1' };
	return requestContext(base, event as unknown as RequestEvent);
};

test.each([
	'/live',
	'/live?ticket=1001',
	'/trpc/tickets.pulse',
	'/trpc/tickets.staffPulse',
	'/trpc/tickets.presence',
	'/trpc/notifications.readTicket?batch=1',
	'/trpc/tickets.presence,tickets.staffPulse?batch=1',
	'/trpc/tickets.presence%2Ctickets.staffPulse,notifications.readTicket?batch=1'
])('a page left open, which asks %s by itself, keeps nobody signed in', async (path) => {
	const open = await signedIn('sam');
	for (let hour = 1; hour < 12; hour++) {
		open.pass({ hours: 1 });
		expect((await asked(open, path)).account?.email).toBe(cast.sam.email);
	}
	open.pass({ hours: 1, seconds: 5 });
	expect((await asked(open, path)).account).toBeNull();
});

test.each([
	'/staff/tickets',
	'/trpc/tickets.reply',
	'/trpc/tickets.presence,tickets.fillTemplate?batch=1',
	'/trpc/tickets.presence%2Cnotifications.readAll',
	'/trpc/tickets.presenceOf',
	'/trpc/'
])('whoever asks for %s uses their session', async (path) => {
	const used = await signedIn('sam');
	const { expiresAt } = await used.session();
	used.pass({ hours: 6 });
	await asked(used, path);
	expect((await used.session()).expiresAt > expiresAt).toBe(true);
});

test('whoever becomes staff signs in again, for a session as short as those of staff', async () => {
	const { base, me } = await signedIn('noor');
	const { email, firstName, lastName } = cast.noor;
	await appointManager(base, { email, firstName, lastName, locale: 'fr' });
	await expect(me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
