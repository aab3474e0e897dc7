import { expect, test } from 'vitest';
import type { ContactTable } from '#server/contacts/table.ts';
import type { StructureKey } from '#server/demo/structures.ts';
import { hashSecret } from '#server/platform/ids.ts';
import { listImported } from '../../../../tests/support/imported.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { everyRow } from '../../../../tests/support/rows.ts';
import { cast, jar, world, type World } from '../../../../tests/support/world.ts';
import { forgetExpired, mintLink } from './domain.ts';

const email = 'nadia.weber@sexey-aux-forges.example';
const password = 'Nouveau-mot2passe!';
const chosen = { password, confirmation: password };

type Listed = Partial<ContactTable> & { structure?: StructureKey };

/** Somebody as an import lists them: no account, and no request either. */
async function listed(...contacts: Listed[]): Promise<World> {
	const here = await world();
	for (const contact of contacts.length > 0 ? contacts : [{}]) await list(here, contact);
	return here;
}

const list = (here: World, { structure = 'sexey', ...values }: Listed): Promise<string> =>
	listImported(here, email, structure, values);

const ADMINISTRATOR = { access: 'none', formerAdministratorAt: '2020-01-01T00:00:00.000Z' } as const;
const linkTo = ({ base }: World, address = email) => mintLink(base, { purpose: 'activation', email: address });
const open = (here: World, token: string) => here.visitor().accounts.activation({ token });
const activate = (here: World, token: string, browser = jar()) =>
	here.visitor(browser).accounts.activate({ token, ...chosen });
const tokenIn = ({ text }: { text: string }) => /\/activation\/([\w-]{43})/.exec(text)![1]!;
const forget = (here: World, address = email) => here.visitor().accounts.forgetPassword({ email: address });
const NOWHERE = { code: 'not_found' };

test('somebody brought from the old portal chooses a password, is in, and waits for validation', async () => {
	const here = await listed({ phone: '+33383901000' });
	const token = await linkTo(here);
	expect(await open(here, token)).toEqual({
		state: 'open',
		email,
		firstName: 'Nadia',
		structures: ['Mairie de Sexey-aux-Forges']
	});
	const browser = jar();
	await activate(here, token, browser);
	const me = await here.visitor(browser).accounts.me();
	expect(me.account).toMatchObject({ email, firstName: 'Nadia', lastName: 'Weber', phone: '+33383901000' });
	expect(me.structures).toMatchObject([{ access: 'pending', role: 'user' }]);
	await expect(here.visitor().accounts.signIn({ email, password })).resolves.toBeUndefined();
});

test('one link opens all structures of an address, each as it is due, and none that keeps the person out', async () => {
	const here = await listed(
		ADMINISTRATOR,
		{ structure: 'commercy' },
		{ structure: 'madon', access: 'locked' },
		{ structure: 'saintois', access: 'none' }
	);
	const token = await linkTo(here);
	const shown = await open(here, token);
	expect(shown).toMatchObject({ state: 'open', structures: [expect.any(String), 'Mairie de Sexey-aux-Forges'] });
	const browser = jar();
	await activate(here, token, browser);
	const { id } = (await here.visitor(browser).accounts.me()).account;
	const contacts = await here.base.db.selectFrom('contact').selectAll().where('accountId', '=', id).execute();
	const standing = new Map(contacts.map(({ structureId, access, role }) => [structureId, `${access} ${role}`]));
	expect(standing.get(here.structure('sexey'))).toBe('active administrator');
	expect(standing.get(here.structure('commercy'))).toBe('pending user');
	expect(standing.get(here.structure('madon'))).toBe('locked user');
});

test('opening the link, by whatever scans mails, changes nothing at all', async () => {
	const here = await listed();
	const token = await linkTo(here);
	const before = await everyRow(here.base.db);
	for (let look = 0; look < 5; look++) await open(here, token);
	expect(await everyRow(here.base.db)).toBe(before);
	await activate(here, token);
});

test('a browser that shows the page is noted once, and uses nothing up', async () => {
	const here = await listed();
	const token = await linkTo(here);
	const at = async () =>
		(
			await here.base.db
				.selectFrom('link')
				.select('openedAt')
				.where('tokenHash', '=', hashSecret(token))
				.executeTakeFirstOrThrow()
		).openedAt;
	expect(await at()).toBeNull();
	await here.visitor().accounts.noteActivationOpened({ token });
	const first = await at();
	expect(first).not.toBeNull();
	here.pass({ hours: 1 });
	await here.visitor().accounts.noteActivationOpened({ token });
	await here.visitor().accounts.noteActivationOpened({ token: 'unknown' });
	expect(await at()).toBe(first);
	await activate(here, token);
});

test('a link is used once, by two requests at the same time too', async () => {
	const here = await listed();
	const token = await linkTo(here);
	const outcomes = await Promise.allSettled([activate(here, token), activate(here, token)]);
	expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(await refusalOf(activate(here, token))).toMatchObject(NOWHERE);
	expect(await open(here, token)).toEqual({ state: 'activated' });
	expect(await here.base.db.selectFrom('account').select('id').where('email', '=', email).execute()).toHaveLength(1);
});

test('several links are good at a time, and all are void once there is a password', async () => {
	const here = await listed();
	const [first, second] = [await linkTo(here), await linkTo(here)];
	expect(await open(here, first)).toMatchObject({ state: 'open' });
	await activate(here, second);
	expect(await open(here, first)).toEqual({ state: 'activated' });
	expect(await refusalOf(activate(here, first))).toMatchObject(NOWHERE);
});

test('a link is void once the person came by another way', async () => {
	const here = await listed();
	const token = await linkTo(here);
	await here.visitor().accounts.signUp({ ...chosen, email, firstName: 'Nadia', lastName: 'Weber' });
	const [mail] = await here.mails();
	const proof = /\/verify\/(\S+)/.exec(mail!.text)![1]!;
	await here.visitor().accounts.proveAddress({ token: proof, password });
	expect(await open(here, token)).toEqual({ state: 'activated' });
	expect(await refusalOf(activate(here, token))).toMatchObject(NOWHERE);
});

test('a password that breaks a rule is refused at its field, and the link stays good', async () => {
	const here = await listed();
	const token = await linkTo(here);
	const weak = here.visitor().accounts.activate({ token, password: 'court', confirmation: 'autre' });
	expect(await refusalOf(weak)).toMatchObject({
		code: 'invalid',
		fields: { password: expect.any(String), confirmation: expect.any(String) }
	});
	await activate(here, token);
});

test('after 14 days the link has expired, and its page sends a new one', async () => {
	const here = await listed();
	const token = await linkTo(here);
	here.pass({ days: 14, seconds: -60 });
	expect(await open(here, token)).toMatchObject({ state: 'open' });
	here.pass({ seconds: 61 });
	expect(await open(here, token)).toEqual({ state: 'expired' });
	expect(await refusalOf(activate(here, token))).toMatchObject(NOWHERE);
	await here.visitor().accounts.sendActivationAgain({ token });
	const [mail] = await here.mails();
	expect(mail!.to).toBe(email);
	await activate(here, tokenIn(mail!));
});

test('an expired link is known for a year, whatever is tidied up meanwhile', async () => {
	const here = await listed();
	const token = await linkTo(here);
	here.pass({ days: 14 + 364 });
	await forgetExpired(here.base);
	expect(await open(here, token)).toEqual({ state: 'expired' });
	here.pass({ days: 2 });
	await forgetExpired(here.base);
	expect(await refusalOf(open(here, token))).toMatchObject(NOWHERE);
});

test('asking for a new link tells nothing: the same answer for any link, and a mail for who is still to come', async () => {
	const here = await listed();
	const good = await linkTo(here);
	const others = ['x'.repeat(43), '', await linkTo(here, cast.vera.email), await linkTo(here, cast.sam.email)];
	const ask = (token: string) => here.visitor().accounts.sendActivationAgain({ token });
	for (const token of others) expect(await ask(token)).toBeUndefined();
	expect(await here.mails()).toEqual([]);
	expect(await ask(good)).toBeUndefined();
	expect(await here.mails()).toMatchObject([{ to: email }]);
});

test('asking again and again is refused, as soon for a link that leads nowhere', async () => {
	const tries = async (token: (here: World) => Promise<string>) => {
		const here = await listed();
		const asked = await token(here);
		for (let count = 1; count <= 50; count++) {
			const answer = await refusalOf(here.visitor().accounts.sendActivationAgain({ token: asked })).catch(() => null);
			if (answer?.code === 'rate_limited') return count;
		}
		return Infinity;
	};
	expect(await tries((here) => linkTo(here))).toBe(6);
	expect(await tries(async () => 'unknown')).toBe(6);
});

test('an unknown link, one of another kind, and one to somebody kept out meanwhile all lead nowhere', async () => {
	const here = await listed();
	const reset = await mintLink(here.base, { purpose: 'password', accountId: await here.accountId('vera') });
	for (const token of ['unknown', reset]) expect(await refusalOf(open(here, token))).toMatchObject(NOWHERE);
	const token = await linkTo(here);
	await here.base.db.updateTable('contact').set({ access: 'locked' }).where('email', '=', email).execute();
	expect(await refusalOf(open(here, token))).toMatchObject(NOWHERE);
	expect(await refusalOf(activate(here, token))).toMatchObject(NOWHERE);
});

test('the mail names the login and every structure, in the language of the person, from the configured origin', async () => {
	const here = await listed({}, { structure: 'commercy' });
	await forget(here);
	const [mail] = await here.mails();
	expect(mail).toMatchObject({ to: email, locale: 'fr' });
	for (const told of [
		email,
		'Sexey-aux-Forges',
		'Commercy',
		'ancien mot de passe',
		'http://localhost:3000/activation/'
	])
		expect(mail!.text).toContain(told);
	expect(mail!.html).toContain('Sexey-aux-Forges');
	expect(await everyRow(here.base.db), 'its secret is nowhere').not.toContain(tokenIn(mail!));
});

test('an account without a password is written to in its language', async () => {
	const here = await world();
	await here.base.db
		.updateTable('account')
		.set({ passwordHash: null, provenAt: null, locale: 'en' })
		.where('email', '=', cast.vera.email)
		.execute();
	await forget(here, cast.vera.email);
	const [mail] = await here.mails();
	expect(mail).toMatchObject({ locale: 'en' });
	expect(mail!.text).toContain('former password');
	const browser = jar();
	await activate(here, tokenIn(mail!), browser);
	expect((await here.visitor(browser).accounts.me()).structures).toMatchObject([{ access: 'active' }]);
});

test.each<[string, Listed[]]>([
	['is locked', [{ access: 'locked' }]],
	['is refused', [{ access: 'refused' }, { structure: 'commercy', access: 'locked' }]],
	['was invited by nobody', [{ access: 'none' }]]
])('a forgotten password sends nothing to who %s', async (_, contacts) => {
	const here = await listed(...contacts);
	await forget(here);
	expect(await here.mails()).toEqual([]);
});

test.each<[string, Listed[]]>([
	['waits', [{}]],
	['was an administrator', [ADMINISTRATOR]],
	['was invited', [{ access: 'invited' }]],
	['waits in one structure and is locked in another', [{}, { structure: 'commercy', access: 'locked' }]]
])('a forgotten password sends the activation to who %s', async (_, contacts) => {
	const here = await listed(...contacts);
	await forget(here);
	const [mail] = await here.mails();
	await activate(here, tokenIn(mail!));
});

test('a forgotten password that was once chosen gets a link to choose another, as ever', async () => {
	const here = await world();
	await forget(here, cast.vera.email);
	expect((await here.mails())[0]!.text).toMatch(/\/password\/[\w-]{43}/);
});
