import { expect, test } from 'vitest';
import { cast, DEMO_PASSWORD, jar, world } from '../../../../tests/support/world.ts';

const { email } = cast.vera;

test('a person signs in with the right password only', async () => {
	const { visitor } = await world();
	const browser = jar();
	await expect(visitor(browser).accounts.signIn({ email, password: 'wrong' })).rejects.toMatchObject({
		message: 'Adresse e-mail ou mot de passe incorrect.'
	});
	expect(browser.all.has('session')).toBe(false);
	await visitor(browser).accounts.signIn({ email: ` ${email.toUpperCase()} `, password: DEMO_PASSWORD });
	const me = await visitor(browser).accounts.me();
	expect(me.account.email).toBe(email);
	expect(me.structures).toMatchObject([{ access: 'active', name: 'Mairie de Sexey-aux-Forges' }]);
});

test('an unknown address and a wrong password get the same answer', async () => {
	const { visitor } = await world();
	const answers = await Promise.all(
		[email, 'nobody@example.org'].map((address) =>
			visitor()
				.accounts.signIn({ email: address, password: 'Wrong-1!' })
				.catch((error) => ({ message: error.message, code: error.code }))
		)
	);
	expect(answers[0]).toEqual(answers[1]);
});

test('signing in gives a new session each time, whatever cookie came in', async () => {
	const { visitor } = await world();
	const browser = jar();
	browser.all.set('session', 'chosen-by-somebody-else');
	await visitor(browser).accounts.signIn({ email, password: DEMO_PASSWORD });
	expect(browser.all.get('session')).not.toBe('chosen-by-somebody-else');
});

test('the database holds no identifier that opens a session', async () => {
	const { visitor, base } = await world();
	const browser = jar();
	await visitor(browser).accounts.signIn({ email, password: DEMO_PASSWORD });
	const stored = JSON.stringify(await base.db.selectFrom('session').selectAll().execute());
	expect(stored).not.toContain(browser.all.get('session'));
});

test('signing out ends the session at once, also for a copy of its cookie', async () => {
	const { visitor } = await world();
	const browser = jar();
	await visitor(browser).accounts.signIn({ email, password: DEMO_PASSWORD });
	const copy = jar();
	copy.all.set('session', browser.all.get('session')!);
	await visitor(browser).accounts.signOut();
	await expect(visitor(copy).accounts.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('a person sees their devices and signs one of them out, but nobody else’s', async () => {
	const { visitor } = await world();
	const [office, phone, stranger] = [jar(), jar(), jar()];
	for (const browser of [office, phone]) await visitor(browser).accounts.signIn({ email, password: DEMO_PASSWORD });
	await visitor(stranger).accounts.signIn({ email: cast.otto.email, password: DEMO_PASSWORD });
	const sessions = await visitor(office).accounts.sessions();
	expect(sessions).toHaveLength(2);
	const other = sessions.find(({ current }) => !current)!;
	await expect(visitor(stranger).accounts.revokeSession({ id: other.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await visitor(office).accounts.revokeSession({ id: other.id });
	await expect(visitor(phone).accounts.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
	await expect(visitor(office).accounts.me()).resolves.toBeTruthy();
});

test('changing the password asks for the current one and ends the other sessions', async () => {
	const { visitor, mails } = await world();
	const [here, elsewhere] = [jar(), jar()];
	for (const browser of [here, elsewhere]) await visitor(browser).accounts.signIn({ email, password: DEMO_PASSWORD });
	const change = (currentPassword: string, password: string, confirmation = password) =>
		visitor(here).accounts.changePassword({ currentPassword, password, confirmation });
	await expect(change('wrong', 'Sexey-54550!')).rejects.toMatchObject({
		cause: { fields: { currentPassword: expect.any(String) } }
	});
	await expect(change(DEMO_PASSWORD, 'Sexey-54550!', 'Sexey-54551!')).rejects.toMatchObject({
		cause: { fields: { confirmation: expect.any(String) } }
	});
	await change(DEMO_PASSWORD, 'Sexey-54550!');
	await expect(visitor(elsewhere).accounts.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
	await expect(visitor(here).accounts.me()).resolves.toBeTruthy();
	await expect(visitor().accounts.signIn({ email, password: DEMO_PASSWORD })).rejects.toThrow();
	expect(await mails()).toMatchObject([{ to: email, subject: 'Votre mot de passe a été modifié' }]);
});

test('a profile keeps only what a profile holds', async () => {
	const { as, base } = await world();
	await as('vera').accounts.updateProfile({
		civility: 'mme',
		firstName: '  Véra ',
		lastName: 'Lemoine-Roy',
		phone: '',
		...({ staffRole: 'manager', email: 'x@y.fr' } as object)
	});
	expect(
		await base.db
			.selectFrom('account')
			.select(['email', 'firstName', 'lastName', 'staffRole'])
			.where('email', '=', email)
			.executeTakeFirst()
	).toEqual({
		email,
		firstName: 'Véra',
		lastName: 'Lemoine-Roy',
		staffRole: null
	});
});

test('language and theme follow the account, and a visitor’s browser', async () => {
	const { as, visitor } = await world();
	await as('vera').accounts.setPreferences({ locale: 'en', theme: 'dark' });
	expect((await as('vera').accounts.me()).account).toMatchObject({ locale: 'en', theme: 'dark' });
	const browser = jar();
	await visitor(browser).accounts.setPreferences({ locale: 'en' });
	expect(browser.all.get('locale')).toBe('en');
});

test('signing in anew in a browser ends the session that was open there', async () => {
	const w = await world();
	const browser = jar();
	await w.visitor(browser).accounts.signIn({ email: cast.vera.email, password: DEMO_PASSWORD });
	const before = jar();
	for (const [name, value] of browser.all) before.all.set(name, value);
	await w.visitor(browser).accounts.signIn({ email: cast.adam.email, password: DEMO_PASSWORD });
	await expect(w.visitor(before).accounts.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
