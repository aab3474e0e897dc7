import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { REFERENT_ROLES } from '#lib/schemas/referent-roles.ts';
import { transact } from '#server/platform/db.ts';
import { bring } from '../../../../tests/support/imported.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { cast, world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { arrive } from './domain.ts';

const zoe = {
	civility: 'mme',
	firstName: 'Zoé',
	lastName: 'Perrin',
	email: 'zoe.perrin@sexey-aux-forges.example',
	function: 'Régisseuse',
	phone: '03 53 01 10 50'
} as const;

const inSexey = async (portal: World, person: CastKey) => ({
	structure: portal.structure('sexey'),
	contact: await portal.contactId(person, 'sexey')
});
const added = (portal: World, invite = false, by: CastKey = 'adam') =>
	portal.as(by).contacts.add({ structure: portal.structure('sexey'), ...zoe, invite, requestKey: randomUUID() });
const row = (portal: World, id: string) =>
	portal.base.db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst();
const tokenIn = (text: string) => /\/invitation\/([\w-]{43})/.exec(text)?.[1] ?? '';
const PASSWORD = 'Arrosoir-bleu7!';

test('somebody added is on the list without access, once, whatever is sent twice', async () => {
	const portal = await world();
	const input = { structure: portal.structure('sexey'), ...zoe, invite: false, requestKey: randomUUID() };
	const first = await portal.as('adam').contacts.add(input);
	expect(await portal.as('adam').contacts.add(input)).toEqual(first);
	expect(await row(portal, first.id)).toMatchObject({ access: 'none', role: 'user', accountId: null });
	expect(await portal.mails()).toEqual([]);
	const again = { ...input, requestKey: randomUUID() };
	expect(await refusalOf(portal.as('adam').contacts.add(again))).toMatchObject({
		code: 'conflict',
		fields: { email: expect.stringContaining('Zoé Perrin') }
	});
});

test('fields nobody asked for change nothing', async () => {
	const portal = await world();
	const more = { access: 'active', role: 'administrator', accountId: await portal.accountId('vera'), structureId: 'x' };
	const input = { structure: portal.structure('sexey'), ...zoe, ...more, requestKey: randomUUID() };
	const { id } = await portal.as('adam').contacts.add(input as never);
	const made = await row(portal, id);
	expect(made).toMatchObject({ access: 'none', role: 'user', accountId: null });
	await portal.as('adam').contacts.edit({ ...input, contact: id, lastName: 'Perrin-Roy' } as never);
	expect(await row(portal, id)).toMatchObject({ ...made, lastName: 'Perrin-Roy', searchText: expect.any(String) });
});

test('an invitation leads to a password, then straight in, by the decision of who invited', async () => {
	const portal = await world();
	const { id } = await added(portal, true);
	const [mail] = await portal.mails();
	expect(mail!.to).toBe(zoe.email);
	const token = tokenIn(mail!.text);
	expect(await portal.visitor().accounts.invitation({ token })).toEqual({
		email: zoe.email,
		firstName: 'Zoé',
		structure: 'Mairie de Sexey-aux-Forges',
		needsPassword: true
	});
	expect((await row(portal, id))!.access, 'opening it uses nothing up').toBe('invited');
	expect(
		await portal.visitor().accounts.acceptInvitation({ token, password: PASSWORD, confirmation: PASSWORD })
	).toEqual({ structure: portal.structure('sexey'), signedIn: true, first: true });
	expect(await row(portal, id)).toMatchObject({
		access: 'active',
		accountId: expect.any(String),
		decidedBy: await portal.accountId('adam')
	});
	const again = portal.visitor().accounts.acceptInvitation({ token, password: PASSWORD, confirmation: PASSWORD });
	expect((await refusalOf(again)).code, 'once').toBe('not_found');
});

test('whoever has a login accepts with one press, and keeps their password', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { civility, firstName, lastName, email } = cast.otto;
	await portal.as('adam').contacts.add({
		...{ structure, civility, firstName, lastName, email, function: '', phone: '' },
		...{ invite: true, requestKey: randomUUID() }
	});
	const token = tokenIn((await portal.mails())[0]!.text);
	expect(await portal.visitor().accounts.invitation({ token })).toMatchObject({ needsPassword: false });
	expect(await portal.as('otto').accounts.acceptInvitation({ token })).toEqual({
		structure,
		signedIn: true,
		first: false
	});
	const { structures } = await portal.as('otto').accounts.me();
	expect(structures).toContainEqual(expect.objectContaining({ structureId: structure, access: 'active' }));
});

test('an invitation sent again voids the one before; taken back, or a week old, it leads nowhere', async () => {
	const portal = await world();
	const { id } = await added(portal, true);
	const contact = { structure: portal.structure('sexey'), contact: id };
	const first = tokenIn((await portal.mails())[0]!.text);
	portal.pass({ hours: 1 });
	await portal.as('adam').contacts.invite(contact);
	const second = tokenIn((await portal.mails())[0]!.text);
	const opened = (token: string) => refusalOf(portal.visitor().accounts.invitation({ token }));
	expect((await opened(first)).code).toBe('not_found');
	await portal.visitor().accounts.invitation({ token: second });

	await portal.as('adam').contacts.revokeInvitation(contact);
	expect((await opened(second)).code).toBe('not_found');
	expect((await row(portal, id))!.access).toBe('none');

	await portal.as('adam').contacts.invite(contact);
	const third = tokenIn((await portal.mails())[0]!.text);
	portal.pass({ days: 7, seconds: 1 });
	expect((await opened(third)).code).toBe('not_found');
	expect(await portal.as('adam').contacts.read(contact)).toMatchObject({ access: 'invited', invitationOpen: false });
});

test('nobody’s mailbox is filled with invitations', async () => {
	const portal = await world();
	const { id } = await added(portal, true);
	const contact = { structure: portal.structure('sexey'), contact: id };
	for (let times = 0; times < 4; times++) await portal.as('adam').contacts.invite(contact);
	expect((await refusalOf(portal.as('adam').contacts.invite(contact))).code).toBe('rate_limited');
});

test('who has access or waits for it is not invited', async () => {
	const portal = await world();
	for (const person of ['vera', 'pia', 'lola'] as const)
		expect((await refusalOf(portal.as('adam').contacts.invite(await inSexey(portal, person)))).code).toBe('conflict');
});

test('the address of somebody with a login is theirs', async () => {
	const portal = await world();
	const { civility, firstName, lastName } = cast.vera;
	const edit = { civility, firstName, lastName, function: 'Directrice financière', phone: '' };
	const vera = await inSexey(portal, 'vera');
	await portal.as('adam').contacts.edit({ ...vera, ...edit });
	expect(await row(portal, vera.contact)).toMatchObject({ function: 'Directrice financière', email: cast.vera.email });
	const moved = portal.as('adam').contacts.edit({ ...vera, ...edit, email: 'autre@sexey-aux-forges.example' });
	expect(await refusalOf(moved)).toMatchObject({ code: 'conflict', fields: { email: expect.any(String) } });
});

test('what somebody says of themselves reaches their contacts everywhere', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	await portal
		.as('vera')
		.accounts.updateProfile({ civility: 'mme', firstName: 'Véra', lastName: 'Zimmer', phone: '0353011099' });
	const { contacts } = await portal.as('adam').contacts.list({ structure, query: 'zimmer' });
	expect(contacts).toMatchObject([{ lastName: 'Zimmer', phone: '0353011099' }]);
});

test('a role changes for others only, and one administrator always stays', async () => {
	const portal = await world();
	const [adam, vera] = [await inSexey(portal, 'adam'), await inSexey(portal, 'vera')];
	expect((await refusalOf(portal.as('adam').contacts.makeUser(adam))).code, 'oneself').toBe('conflict');
	expect((await refusalOf(portal.as('sam').contacts.makeUser(adam))).code, 'the last').toBe('conflict');
	expect(await portal.as('adam').contacts.makeAdministrator(vera)).toMatchObject({ role: 'administrator' });
	await portal.mails();
	await portal.as('vera').contacts.makeUser(adam);
	expect((await portal.mails()).map(({ to }) => to)).toEqual([cast.adam.email]);
	const pia = await inSexey(portal, 'pia');
	expect((await refusalOf(portal.as('vera').contacts.makeAdministrator(pia))).code, 'who waits').toBe('conflict');
});

test('somebody removed is gone at once, past tickets keep their name, and staff are told of a role left free', async () => {
	const portal = await world();
	const vera = await inSexey(portal, 'vera');
	await portal.base.db
		.insertInto('referent')
		.values({
			contactId: vera.contact,
			role: 'accounting',
			structureId: vera.structure,
			sinceAt: portal.base.now()
		})
		.execute();
	const tickets = await portal.base.db.selectFrom('ticket').selectAll().orderBy('id').execute();
	expect((await refusalOf(portal.as('adam').contacts.remove(vera))).code, 'asked first').toBe('conflict');
	await portal.as('adam').contacts.remove({ ...vera, vacate: true });
	const gone = portal.as('vera').contacts.list({ structure: vera.structure });
	expect((await refusalOf(gone)).code).toBe('not_found');
	expect(await portal.base.db.selectFrom('ticket').selectAll().orderBy('id').execute()).toEqual(tickets);
	const staff = await portal.base.db.selectFrom('account').select('email').where('staffRole', 'is not', null).execute();
	expect((await portal.mails()).map(({ to }) => to).sort()).toEqual(
		[cast.vera.email, ...staff.map(({ email }) => email)].sort()
	);
	const { email } = cast.vera;
	expect(await portal.base.db.selectFrom('removedContact').select('email').execute()).toEqual([{ email }]);
	const { civility, firstName, lastName } = cast.vera;
	const back = { structure: vera.structure, civility, firstName, lastName, email, requestKey: randomUUID() };
	await portal.as('adam').contacts.add(back);
	expect(await portal.base.db.selectFrom('removedContact').select('email').execute()).toEqual([]);
});

test('a function nobody confirmed for a year is offered for review, until somebody does', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const vera = await inSexey(portal, 'vera');
	portal.pass({ days: 400 });
	const review = () => portal.as('adam').contacts.list({ structure, filter: 'review', size: 50 });
	const before = await review();
	expect(before.contacts.map(({ id }) => id)).toContain(vera.contact);
	expect(before.toReview).toBe(before.total);
	await portal.as('adam').contacts.confirmFunction(vera);
	expect((await review()).contacts.map(({ id }) => id)).not.toContain(vera.contact);
	expect((await portal.as('vera').contacts.list({ structure })).toReview, 'not a user’s affair').toBe(0);
});

test('a spreadsheet gets the list as text: no formula in it ever runs', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const input = { ...zoe, firstName: '=HYPERLINK("http://mal")', lastName: '+33;"x"', function: '@SUM(A1)' };
	await portal.as('adam').contacts.add({ structure, ...input, requestKey: randomUUID() });
	const { name, csv } = await portal.as('adam').contacts.export({ structure });
	expect(name).toBe('interlocuteurs-C10601.csv');
	expect(csv.startsWith('\ufeffCivilité;Nom;Prénom;')).toBe(true);
	const line = csv.split('\r\n').find((one) => one.includes(zoe.email))!;
	expect(line).toBe(
		`Mme;"'+33;""x""";"'=HYPERLINK(""http://mal"")";${zoe.email};'@SUM(A1);03 53 01 10 50;Jamais connecté;Utilisateur;`
	);
	expect(csv).not.toContain(cast.otto.email);
});

test('no sequence of acts leaves a structure without administrator, or a role with somebody shut out', async () => {
	const people = ['adam', 'vera', 'thea', 'pia', 'lola', 'ines', 'rene', 'iris', 'hugo'] as const;
	const acts = [
		'open',
		'lock',
		'refuse',
		'makeAdministrator',
		'makeUser',
		'invite',
		'revokeInvitation',
		'remove',
		'nameReferent',
		'vacateReferent',
		'accept',
		'arrive'
	] as const;
	const done: Partial<Record<(typeof acts)[number], number>> = {};
	const step = fc.record({
		by: fc.constantFrom('adam', 'adam', 'vera', 'pia', 'sam', 'mona' as const) as fc.Arbitrary<CastKey>,
		act: fc.constantFrom(...acts),
		on: fc.constantFrom(...people),
		role: fc.constantFrom(...REFERENT_ROLES)
	});
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 30 }), async (steps) => {
			const portal = await world();
			const structure = portal.structure('sexey');
			const brought = await bringTwo(portal);
			const ids = Object.fromEntries(
				await Promise.all(
					people.map(async (person) => [
						person,
						person in brought
							? brought[person as keyof typeof brought]
							: await portal.contactId(person as CastKey, 'sexey')
					])
				)
			) as Record<(typeof people)[number], string>;
			for (const { by, act, on, role } of steps) {
				const input = { structure, contact: ids[on], vacate: true, reason: 'Sans objet.', role };
				const { contacts, proposals } = portal.as(by);
				const call =
					act === 'accept'
						? acceptAll(portal)
						: act === 'arrive'
							? comes(portal, ids[on])
							: act === 'nameReferent' || act === 'vacateReferent'
								? proposals[act](input)
								: contacts[act](input);
				await call.then(
					() => (done[act] = (done[act] ?? 0) + 1),
					() => {}
				);
				const active = await portal.base.db
					.selectFrom('contact')
					.select('id')
					.where('structureId', '=', structure)
					.where('access', '=', 'active')
					.where('role', '=', 'administrator')
					.execute();
				expect(active.length).toBeGreaterThan(0);
				const astray = await portal.base.db
					.selectFrom('referent')
					.innerJoin('contact', 'contact.id', 'referent.contactId')
					.select('contact.access')
					.where('contact.access', '!=', 'active')
					.execute();
				expect(astray).toEqual([]);
				const unseen = await portal.base.db
					.selectFrom('contact')
					.select('email')
					.where('access', 'in', ['active', 'locked'])
					.where('accountId', 'is', null)
					.execute();
				expect(unseen, 'nobody is let in who never came').toEqual([]);
				const kept = await portal.base.db
					.selectFrom('plannedReferent')
					.innerJoin('contact', 'contact.id', 'plannedReferent.contactId')
					.select('contact.access')
					.where('contact.access', 'not in', ['none', 'invited', 'pending'])
					.execute();
				expect(kept, 'a role awaits nobody who is in or kept out').toEqual([]);
			}
		}),
		{ numRuns: 40 }
	);
	// Were they all refused, nothing of roles was tried.
	for (const act of ['lock', 'open', 'nameReferent', 'arrive'] as const) expect(done[act] ?? 0, act).toBeGreaterThan(0);
}, 60_000);

/** Two people as the import brings them: a user who is to be DPO, and an administrator of the old portal. */
async function bringTwo({ base, structure }: World) {
	const bringIn = async (firstName: string, more: object) =>
		(
			await bring(base.db, base.now(), {
				structureId: structure('sexey'),
				firstName,
				lastName: 'Collin',
				email: `${firstName.toLowerCase()}@sexey-aux-forges.example`,
				...more
			})
		).id;
	return {
		iris: await bringIn('Iris', { roles: ['dpo'] }),
		hugo: await bringIn('Hugo', { administrator: true, roles: ['technical'] })
	};
}

/** Somebody who never came shows that their address is theirs; nobody does so twice. */
async function comes({ base }: World, contactId: string): Promise<void> {
	const contact = await base.db.selectFrom('contact').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow();
	if (contact.accountId !== null) throw new Error('came before');
	const { email, civility, firstName, lastName, phone } = contact;
	const account = {
		...{ id: randomUUID(), email, civility, firstName, lastName, phone, staffRole: null },
		...({ locale: 'fr', theme: 'system' } as const)
	};
	await transact(base, async (ctx) => {
		await ctx.db
			.insertInto('account')
			.values({ ...account, createdAt: ctx.now() })
			.execute();
		await arrive({ ...ctx, actor: { account } }, account, null);
	});
}

/** What administrators asked for is made so, whoever was shut out meanwhile. */
async function acceptAll(portal: World): Promise<void> {
	const { proposals } = portal.as('mona');
	for (const { id: proposal } of await proposals.queue())
		for (const { id: item, seen } of (await proposals.review({ proposal })).items)
			await proposals.decide({ proposal, decisions: [{ item, outcome: 'accepted', seen }] }).catch(() => {});
}
