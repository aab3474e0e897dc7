import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { appointManager } from '#server/accounts/manager.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import {
	cast,
	DEMO_PASSWORD,
	jar,
	NEW_STAFF,
	world,
	type CastKey,
	type World
} from '../../../../tests/support/world.ts';

const NEW_PASSWORD = 'Nouveau-mot2passe!';
const refusal = async (answer: Promise<unknown>) => describe(await answer.catch((error: unknown) => error));

/** Signs in for real: what follows is one session, in one browser. */
async function session(here: World, person: CastKey) {
	const browser = jar();
	await here.visitor(browser).accounts.signIn({ email: cast[person].email, password: DEMO_PASSWORD });
	return here.visitor(browser);
}

async function tokenFor(here: World, email: string): Promise<string> {
	const text = (await here.mails()).find((mail) => mail.to === email)!.text;
	return /\/join\/([\w-]+)/.exec(text)![1]!;
}

const inHand = async ({ base }: World, number: number): Promise<string | null> =>
	(await base.db.selectFrom('ticket').select('assigneeId').where('number', '=', number).executeTakeFirstOrThrow())
		.assigneeId;

const join = (here: World, token: string, browser = jar()) =>
	here.visitor(browser).staff.join({ token, password: NEW_PASSWORD, confirmation: NEW_PASSWORD });

test('somebody invited is nobody until they come by the mail’s link, once, and then is staff', async () => {
	const here = await world();
	await here.as('mona').staff.invite({ ...NEW_STAFF, email: ' Nina.Adam@DEFI-informatique.example ' });
	expect((await here.as('mona').staff.list()).invited).toMatchObject([{ email: NEW_STAFF.email, expired: false }]);
	const accounts = () => here.base.db.selectFrom('account').select('id').where('email', '=', NEW_STAFF.email).execute();
	expect(await accounts(), 'no account, so no mail meant for staff').toEqual([]);

	const token = await tokenFor(here, NEW_STAFF.email);
	expect(await here.visitor().staff.invitation({ token })).toEqual({
		email: NEW_STAFF.email,
		firstName: 'Nina',
		role: 'agent',
		needsPassword: true
	});
	const weak = await refusal(here.visitor().staff.join({ token, password: 'court', confirmation: 'court' }));
	expect(weak.fields).toHaveProperty('password');
	const browser = jar();
	await join(here, token, browser);
	expect((await here.visitor(browser).accounts.me()).account).toMatchObject({ ...cleaned(), staffRole: 'agent' });
	await here.visitor(browser).tickets.inbox({});
	expect((await refusal(join(here, token))).code).toBe('not_found');
	expect((await here.as('mona').staff.list()).invited).toEqual([]);
	const acts = (await here.as('mona').audit.list({})).entries.map(({ act }) => act);
	expect(acts).toEqual(expect.arrayContaining(['staff.invited', 'staff.joined']));
});

const cleaned = () => ({ email: NEW_STAFF.email, firstName: NEW_STAFF.firstName, lastName: NEW_STAFF.lastName });

test('a link ends after the days set, when sent again, and when taken back', async () => {
	const here = await world();
	const { id: invitation } = await here.as('mona').staff.invite(NEW_STAFF);
	const first = await tokenFor(here, NEW_STAFF.email);
	here.pass({ seconds: 1 });
	await here.as('mona').staff.resend({ invitation });
	const second = await tokenFor(here, NEW_STAFF.email);
	expect((await refusal(here.visitor().staff.invitation({ token: first }))).code).toBe('not_found');
	here.pass({ days: 7, seconds: -60 });
	await here.visitor().staff.invitation({ token: second });
	here.pass({ seconds: 120 });
	expect((await refusal(join(here, second))).code).toBe('not_found');
	expect((await here.as('mona').staff.list()).invited).toMatchObject([{ expired: true }]);
	await here.as('mona').staff.resend({ invitation });
	const third = await tokenFor(here, NEW_STAFF.email);
	await here.as('mona').staff.revoke({ invitation });
	expect((await refusal(join(here, third))).code).toBe('not_found');
	expect((await refusal(here.as('mona').staff.resend({ invitation }))).code).toBe('not_found');
	// Free to be invited anew.
	await here.as('mona').staff.invite(NEW_STAFF);
});

test('a mail that waits is not sent once its invitation was taken back', async () => {
	const here = await world();
	const { id: invitation } = await here.as('mona').staff.invite(NEW_STAFF);
	await here.as('mona').staff.revoke({ invitation });
	expect((await here.mails()).filter(({ to }) => to === NEW_STAFF.email)).toEqual([]);
});

test.each(['vera', 'pia', 'ines', 'lola', 'rene'] as const)(
	'%s is a customer’s address: refused at the field, with the structure’s name',
	async (person) => {
		const { as } = await world();
		const told = await refusal(as('mona').staff.invite({ ...NEW_STAFF, email: cast[person].email }));
		expect(told.code).toBe('conflict');
		expect(told.fields!.email).toContain('Mairie de Sexey-aux-Forges');
	}
);

test('staff, and who is invited already, are not invited again', async () => {
	const { as } = await world();
	expect((await refusal(as('mona').staff.invite({ ...NEW_STAFF, email: cast.sam.email }))).fields).toHaveProperty(
		'email'
	);
	await as('mona').staff.invite(NEW_STAFF);
	expect((await refusal(as('mona').staff.invite(NEW_STAFF))).fields).toHaveProperty('email');
});

test('somebody with a login and no structure accepts, and signs in anew; their old session is over', async () => {
	const here = await world();
	const noor = await session(here, 'noor');
	await here.as('mona').staff.invite({ ...NEW_STAFF, email: cast.noor.email });
	const token = await tokenFor(here, cast.noor.email);
	expect(await here.visitor().staff.invitation({ token })).toMatchObject({ needsPassword: false });
	expect(await here.visitor().staff.join({ token })).toEqual({ signedIn: false });
	expect((await refusal(noor.accounts.me())).code).toBe('unauthenticated');
	expect((await (await session(here, 'noor')).accounts.me()).account.staffRole).toBe('agent');
});

test('who became a customer meanwhile joins no more', async () => {
	const here = await world();
	await here.as('mona').staff.invite(NEW_STAFF);
	const token = await tokenFor(here, NEW_STAFF.email);
	await here.as('adam').contacts.add({
		structure: here.structure('sexey'),
		civility: 'mme',
		firstName: 'Nina',
		lastName: 'Adam',
		email: NEW_STAFF.email,
		requestKey: crypto.randomUUID()
	});
	expect((await refusal(join(here, token))).code).toBe('not_found');
});

test('who invited is said, and an address that became a customer’s since is marked, and not written to again', async () => {
	const here = await world();
	const { id: invitation } = await here.as('mona').staff.invite(NEW_STAFF);
	const invited = async () => (await here.as('mona').staff.list()).invited;
	expect(await invited()).toMatchObject([{ by: 'Mona Vautrin', structures: [] }]);
	await here.mails();
	await here.as('adam').contacts.add({
		structure: here.structure('sexey'),
		civility: 'mme',
		firstName: 'Nina',
		lastName: 'Adam',
		email: NEW_STAFF.email,
		requestKey: crypto.randomUUID()
	});
	expect(await invited()).toMatchObject([{ structures: ['Mairie de Sexey-aux-Forges'] }]);
	await here.mails();
	const told = await refusal(here.as('mona').staff.resend({ invitation }));
	expect(told).toMatchObject({ code: 'conflict' });
	expect(told.message).toContain('Mairie de Sexey-aux-Forges');
	expect((await here.mails()).filter(({ to }) => to === NEW_STAFF.email)).toEqual([]);
});

test.each(['removed', 'made an agent'])('invitations of a manager who is %s lead nowhere', async (what) => {
	const here = await world();
	const account = await here.accountId('sam');
	await here.as('mona').staff.changeRole({ account, role: 'manager' });
	await here.as('sam').staff.invite({ ...NEW_STAFF, role: 'manager' });
	const token = await tokenFor(here, NEW_STAFF.email);
	await here.as('mona').staff.invite({ ...NEW_STAFF, email: 'autre@defi-informatique.example' });
	if (what === 'removed') await here.as('mona').staff.remove({ account });
	else await here.as('mona').staff.changeRole({ account, role: 'agent' });
	expect((await refusal(join(here, token))).code).toBe('not_found');
	expect((await here.as('mona').staff.list()).invited.map(({ email }) => email)).toEqual([
		'autre@defi-informatique.example'
	]);
});

test('who accepts in a browser where somebody else is signed in signs in anew; the other is signed out there', async () => {
	const here = await world();
	const browser = jar();
	await here.visitor(browser).accounts.signIn({ email: cast.vera.email, password: DEMO_PASSWORD });
	await here.as('mona').staff.invite({ ...NEW_STAFF, email: cast.noor.email });
	const mail = (await here.mails()).find(({ to }) => to === cast.noor.email)!.text;
	expect(mail, 'with a login no password is to be chosen').toContain('déjà un compte');
	const token = /\/join\/([\w-]+)/.exec(mail)![1]!;
	expect(await here.visitor(browser).staff.join({ token })).toEqual({ signedIn: false });
	expect((await refusal(here.visitor(browser).accounts.me())).code).toBe('unauthenticated');
});

test('a role holds from the next call on, both ways, and the person is told', async () => {
	const here = await world();
	const sam = await session(here, 'sam');
	const account = await here.accountId('sam');
	expect((await refusal(sam.vendor.limits())).code).toBe('forbidden');
	await here.as('mona').staff.changeRole({ account, role: 'manager' });
	await sam.vendor.limits();
	expect((await here.mails()).find(({ to }) => to === cast.sam.email)!.subject).toContain('Responsable');
	await here.as('mona').staff.changeRole({ account, role: 'agent' });
	expect((await refusal(sam.vendor.limits())).code).toBe('forbidden');
	await sam.tickets.inbox({});
	expect((await here.mails()).find(({ to }) => to === cast.sam.email)!.subject).toContain('Agent');
	// The same again is nothing: no mail, no entry.
	await here.as('mona').staff.changeRole({ account, role: 'agent' });
	expect(await here.mails()).toEqual([]);
});

test('nobody changes their own role or removes themself, and the last manager stays', async () => {
	const here = await world();
	const [mona, sam] = [await here.accountId('mona'), await here.accountId('sam')];
	for (const answer of [
		here.as('mona').staff.changeRole({ account: mona, role: 'agent' }),
		here.as('mona').staff.remove({ account: mona }),
		here.as('mona').staff.removalPreview({ account: mona })
	])
		expect((await refusal(answer)).code).toBe('conflict');
	// Two managers who remove each other at the same moment: one stays.
	await here.as('mona').staff.changeRole({ account: sam, role: 'manager' });
	const both = await Promise.all([
		refusal(here.as('mona').staff.remove({ account: sam })),
		refusal(here.as('sam').staff.remove({ account: mona }))
	]);
	expect(both.filter(({ code }) => code === 'conflict')).toHaveLength(1);
	const left = (await here.base.db.selectFrom('account').select('id').where('staffRole', '=', 'manager').execute())
		.length;
	expect(left).toBe(1);
});

test('a manager who never chose a password is none that counts', async () => {
	const here = await world();
	await appointManager(here.base, { ...cleaned(), locale: 'fr' });
	const [mona, sam] = [await here.accountId('mona'), await here.accountId('sam')];
	await here.as('mona').staff.changeRole({ account: sam, role: 'manager' });
	await here.as('sam').staff.changeRole({ account: mona, role: 'agent' });
	expect((await refusal(here.as('sam').staff.changeRole({ account: sam, role: 'agent' }))).code).toBe('conflict');
});

test('somebody removed is out of every session at once, and their tickets are nobody’s', async () => {
	const here = await world();
	const { number } = await here.as('vera').tickets.open(draft(here.structure('sexey')));
	const { number: closed } = await here.as('vera').tickets.open(draft(here.structure('sexey')));
	for (const one of [number, closed]) await here.as('sam').tickets.assign({ number: one, assignee: 'me' });
	await here.as('sam').tickets.note({ number, body: 'Vu.', requestKey: crypto.randomUUID() });
	await here.as('sam').tickets.setStatus({ number: closed, status: 'closed' });
	const tabs = [await session(here, 'sam'), await session(here, 'sam')];
	const account = await here.accountId('sam');
	await here.mails();

	expect(await here.as('mona').staff.removalPreview({ account })).toMatchObject({ tickets: 1 });
	expect(await here.as('mona').staff.remove({ account })).toEqual({ name: 'Samuel Petitjean', tickets: 1 });
	for (const tab of tabs) expect((await refusal(tab.accounts.me())).code).toBe('unauthenticated');
	const ticket = await here.as('mona').tickets.read({ number });
	expect(await inHand(here, number)).toBeNull();
	expect(ticket.messages.map(({ author }) => author).join(), 'the name stays on what was written').toContain('Samuel');
	expect(ticket.messages.at(-1)).toMatchObject({ event: 'assigned' });
	expect((await here.mails()).filter(({ to }) => to === cast.sam.email).map(({ subject }) => subject)).toEqual([
		expect.stringContaining('ne faites plus partie') as string
	]);
	expect(await inHand(here, closed), 'what was closed keeps who had it').toBe(account);
	// Reopened, a ticket that was closed is not in the hands of somebody who left.
	await here.as('vera').tickets.answer({
		structure: here.structure('sexey'),
		number: closed,
		body: 'Encore.',
		files: [],
		requestKey: crypto.randomUUID()
	});
	expect(await inHand(here, closed)).toBeNull();
	expect((await refusal(here.as('mona').tickets.assign({ number, assignee: account }))).code).toBe('invalid');
});

test('somebody removed comes in no way: the same answer as to a wrong password, no mail, no old link', async () => {
	const here = await world();
	const account = await here.accountId('sam');
	await here.visitor().accounts.forgetPassword({ email: cast.sam.email });
	const old = /\/password\/([\w-]+)/.exec((await here.mails()).find(({ to }) => to === cast.sam.email)!.text)![1]!;
	await here.as('mona').staff.remove({ account });
	await here.mails();
	const signIn = (password: string, email: string = cast.sam.email) =>
		refusal(here.visitor().accounts.signIn({ email, password }));
	expect(await signIn(DEMO_PASSWORD)).toEqual(await signIn('Faux-mot2passe!', cast.mona.email));
	expect((await refusal(here.visitor().accounts.passwordLink({ token: old }))).code).toBe('not_found');
	await here.visitor().accounts.forgetPassword({ email: cast.sam.email });
	await here.visitor().accounts.signUp({
		...{ civility: 'm', firstName: 'Samuel', lastName: 'Petitjean', email: cast.sam.email },
		...{ password: NEW_PASSWORD, confirmation: NEW_PASSWORD }
	});
	expect((await here.mails()).filter(({ to }) => to === cast.sam.email)).toEqual([]);
	expect((await here.as('mona').staff.list()).people.map(({ email }) => email)).not.toContain(cast.sam.email);
});

test('somebody removed can be invited again, under the same name', async () => {
	const here = await world();
	const account = await here.accountId('sam');
	await here.as('mona').staff.remove({ account });
	await here.mails();
	await here.as('mona').staff.invite({ ...NEW_STAFF, email: cast.sam.email, role: 'manager' });
	const browser = jar();
	await join(here, await tokenFor(here, cast.sam.email), browser);
	const me = (await here.visitor(browser).accounts.me()).account;
	expect(me).toMatchObject({ id: account, firstName: 'Samuel', staffRole: 'manager' });
	await here.visitor().accounts.signIn({ email: cast.sam.email, password: NEW_PASSWORD });
});

test('a password checked before the removal opens no session after it', async () => {
	const here = await world();
	const account = await here.accountId('sam');
	const browser = jar();
	await Promise.all([
		refusal(here.visitor(browser).accounts.signIn({ email: cast.sam.email, password: DEMO_PASSWORD })),
		here.as('mona').staff.remove({ account })
	]);
	const open = await here.base.db.selectFrom('session').select('idHash').where('accountId', '=', account).execute();
	expect(open).toEqual([]);
});

test('who was last here is known of staff', async () => {
	const here = await world();
	const seen = async () =>
		(await here.as('mona').staff.list()).people.find(({ email }) => email === cast.sam.email)!.lastSeenAt;
	expect(await seen()).toBeNull();
	const sam = await session(here, 'sam');
	const first = await seen();
	expect(first).not.toBeNull();
	here.pass({ hours: 1 });
	await sam.accounts.me();
	expect((await seen())! > first!).toBe(true);
});
