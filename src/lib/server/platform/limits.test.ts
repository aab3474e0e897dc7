import { expect, test } from 'vitest';
import { describe } from './trpc.ts';
import { contextOf } from '#server/request-context.ts';
import { createCaller } from '#server/router.ts';
import { cast, jar, world, type World } from '../../../../tests/support/world.ts';
import { networkOf } from './limits.ts';

test.each([
	['192.0.2.7', '192.0.2.7'],
	['::ffff:192.0.2.7', '192.0.2.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
	['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
	['2001:db8::1', '2001:db8:0:0::/64'],
	['::1', '0:0:0:0::/64'],
	['', '']
])('%s is counted as %s', (ip, counted) => expect(networkOf(ip)).toBe(counted));

test('whoever has a whole IPv6 network is counted as one', async () => {
	const { base } = await world();
	const ask = async (n: number) => {
		const request = { ip: `2001:db8:1:2::${n.toString(16)}`, userAgent: '' };
		const caller = createCaller(await contextOf(base, { cookies: jar(), request }));
		return caller.accounts.forgetPassword({ email: `${n}.${cast.vera.email}` });
	};
	for (let n = 1; n <= 30; n++) await ask(n);
	await expect(ask(31)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
});

const theme = { theme: 'dark' } as const;
const counts = ({ base }: World) => base.db.selectFrom('rateLimit').select(['key', 'count']).execute();

test('somebody signed in does one thing 120 times in ten minutes at most, and everything else meanwhile', async () => {
	const portal = await world();
	const vera = portal.as('vera').accounts;
	for (let time = 0; time < 120; time++) await vera.setPreferences(theme);
	const refusal = describe(await vera.setPreferences(theme).catch((error: unknown) => error));
	expect(refusal).toMatchObject({
		status: 429,
		retryAfter: expect.any(Number),
		message: expect.stringContaining('pause')
	});
	expect(refusal.retryAfter).toBeLessThanOrEqual(600);
	await vera.updateProfile({ firstName: 'Véra', lastName: 'Lemoine' });
	await portal.as('adam').accounts.setPreferences(theme);
	portal.pass({ seconds: 601 });
	await vera.setPreferences(theme);
});

test('calls sent together count each, and refused ones too', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const lock = () => portal.as('vera').contacts.lock({ structure, contact: 'somebody' });
	const told = await Promise.all(Array.from({ length: 130 }, () => lock().catch((error) => describe(error).code)));
	expect(told.filter((code) => code === 'rate_limited')).toHaveLength(10);
	expect(told.filter((code) => code === 'forbidden')).toHaveLength(120);
});

test('reading counts and writes nothing, and a visitor has no count of their own', async () => {
	const portal = await world();
	await portal.as('vera').accounts.me();
	await portal.as('vera').contacts.list({ structure: portal.structure('sexey') });
	await portal.visitor().accounts.setPreferences(theme);
	expect(await counts(portal)).toEqual([]);
	await portal.as('vera').accounts.setPreferences(theme);
	expect(await counts(portal)).toEqual([
		{ key: `act:accounts.setPreferences:${await portal.accountId('vera')}`, count: 1 }
	]);
});
