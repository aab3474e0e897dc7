import { expect, test } from 'vitest';
import { cast, DEMO_PASSWORD, jar, world, type CastKey } from '../../../../tests/support/world.ts';
import { forgetExpired } from './domain.ts';
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

test('whoever becomes staff signs in again, for a session as short as those of staff', async () => {
	const { base, me } = await signedIn('noor');
	const { email, firstName, lastName } = cast.noor;
	await appointManager(base, { email, firstName, lastName, locale: 'fr' });
	await expect(me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
