import { expect, test } from 'vitest';
import { cast, DEMO_PASSWORD, jar, world, type World } from '../../../../tests/support/world.ts';

const PASSWORD = 'Moselle-2026!';
const person = {
	civility: 'mme' as const,
	firstName: 'Lucie',
	lastName: 'Thiriet',
	email: 'lucie.thiriet@example.org',
	function: 'Agente d’accueil',
	structureName: 'Mairie',
	customerNumber: 'c 10601',
	password: PASSWORD,
	confirmation: PASSWORD
};

async function signUp(w: World, changes: Partial<typeof person> = {}) {
	const browser = jar();
	await w.visitor(browser).accounts.signUp({ ...person, ...changes });
	const mail = (await w.mails()).find(({ to }) => to === (changes.email ?? person.email));
	return { browser, mail: mail!, token: mail?.text.match(/\/verify\/([\w-]{43})/)?.[1] ?? '' };
}

test('a person who proves their address waits in the structure whose customer number they typed', async () => {
	const w = await world();
	const { browser, token } = await signUp(w);
	await expect(w.visitor(browser).accounts.me()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
	expect(await w.visitor(browser).accounts.signUpLink({ token })).toEqual({
		email: person.email,
		needsPassword: false
	});
	await w.visitor(browser).accounts.proveAddress({ token });
	const me = await w.visitor(browser).accounts.me();
	expect(me.structures).toMatchObject([{ structureId: w.structure('sexey'), access: 'pending', role: 'user' }]);
});

test('nothing exists before the address is proved', async () => {
	const w = await world();
	await signUp(w);
	expect(await w.base.db.selectFrom('account').select('id').where('email', '=', person.email).execute()).toEqual([]);
	await expect(w.visitor().accounts.signIn({ email: person.email, password: PASSWORD })).rejects.toThrow();
});

test('in another browser the password is asked for, so that nobody confirms a stranger’s sign-up for them', async () => {
	const w = await world();
	const { token } = await signUp(w);
	const other = jar();
	expect(await w.visitor(other).accounts.signUpLink({ token })).toMatchObject({ needsPassword: true });
	await expect(w.visitor(other).accounts.proveAddress({ token })).rejects.toMatchObject({
		cause: { fields: { password: expect.any(String) } }
	});
	await expect(w.visitor(other).accounts.proveAddress({ token, password: 'guessed' })).rejects.toMatchObject({
		cause: { fields: { password: expect.any(String) } }
	});
	await w.visitor(other).accounts.proveAddress({ token, password: PASSWORD });
	await expect(w.visitor(other).accounts.me()).resolves.toBeTruthy();
});

test('the link works once, for 24 hours', async () => {
	const w = await world();
	const { browser, token } = await signUp(w);
	await w.visitor(browser).accounts.proveAddress({ token });
	await expect(w.visitor(browser).accounts.proveAddress({ token })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const late = await signUp(w, { email: 'late@example.org' });
	w.pass({ hours: 24, seconds: 1 });
	await expect(w.visitor(late.browser).accounts.proveAddress({ token: late.token })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
});

test('an address that has an account gets the same answer and a mail that says so', async () => {
	const w = await world();
	const { mail, token } = await signUp(w, { email: cast.vera.email });
	expect(token).toBe('');
	expect(mail.subject).toBe('Vous avez déjà un compte');
	await w.visitor().accounts.signIn({ email: cast.vera.email, password: DEMO_PASSWORD });
});

test('two sign-ups for one address make one account: the first that is proved', async () => {
	const w = await world();
	const first = await signUp(w);
	const second = await signUp(w, { password: 'Deuxieme-2026!', confirmation: 'Deuxieme-2026!' });
	await w.visitor(first.browser).accounts.proveAddress({ token: first.token });
	await expect(w.visitor(second.browser).accounts.proveAddress({ token: second.token })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
	await w.visitor().accounts.signIn({ email: person.email, password: PASSWORD });
});

test('every field is told what is wrong with it', async () => {
	const w = await world();
	const refused = await w
		.visitor()
		.accounts.signUp({ ...person, email: 'not an address', firstName: ' ', lastName: 'x'.repeat(81) })
		.catch((error) => error);
	expect(refused.cause.issues.map(({ path }: { path: string[] }) => path[0]).sort()).toEqual([
		'email',
		'firstName',
		'lastName'
	]);
});

test('the mail that proves an address carries nothing of what was typed: it may go to a stranger', async () => {
	const w = await world();
	const { mail } = await signUp(w, { firstName: 'Eve\r\nBcc: all@example.org' });
	expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/Eve|all@example/);
});

test('the link of a first password is void once a sign-up has set one', async () => {
	// Somebody of no structure: whoever one awaits is sent an activation instead.
	const w = await world();
	await w.base.db
		.updateTable('account')
		.set({ passwordHash: null, provenAt: null })
		.where('email', '=', cast.noor.email)
		.execute();
	await w.visitor().accounts.forgetPassword({ email: cast.noor.email });
	const link = (await w.mails())[0]!.text.match(/\/password\/([\w-]{43})/)![1]!;
	const { browser, token } = await signUp(w, { email: cast.noor.email });
	await w.visitor(browser).accounts.proveAddress({ token });
	await expect(w.visitor().accounts.passwordLink({ token: link })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('staff who sign up before their first password become no contact', async () => {
	const w = await world();
	const accountId = await w.accountId('sam');
	await w.base.db
		.updateTable('account')
		.set({ passwordHash: null, provenAt: null })
		.where('id', '=', accountId)
		.execute();
	const { browser, token } = await signUp(w, { email: cast.sam.email });
	await w.visitor(browser).accounts.proveAddress({ token });
	expect(await w.base.db.selectFrom('contact').select('id').where('accountId', '=', accountId).execute()).toEqual([]);
	expect(await w.base.db.selectFrom('accessRequest').select('id').where('accountId', '=', accountId).execute()).toEqual(
		[]
	);
});

test('someone who waits learns no customer number by their mail domain', async () => {
	const w = await world();
	const { domain, customerNumber } = await w.base.db
		.selectFrom('structureMailDomain')
		.innerJoin('structure', 'structure.id', 'structureId')
		.select(['domain', 'customerNumber'])
		.executeTakeFirstOrThrow();
	const { browser, token } = await signUp(w, { email: `intruse@${domain}`, customerNumber: '' });
	await w.visitor(browser).accounts.proveAddress({ token });
	const me = await w.visitor(browser).accounts.me();
	expect(me.structures).toMatchObject([{ access: 'pending' }]);
	expect(JSON.stringify(me)).not.toContain(customerNumber);
});
