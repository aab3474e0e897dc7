import { expect, test, vi } from 'vitest';
import { listImported } from '../../../../tests/support/imported.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { cast, DEMO_PASSWORD, jar, NEW_STAFF, world, type World } from '../../../../tests/support/world.ts';
import { mintLink } from './domain.ts';
import { askEmailChange } from './email-change.ts';
import { makeHandoffToken } from './handoff-token.ts';
import { appointManager } from './manager.ts';
import { transact } from '#server/platform/db.ts';

const email = cast.sam.email;
const password = 'Nouveau-mot2passe!';
const chosen = { password, confirmation: password };

/** Sam was of the staff, and a structure lists his address, as the old portal's import may. */
async function removed(access: 'none' | 'pending' = 'pending') {
	const here = await world();
	await here.as('mona').staff.remove({ account: await here.accountId('sam') });
	const contact = await listImported(here, email, 'sexey', { access });
	await here.mails();
	return { ...here, contact };
}

const standing = async ({ base }: World) =>
	base.db
		.selectFrom('account')
		.select(['passwordHash', 'staffRemovedAt', 'staffRole'])
		.where('email', '=', email)
		.executeTakeFirstOrThrow();

const OUT = { passwordHash: null, staffRemovedAt: expect.any(String) as string, staffRole: null };

test('somebody removed from staff does not come back by a link of the old portal', async () => {
	const here = await removed();
	const token = await makeHandoffToken(here.base, email);
	expect((await refusalOf(here.visitor().accounts.handoff({ token }))).code).toBe('not_found');
	expect((await refusalOf(here.visitor().accounts.acceptHandoff({ token, ...chosen }))).code).toBe('not_found');
	expect(await standing(here)).toEqual(OUT);
});

test('nor by a link to activate an account, and is sent none', async () => {
	const here = await removed();
	const token = await mintLink(here.base, { purpose: 'activation', email });
	expect((await refusalOf(here.visitor().accounts.activation({ token }))).code).toBe('not_found');
	expect((await refusalOf(here.visitor().accounts.activate({ token, ...chosen }))).code).toBe('not_found');
	await here.visitor().accounts.sendActivationAgain({ token });
	expect(await here.mails()).toEqual([]);
	expect(await standing(here)).toEqual(OUT);
});

test.each(['invitation', 'handoff', 'activation'] as const)(
	'an invitation of a structure lets them in as its customer, by the link of the %s',
	async (door) => {
		const here = await removed('none');
		await here.as('adam').contacts.invite({ structure: here.structure('sexey'), contact: here.contact });
		const text = (await here.mails()).find(({ to }) => to === email)!.text;
		const browser = jar();
		const { accounts } = here.visitor(browser);
		if (door === 'invitation')
			await accounts.acceptInvitation({ token: /\/invitation\/([\w-]+)/.exec(text)![1]!, ...chosen });
		if (door === 'handoff')
			await accounts.acceptHandoff({ token: await makeHandoffToken(here.base, email), ...chosen });
		if (door === 'activation')
			await accounts.activate({ token: await mintLink(here.base, { purpose: 'activation', email }), ...chosen });
		expect(await standing(here)).toMatchObject({ staffRemovedAt: null, staffRole: null });
		expect((await here.visitor(browser).accounts.me()).structures).toMatchObject([{ access: 'active' }]);
	}
);

test('an invitation that is too old lets nobody back in', async () => {
	const here = await removed('none');
	await here.as('adam').contacts.invite({ structure: here.structure('sexey'), contact: here.contact });
	here.pass({ days: 8 });
	const token = await makeHandoffToken(here.base, email);
	expect((await refusalOf(here.visitor().accounts.acceptHandoff({ token, ...chosen }))).code).toBe('not_found');
	expect(await standing(here)).toEqual(OUT);
});

test('a password under way when somebody is removed, or sets another by a link, is not written', async () => {
	const here = await world();
	const account = await here.accountId('sam');
	const key = `change-password:${account}`;
	const counted = () => here.base.db.selectFrom('rateLimit').select('key').where('key', '=', key).execute();
	const changing = refusalOf(here.as('sam').accounts.changePassword({ currentPassword: DEMO_PASSWORD, ...chosen }));
	// Counted while the old password is checked, forgotten once it is right: then the new one's hash is computed.
	await vi.waitFor(async () => expect(await counted()).toHaveLength(1), { interval: 1 });
	await vi.waitFor(async () => expect(await counted()).toHaveLength(0), { interval: 1 });
	await here.as('mona').staff.remove({ account });
	const told = await changing;
	expect(told.fields).toHaveProperty('currentPassword');
	expect(await standing(here)).toEqual(OUT);
});

const activated = async ({ base }: World) =>
	(await base.db.selectFrom('accountHour').select('activated').execute()).reduce((sum, one) => sum + one.activated, 0);

test('who joins the staff with a first password is no customer who came, known before or not', async () => {
	const here = await world();
	const before = await activated(here);
	await here.as('mona').staff.remove({ account: await here.accountId('sam') });
	await here.mails();
	for (const address of [NEW_STAFF.email, email]) {
		await here.as('mona').staff.invite({ ...NEW_STAFF, email: address });
		const text = (await here.mails()).find(({ to }) => to === address)!.text;
		await here.visitor().staff.join({ token: /\/join\/([\w-]+)/.exec(text)![1]!, ...chosen });
	}
	expect(await activated(here)).toBe(before);
});

const NEW_ADDRESS = 'noor@ailleurs.example';

/** A change of Noor's address, asked while she was none of the staff. */
async function changing() {
	const here = await world();
	const { account } = await here.as('mona').accounts.me();
	await transact({ ...here.base, actor: { account } } as never, (ctx) =>
		askEmailChange(ctx as never, { login: cast.noor.email, email: NEW_ADDRESS })
	);
	return here;
}

const tokenOfChange = async (here: World) =>
	/\/email\/(\S+)/.exec((await here.mails()).find(({ to }) => to === NEW_ADDRESS)!.text)![1]!;

const promoted = (here: World) =>
	appointManager(here.base, { ...cast.noor, locale: 'fr' } as Parameters<typeof appointManager>[1]);

test('a change of address asked before somebody was made a manager is void', async () => {
	const here = await changing();
	const token = await tokenOfChange(here);
	await here.visitor().accounts.emailChange({ token });
	await promoted(here);
	expect((await refusalOf(here.visitor().accounts.emailChange({ token }))).code).toBe('not_found');
	expect((await refusalOf(here.visitor().accounts.confirmEmailChange({ token }))).code).toBe('not_found');
});

test('its mail is not sent where it still waited, nor does it count where the role came by another way', async () => {
	const here = await changing();
	await promoted(here);
	expect((await here.mails()).map(({ to }) => to)).not.toContain(NEW_ADDRESS);

	const other = await changing();
	const token = await tokenOfChange(other);
	await other.base.db.updateTable('account').set({ staffRole: 'agent' }).where('email', '=', cast.noor.email).execute();
	expect((await refusalOf(other.visitor().accounts.confirmEmailChange({ token }))).code).toBe('not_found');
});

test('links from before are void once somebody is made a manager', async () => {
	const here = await world();
	await here.visitor().accounts.forgetPassword({ email: cast.noor.email });
	const text = (await here.mails()).find(({ to }) => to === cast.noor.email)!.text;
	const token = /\/password\/([\w-]+)/.exec(text)![1]!;
	await promoted(here);
	expect((await refusalOf(here.visitor().accounts.passwordLink({ token }))).code).toBe('not_found');
});
