import { expect, test } from 'vitest';
import { mintLink } from '#server/accounts/domain.ts';
import { makeHandoffToken } from '#server/accounts/handoff-token.ts';
import { newId } from '#server/platform/ids.ts';
import { bring } from '../../../../tests/support/imported.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { cast, jar, world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { remindOfWaiting } from './reminders.ts';

const password = 'Arrosoir-bleu7!';
const chosen = { password, confirmation: password };
const iris = { firstName: 'Iris', lastName: 'Collin', email: 'iris.collin@sexey-aux-forges.example' };

/** A portal with Iris brought from the old one, and how the tests speak of her. */
async function withIris(more: Partial<Parameters<typeof bring>[2]> = {}) {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { id: contact } = await bring(portal.base.db, portal.base.now(), { structureId: structure, ...iris, ...more });
	const row = () =>
		portal.base.db.selectFrom('contact').selectAll().where('id', '=', contact).executeTakeFirstOrThrow();
	return { portal, row, her: { structure, contact } };
}

const tokenIn = (text: string) => /\/(?:invitation|verify)\/([\w-]{43})/.exec(text)![1]!;
const mailTo = async (portal: World, email: string) => (await portal.mails()).filter(({ to }) => to === email);
const shown = async (portal: World, by: CastKey, contact: string) =>
	(await portal.as(by).contacts.list({ structure: portal.structure('sexey'), query: iris.email })).contacts.find(
		({ id }) => id === contact
	)!;

/** Every way to show that an address is one's own. Each ends signed in, with the application as the person calls it. */
const WAYS = {
	async invitation(portal: World) {
		const browser = jar();
		const [mail] = await mailTo(portal, iris.email);
		await portal.visitor(browser).accounts.acceptInvitation({ token: tokenIn(mail!.text), ...chosen });
		return portal.visitor(browser);
	},
	async handoff(portal: World) {
		const browser = jar();
		const token = await makeHandoffToken(portal.base, iris.email);
		await portal.visitor(browser).accounts.acceptHandoff({ token, ...chosen });
		return portal.visitor(browser);
	},
	async activation(portal: World) {
		const browser = jar();
		const id = newId();
		const { firstName, lastName, email } = iris;
		const createdAt = portal.base.now();
		await portal.base.db
			.insertInto('account')
			.values({ id, email, firstName, lastName, civility: '', phone: '', locale: 'fr', theme: 'system', createdAt })
			.execute();
		const token = await mintLink(portal.base, { purpose: 'password', accountId: id });
		await portal.visitor(browser).accounts.setPassword({ token, ...chosen });
		return portal.visitor(browser);
	},
	async 'sign-up'(portal: World) {
		const browser = jar();
		await portal.visitor(browser).accounts.signUp({ civility: '', ...iris, ...chosen });
		const mails = await mailTo(portal, iris.email);
		const { text } = mails.find(({ text }) => text.includes('/verify/'))!;
		await portal.visitor(browser).accounts.proveAddress({ token: tokenIn(text) });
		return portal.visitor(browser);
	}
};

test('opening the padlock of somebody brought from the old portal invites them, once', async () => {
	const { portal, row, her } = await withIris();
	const { contacts } = portal.as('adam');
	expect(await contacts.open(her)).toEqual({ firstName: 'Iris', lastName: 'Collin', access: 'invited' });
	expect(await contacts.open(her)).toMatchObject({ access: 'invited' });
	expect(await row()).toMatchObject({
		access: 'invited',
		accountId: null,
		invitedBy: await portal.accountId('adam'),
		decidedAt: null
	});
	const mails = await portal.mails();
	expect(mails.map(({ to }) => to)).toEqual([iris.email]);
	expect(await shown(portal, 'adam', her.contact)).toMatchObject({ access: 'invited', invitationOpen: true });
});

for (const way of Object.keys(WAYS) as (keyof typeof WAYS)[]) {
	test(`whoever was validated is active from their first proof on, by ${way}, with the role that awaited them`, async () => {
		const { portal, row, her } = await withIris({ roles: ['technical'] });
		await portal.as('adam').contacts.open(her);
		const api = await WAYS[way](portal);
		expect((await api.accounts.me()).structures).toMatchObject([
			{ structureId: her.structure, access: 'active', role: 'user' }
		]);
		expect(await row()).toMatchObject({ decidedBy: await portal.accountId('adam') });
		expect(await shown(portal, 'adam', her.contact)).toMatchObject({ referent: ['technical'], planned: [] });
	});

	if (way !== 'invitation') {
		test(`whoever nobody validated waits from their first proof on, by ${way}, and the administrator is told`, async () => {
			const { portal, row } = await withIris({ roles: ['technical'] });
			const api = await WAYS[way](portal);
			expect((await api.accounts.me()).structures).toMatchObject([{ access: 'pending' }]);
			expect(await row()).toMatchObject({ access: 'pending', requestedAt: expect.any(String) });
			expect((await portal.mails()).map(({ to }) => to)).toContain(cast.adam.email);
		});

		test(`an administrator of the old portal is one from their first proof on, by ${way}, validated by nobody`, async () => {
			const { portal } = await withIris({ administrator: true });
			const api = await WAYS[way](portal);
			expect((await api.accounts.me()).structures).toMatchObject([{ access: 'active', role: 'administrator' }]);
		});
	}
}

test('an administrator of the old portal who was invited comes in as administrator', async () => {
	const { portal, her } = await withIris({ administrator: true });
	expect(await shown(portal, 'adam', her.contact)).toMatchObject({ access: 'none', willAdminister: true });
	expect((await shown(portal, 'vera', her.contact)).willAdminister, 'nobody’s affair but of who manages').toBe(false);
	await portal.as('adam').contacts.open(her);
	const api = await WAYS.invitation(portal);
	expect((await api.accounts.me()).structures).toMatchObject([{ access: 'active', role: 'administrator' }]);
});

test('an invitation that expired is sent again by the same padlock, and one taken back can be sent anew', async () => {
	const { portal, her, row } = await withIris();
	const { contacts } = portal.as('adam');
	await contacts.open(her);
	await portal.mails();
	portal.pass({ days: 7, seconds: 1 });
	expect(await shown(portal, 'adam', her.contact)).toMatchObject({ access: 'invited', invitationOpen: false });
	await contacts.open(her);
	expect(await mailTo(portal, iris.email)).toHaveLength(1);
	await contacts.revokeInvitation(her);
	expect(await row()).toMatchObject({ access: 'none', invitedAt: null });
	await contacts.open(her);
	expect(await mailTo(portal, iris.email)).toHaveLength(1);
	expect(await row()).toMatchObject({ access: 'invited' });
});

test('somebody invited who comes after their invitation expired was validated all the same', async () => {
	const { portal, her } = await withIris();
	await portal.as('adam').contacts.open(her);
	portal.pass({ days: 30 });
	const api = await WAYS.handoff(portal);
	expect((await api.accounts.me()).structures).toMatchObject([{ access: 'active' }]);
});

for (const administrator of [false, true]) {
	test(`${administrator ? 'an administrator' : 'somebody'} of the old portal can be refused before they come: told by no mail, but once they do`, async () => {
		const { portal, her, row } = await withIris({ administrator, roles: ['dpo'] });
		const { contacts } = portal.as('adam');
		expect(await contacts.refuse({ ...her, reason: 'Partie en 2024.' })).toMatchObject({
			access: 'refused',
			told: false
		});
		expect(await portal.mails()).toEqual([]);
		expect(
			await portal.base.db.selectFrom('plannedReferent').selectAll().where('contactId', '=', her.contact).execute()
		).toEqual([]);
		const api = await WAYS.handoff(portal);
		expect(await portal.mails()).toEqual([]);
		expect((await api.accounts.me()).structures).toMatchObject([
			{ access: 'refused', refusalReason: 'Partie en 2024.' }
		]);
		expect((await refusalOf(api.contacts.list({ structure: her.structure }))).code).toBe('not_found');
		expect((await row()).access).toBe('refused');
	});
}

test('a refusal before anybody came is taken back by the padlock: it invites, and the reason is forgotten', async () => {
	const { portal, her, row } = await withIris();
	const { contacts } = portal.as('adam');
	await contacts.refuse({ ...her, reason: 'Inconnue.' });
	await contacts.open(her);
	expect(await row()).toMatchObject({ access: 'invited', refusalReason: '' });
	expect((await refusalOf(contacts.refuse({ ...her, reason: 'Inconnue.' }))).code).toBe('conflict');
	const api = await WAYS.invitation(portal);
	expect((await api.accounts.me()).structures).toMatchObject([{ access: 'active', refusalReason: '' }]);
});

test('the vendor’s staff turn such a padlock as administrators do, and users do not', async () => {
	const { portal, her, row } = await withIris();
	for (const person of ['vera', 'thea'] as const)
		expect((await refusalOf(portal.as(person).contacts.open(her))).code).toBe('forbidden');
	expect((await refusalOf(portal.as('otto').contacts.open(her))).code).toBe('not_found');
	expect((await row()).access).toBe('pending');
	await portal.as('sam').contacts.open(her);
	expect(await row()).toMatchObject({ access: 'invited', invitedBy: await portal.accountId('sam') });
});

test('a whole list is opened in a morning, and what an inviter may send stays bounded', async () => {
	const portal = await world();
	const structureId = portal.structure('sexey');
	const { contacts } = portal.as('adam');
	let sent = 0;
	const open = async () => {
		const email = `p${sent}@sexey-aux-forges.example`;
		const { id } = await bring(portal.base.db, portal.base.now(), { ...iris, structureId, email });
		await contacts.open({ structure: structureId, contact: id });
		sent++;
	};
	// One every six seconds, as a hand that never rests would: no kind of act is counted faster than that.
	for (let person = 0; person < 300; person++) {
		await open();
		portal.pass({ seconds: 6 });
	}
	expect(sent).toBe(300);
	const refusal = await (async () => {
		for (;;) {
			const refused = await open().then(
				() => null,
				(error: unknown) => error
			);
			if (refused) return refused;
			portal.pass({ seconds: 6 });
		}
	})();
	expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
	expect(sent).toBe(500);
}, 60_000);

test('nobody is reminded of people who were brought and never came; from their first proof on, they wait', async () => {
	const { portal, her } = await withIris();
	await portal.base.db.deleteFrom('accessRequest').execute();
	await portal.base.db
		.updateTable('contact')
		.set({ access: 'active' })
		.where('access', '=', 'pending')
		.where('accountId', 'is not', null)
		.execute();
	portal.pass({ days: 40 });
	await remindOfWaiting(portal.base);
	expect(await portal.mails()).toEqual([]);
	await WAYS.handoff(portal);
	expect((await portal.mails()).map(({ to }) => to)).toEqual([cast.adam.email]);
	portal.pass({ days: 2, hours: 1 });
	await remindOfWaiting(portal.base);
	expect((await portal.mails()).map(({ to }) => to)).toEqual([cast.adam.email]);
	await portal.as('adam').contacts.open(her);
	expect(await mailTo(portal, iris.email), 'who came is let in, and told').toMatchObject([
		{ subject: expect.stringContaining('est ouvert') }
	]);
});

test('staff see who asks, not the whole list the import brought', async () => {
	const { portal } = await withIris();
	const before = (await portal.as('sam').contacts.waiting({})).pending;
	expect(before.rows.map(({ email }) => email)).not.toContain(iris.email);
	await WAYS.handoff(portal);
	const after = (await portal.as('sam').contacts.waiting({})).pending;
	expect(after.rows.map(({ email }) => email)).toContain(iris.email);
	expect(after.total).toBe(before.total + 1);
});

test('who waits comes first in the list, then who was brought, then the others; a spreadsheet says which is which', async () => {
	const { portal } = await withIris({ function: 'Agente' });
	const structure = portal.structure('sexey');
	const { contacts } = await portal.as('adam').contacts.list({ structure, size: 50 });
	const kinds = contacts.map(({ access, neverCame }) =>
		access !== 'pending' ? 'other' : neverCame ? 'brought' : 'waits'
	);
	expect(kinds).toEqual(['waits', 'waits', 'brought', ...Array<string>(kinds.length - 3).fill('other')]);
	const { csv } = await portal.as('adam').contacts.export({ structure });
	const line = (email: string) => csv.split('\r\n').find((one) => one.includes(email));
	expect(line(iris.email)).toContain(';À activer, jamais connecté;');
	expect(line(cast.pia.email)).toContain(';En attente;');
});
