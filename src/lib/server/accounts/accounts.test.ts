import { expect, test } from 'vitest';
import { cast, DEMO_PASSWORD, jar, world } from '../../../../tests/support/world.ts';

test('a person signs in with the right password only', async () => {
	const { visitor } = await world();
	const browser = jar();
	const { email } = cast.vera;
	await expect(visitor(browser).accounts.signIn({ email, password: 'wrong' })).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
	expect(browser.all.has('session')).toBe(false);
	await visitor(browser).accounts.signIn({ email: ` ${email.toUpperCase()} `, password: DEMO_PASSWORD });
	const me = await visitor(browser).accounts.me();
	expect(me.account.email).toBe(email);
	expect(me.structures).toMatchObject([{ access: 'active', name: 'Mairie de Sexey-aux-Forges' }]);
});
