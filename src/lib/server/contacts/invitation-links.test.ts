import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { world, type World } from '../../../../tests/support/world.ts';

const PASSWORD = 'Arrosoir-bleu7!';
const tokenIn = (text: string) => /\/invitation\/([\w-]{43})/.exec(text)?.[1] ?? '';

const person = { civility: 'mme', firstName: 'Zoé', lastName: 'Perrin', function: '', phone: '' } as const;
const HERS = 'zoe.perrin@sexey-aux-forges.example';
const OTHER = 'zoe.perin@sexey-aux-forges.example';

/** Somebody listed under an address and invited there, and what an administrator does with the invitation. */
async function invited(portal: World, email: string) {
	const structure = portal.structure('sexey');
	const { contacts } = portal.as('adam');
	const { id: contact } = await contacts.add({ structure, ...person, email, invite: true, requestKey: randomUUID() });
	return {
		contact,
		invite: () => contacts.invite({ structure, contact }),
		revoke: () => contacts.revokeInvitation({ structure, contact }),
		moveTo: (email: string) => contacts.edit({ structure, contact, ...person, email })
	};
}

const accepted = (portal: World, token: string) =>
	portal.visitor().accounts.acceptInvitation({ token, password: PASSWORD, confirmation: PASSWORD });
const loginUnder = (portal: World, email: string) =>
	portal.base.db.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst();
const linksOf = (portal: World, contact: string) =>
	portal.base.db.selectFrom('link').selectAll().where('contactId', '=', contact).execute();

test('an invitation sent to one address never makes a login of another', async () => {
	const portal = await world();
	const { revoke, moveTo, invite } = await invited(portal, OTHER);
	const [mail] = await portal.mails();
	const first = tokenIn(mail!.text);
	expect(mail!.to).toBe(OTHER);
	await revoke();
	await moveTo(HERS);
	await invite();
	// The second mail has not been composed yet.
	expect((await refusalOf(portal.visitor().accounts.invitation({ token: first }))).code).toBe('not_found');
	expect((await refusalOf(accepted(portal, first))).code).toBe('not_found');
	expect(await loginUnder(portal, HERS)).toBeUndefined();

	const mails = await portal.mails();
	expect(mails.map(({ to }) => to)).toEqual([HERS]);
	expect((await refusalOf(accepted(portal, first))).code, 'nor once it has').toBe('not_found');
	expect(await accepted(portal, tokenIn(mails[0]!.text))).toMatchObject({ signedIn: true });
});

test('a link holds the address it was sent to, whatever became of the invitation since', async () => {
	const portal = await world();
	const { contact } = await invited(portal, OTHER);
	const token = tokenIn((await portal.mails())[0]!.text);
	// No act of an administrator does that.
	await portal.base.db.updateTable('contact').set({ email: HERS }).where('id', '=', contact).execute();
	expect((await refusalOf(accepted(portal, token))).code).toBe('not_found');
});

test('an invitation sent anew, or taken back, uses up the link of the one before at once', async () => {
	const portal = await world();
	const { contact, invite, revoke, moveTo } = await invited(portal, HERS);
	const open = async () => (await linksOf(portal, contact)).filter(({ consumedAt }) => consumedAt === null).length;
	const first = tokenIn((await portal.mails())[0]!.text);
	expect(await open()).toBe(1);
	await invite();
	expect(await open(), 'sent anew').toBe(0);
	expect((await refusalOf(accepted(portal, first))).code).toBe('not_found');

	await portal.mails();
	expect(await open()).toBe(1);
	await revoke();
	expect(await open(), 'taken back').toBe(0);

	// Left by a version that did not use it up.
	await portal.base.db.updateTable('link').set({ consumedAt: null }).where('contactId', '=', contact).execute();
	await moveTo(OTHER);
	expect(await open(), 'address written anew').toBe(0);
});

test('an address put right while the mail waits gets the only mail, which leads in', async () => {
	const portal = await world();
	const { contact, revoke, moveTo, invite } = await invited(portal, OTHER);
	await revoke();
	await moveTo(HERS);
	await invite();
	const mails = await portal.mails();
	expect(mails.map(({ to }) => to)).toEqual([HERS]);
	expect(await accepted(portal, tokenIn(mails[0]!.text))).toMatchObject({ signedIn: true, first: true });
	expect(await loginUnder(portal, HERS)).toBeDefined();
	const standing = await portal.base.db.selectFrom('contact').select('access').where('id', '=', contact).execute();
	expect(standing).toEqual([{ access: 'active' }]);
});

test('a link that left before links held an address leads in, as long as nobody was invited anew', async () => {
	const portal = await world();
	const { contact, invite } = await invited(portal, HERS);
	const token = tokenIn((await portal.mails())[0]!.text);
	const asBefore = () =>
		portal.base.db
			.updateTable('link')
			.set({ email: null, consumedAt: null })
			.where('contactId', '=', contact)
			.execute();
	await asBefore();
	expect(await portal.visitor().accounts.invitation({ token })).toMatchObject({ email: HERS });
	portal.pass({ seconds: 1 });
	await invite();
	await asBefore();
	expect((await refusalOf(accepted(portal, token))).code).toBe('not_found');
});

test('whoever is removed and added anew, under whatever key, is not let in by the link of before', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { contacts } = portal.as('adam');
	const input = { structure, ...person, invite: true, requestKey: randomUUID() };
	const { id: contact } = await contacts.add({ ...input, email: OTHER });
	const token = tokenIn((await portal.mails())[0]!.text);
	await contacts.remove({ structure, contact });
	expect((await contacts.add({ ...input, email: HERS })).id).toBe(contact);
	expect((await refusalOf(accepted(portal, token))).code).toBe('not_found');
});
