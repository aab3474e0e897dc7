import { expect, test } from 'vitest';
import { cast, DEMO_PASSWORD, jar, world, type World } from '../../../../tests/support/world.ts';
import { brokenRules } from '#lib/password-rules.ts';
import { appointManager } from './manager.ts';

const { email } = cast.vera;
const CHOSEN = 'Forêt-de-Haye-7!';

async function linkFor(world: World, address: string): Promise<string> {
	await world.visitor().accounts.forgetPassword({ email: address });
	const [mail] = await world.mails();
	return mail!.text.match(/\/password\/([\w-]{43})/)![1]!;
}

test('a forgotten password is replaced by a link, which ends all sessions and signs in', async () => {
	const w = await world();
	const before = jar();
	await w.visitor(before).accounts.signIn({ email, password: DEMO_PASSWORD });
	const token = await linkFor(w, email);
	expect(await w.visitor().accounts.passwordLink({ token })).toEqual({ email, firstTime: false });
	const browser = jar();
	await w.visitor(browser).accounts.setPassword({ token, password: CHOSEN, confirmation: CHOSEN });
	await expect(w.visitor(before).accounts.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
	await expect(w.visitor(browser).accounts.me()).resolves.toMatchObject({ account: { email } });
	await w.visitor().accounts.signIn({ email, password: CHOSEN });
});

test('a link is used once, by two requests at the same time too', async () => {
	const w = await world();
	const token = await linkFor(w, email);
	const set = (password: string) => w.visitor().accounts.setPassword({ token, password, confirmation: password });
	const outcomes = await Promise.allSettled([set(CHOSEN), set('Autre-Choix-8!')]);
	expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	await expect(set(CHOSEN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('opening a link uses nothing up, since mail scanners open links', async () => {
	const w = await world();
	const token = await linkFor(w, email);
	for (let look = 0; look < 3; look++) await w.visitor().accounts.passwordLink({ token });
	await w.visitor().accounts.setPassword({ token, password: CHOSEN, confirmation: CHOSEN });
});

test('a link dies after 24 hours, and once the password has changed', async () => {
	const w = await world();
	const old = await linkFor(w, email);
	w.pass({ hours: 24, seconds: 1 });
	await expect(w.visitor().accounts.passwordLink({ token: old })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const [first, second] = [await linkFor(w, email), await linkFor(w, email)];
	await w.visitor().accounts.setPassword({ token: second, password: CHOSEN, confirmation: CHOSEN });
	await expect(w.visitor().accounts.passwordLink({ token: first })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the database holds no link that works', async () => {
	const w = await world();
	const token = await linkFor(w, email);
	for (const table of ['link', 'mail', 'outbox', 'auditEntry'] as const) {
		expect(JSON.stringify(await w.base.db.selectFrom(table).selectAll().execute())).not.toContain(token);
	}
});

test('an unknown address is written down like a known one, and gets no mail', async () => {
	const w = await world();
	const written = async (address: string) => {
		const count = async () =>
			(await w.base.db.selectFrom('outbox').select('id').execute()).length +
			(await w.base.db.selectFrom('auditEntry').select('id').execute()).length;
		const before = await count();
		expect(await w.visitor().accounts.forgetPassword({ email: address })).toBeUndefined();
		return (await count()) - before;
	};
	expect(await written('nobody@example.org')).toBe(await written(email));
	expect((await w.mails()).map(({ to }) => to)).toEqual([email]);
});

test('mails carry the configured address of the portal and the recipient’s language', async () => {
	const w = await world();
	await w.as('vera').accounts.setPreferences({ locale: 'en' });
	await w.visitor().accounts.forgetPassword({ email });
	const [mail] = await w.mails();
	expect(mail).toMatchObject({ subject: 'Choose a new password', locale: 'en' });
	expect(mail!.text).toContain('http://localhost:3000/password/');
	expect(mail!.html).toContain('lang="en"');
});

test.each([
	['Court1!', 'length'],
	['Sans-chiffre!', 'digit'],
	['sans-majuscule-1!', 'capital'],
	['SansSymbole1', 'symbol'],
	['Vera.Lemoine1!', 'notName']
])('the password « %s » breaks the rule %s', async (password, rule) => {
	expect(brokenRules(password, email)).toEqual([rule]);
	const w = await world();
	await expect(
		w.as('vera').accounts.changePassword({ currentPassword: DEMO_PASSWORD, password, confirmation: password })
	).rejects.toMatchObject({
		cause: { fields: { password: expect.any(String) } }
	});
});

test('one of the ten thousand most common passwords is refused, though it keeps every rule', async () => {
	const w = await world();
	expect(brokenRules('P@ssw0rd', email)).toEqual([]);
	await expect(
		w
			.as('vera')
			.accounts.changePassword({ currentPassword: DEMO_PASSWORD, password: 'P@ssw0rd', confirmation: 'P@ssw0rd' })
	).rejects.toMatchObject({
		cause: { fields: { password: expect.stringContaining('plus utilisés') } }
	});
});

test('a password may be 256 characters of any Unicode, however it was composed', async () => {
	const w = await world();
	const long = `Été!1${'é🙂'.repeat(100)}`.normalize('NFC').slice(0, 256);
	await w.as('vera').accounts.changePassword({ currentPassword: DEMO_PASSWORD, password: long, confirmation: long });
	await w.visitor().accounts.signIn({ email, password: long });
	const short = 'Été!2026';
	await w.as('otto').accounts.changePassword({
		currentPassword: DEMO_PASSWORD,
		password: short.normalize('NFC'),
		confirmation: short.normalize('NFC')
	});
	await w.visitor().accounts.signIn({ email: cast.otto.email, password: short.normalize('NFD') });
	const tooLong = 'A1!'.padEnd(257, 'a');
	await expect(
		w.as('vic').accounts.changePassword({ currentPassword: DEMO_PASSWORD, password: tooLong, confirmation: tooLong })
	).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

test('a password is changed twenty times an hour at most, right or wrong', async () => {
	const w = await world();
	const change = () =>
		w.as('vera').accounts.changePassword({
			currentPassword: DEMO_PASSWORD,
			password: DEMO_PASSWORD,
			confirmation: DEMO_PASSWORD
		});
	await change();
	// The nineteen others would each cost two hashes.
	await w.base.db.updateTable('rateLimit').set({ count: 20 }).where('key', 'like', 'password:change:%').execute();
	await expect(change()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
	w.pass({ hours: 1, seconds: 1 });
	await change();
});

test('a first password is no change: nobody is warned of it, customer or manager', async () => {
	const w = await world();
	const { link } = await appointManager(w.base, {
		email: 'ada@vendeur.example',
		firstName: 'Ada',
		lastName: 'Martin',
		locale: 'fr'
	});
	await w.mails();
	const token = link!.split('/').at(-1)!;
	await w.visitor().accounts.setPassword({ token, password: CHOSEN, confirmation: CHOSEN });
	expect(await w.mails()).toEqual([]);
	const next = await linkFor(w, 'ada@vendeur.example');
	await w.visitor().accounts.setPassword({ token: next, password: 'Autre-Choix-8!', confirmation: 'Autre-Choix-8!' });
	expect(await w.mails()).toMatchObject([{ subject: 'Votre mot de passe a été modifié' }]);
});
