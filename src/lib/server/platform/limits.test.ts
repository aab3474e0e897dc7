import { expect, test } from 'vitest';
import { contextOf } from '#server/request-context.ts';
import { createCaller } from '#server/router.ts';
import { cast, jar, world } from '../../../../tests/support/world.ts';
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
