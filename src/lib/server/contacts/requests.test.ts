import { expect, test } from 'vitest';
import { appointManager } from '#server/accounts/manager.ts';
import { cast, world, type CastKey, type World } from '../../../../tests/support/world.ts';

/** Noor's request, the only one of the cast. */
const noors = async ({ as }: World) => (await as('sam').contacts.waiting({})).requests.rows[0]!.id;
const me = async (portal: World) => portal.as('noor').accounts.me();

test('staff see whose request waits, what they typed and the structures that may be meant', async () => {
	const portal = await world();
	await portal.base.db
		.updateTable('accessRequest')
		.set({ structureName: 'cfa pays de comercy', customerNumber: '10602' })
		.execute();
	const { requests } = await portal.as('sam').contacts.waiting({});
	expect(requests.total).toBe(1);
	expect(requests.rows).toMatchObject([
		{
			firstName: 'Noor',
			email: cast.noor.email,
			structureName: 'cfa pays de comercy',
			candidates: [{ id: portal.structure('commercy'), by: ['number', 'name'] }]
		}
	]);
	expect(requests.rows[0]!.candidates).toHaveLength(1);
});

test('staff see who waits for their administrators, first where there is none', async () => {
	const portal = await world();
	const { pending } = await portal.as('sam').contacts.waiting({});
	expect(pending.rows.map(({ firstName, hasAdministrator }) => [firstName, hasAdministrator])).toEqual([
		['Océane', false],
		['Pia', true],
		['Loïc', true]
	]);
	const { structureId: structure, id: contact } = pending.rows[0]!;
	await portal.as('sam').contacts.open({ structure, contact });
	expect((await portal.as('sam').contacts.waiting({})).pending.total).toBe(2);
});

test('an attached request waits for the administrator of the structure', async () => {
	const portal = await world();
	await portal.as('sam').contacts.attach({ request: await noors(portal), structure: portal.structure('commercy') });
	expect(await me(portal)).toMatchObject({
		structures: [{ name: 'CFA du Pays de Commercy', access: 'pending' }],
		requests: [{ settledAt: expect.any(String) }]
	});
	const { people } = await portal.as('otto').contacts.toActivate({ structure: portal.structure('commercy') });
	expect(people).toMatchObject([{ firstName: 'Noor', function: cast.noor.function }]);
	expect((await portal.mails()).map(({ to }) => to)).toEqual([cast.otto.email]);
});

test('staff may let the person in at once', async () => {
	const portal = await world();
	await portal
		.as('sam')
		.contacts.attach({ request: await noors(portal), structure: portal.structure('saintois'), activate: true });
	expect(await me(portal)).toMatchObject({ structures: [{ access: 'active', role: 'user' }] });
	expect((await portal.mails()).map(({ to }) => to)).toEqual([cast.noor.email]);
});

test('an address the structure already lists is that contact, not a second one', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	await portal.base.db
		.updateTable('contact')
		.set({ email: cast.noor.email })
		.where('id', '=', await portal.contactId('ines', 'sexey'))
		.execute();
	await portal.as('sam').contacts.attach({ request: await noors(portal), structure });
	const { contacts } = await portal.as('adam').contacts.list({ structure, query: cast.ines.lastName });
	expect(contacts).toMatchObject([{ firstName: cast.ines.firstName, function: cast.ines.function, access: 'pending' }]);
});

test('attaching takes nothing from someone already in', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	await portal.base.db
		.updateTable('accessRequest')
		.set({ accountId: await portal.accountId('adam') })
		.execute();
	await portal.as('sam').contacts.attach({ request: await noors(portal), structure });
	expect((await portal.as('adam').accounts.me()).structures).toMatchObject([
		{ access: 'active', role: 'administrator' }
	]);
});

test.each([
	['locked', 'verrouillé'],
	['refused', 'refusée']
] as const)(
	'attaching does not let someone in again whose access was %s: staff open the padlock first',
	async (access, word) => {
		const portal = await world();
		const [request, structure] = [await noors(portal), portal.structure('sexey')];
		const { as, contactId, accountId } = portal;
		const contact = await contactId('vera', 'sexey');
		await portal.base.db
			.updateTable('contact')
			.set({ email: cast.noor.email, accountId: await accountId('noor'), access, refusalReason: 'Inconnue ici.' })
			.where('id', '=', contact)
			.execute();
		for (const activate of [false, true])
			await expect(as('sam').contacts.attach({ request, structure, activate })).rejects.toMatchObject({
				code: 'CONFLICT',
				message: expect.stringMatching(new RegExp(`^Noor .*${word}.*ouvrez d’abord son cadenas`))
			});
		expect(await me(portal)).toMatchObject({ structures: [{ access }], requests: [{ settledAt: null }] });
		expect(await portal.mails()).toEqual([]);

		await as('sam').contacts.open({ structure, contact });
		await as('sam').contacts.attach({ request, structure });
		expect(await me(portal)).toMatchObject({
			structures: [{ access: 'active' }],
			requests: [{ settledAt: expect.any(String) }]
		});
	}
);

test('whoever became staff meanwhile is attached to no structure; their request can still be refused', async () => {
	const portal = await world();
	const request = await noors(portal);
	const { email, firstName, lastName } = cast.noor;
	await appointManager(portal.base, { email, firstName, lastName, locale: 'fr' });
	const { contacts } = portal.as('sam');
	const structure = portal.structure('sexey');
	const refusal = { code: 'CONFLICT', message: expect.stringContaining('Refusez cette demande') };
	await expect(contacts.attach({ request, structure })).rejects.toMatchObject(refusal);
	await expect(
		contacts.createStructureFor({ request, name: 'Atelier', customerNumber: 'C20001' })
	).rejects.toMatchObject(refusal);
	expect(await contacts.searchStructures({ query: 'Atelier' })).toEqual([]);
	expect((await me(portal)).structures).toEqual([]);
	await contacts.refuseRequest({ request, reason: 'Vous êtes des nôtres.' });
});

test('a structure can be made for a request, the person its administrator', async () => {
	const portal = await world();
	const { structure } = await portal.as('sam').contacts.createStructureFor({
		request: await noors(portal),
		name: 'Atelier vosgien',
		customerNumber: 'c 20001',
		activate: true,
		administrator: true
	});
	expect(await me(portal)).toMatchObject({
		structures: [{ structureId: structure.id, customerNumber: 'C20001', access: 'active', role: 'administrator' }]
	});
});

test('a customer number somebody has makes no structure and settles nothing', async () => {
	const portal = await world();
	const request = await noors(portal);
	await expect(
		portal
			.as('sam')
			.contacts.createStructureFor({ request, name: 'Atelier', customerNumber: ' c10601', activate: true })
	).rejects.toMatchObject({ code: 'CONFLICT' });
	await expect(
		portal.as('sam').contacts.createStructureFor({ request, name: ' ', customerNumber: 'C20001' })
	).rejects.toThrow();
	expect(await noors(portal)).toBe(request);
	expect(await portal.as('sam').contacts.searchStructures({ query: 'Atelier' })).toEqual([]);
});

test('a refused request tells the person why, who can still open tickets without a structure', async () => {
	const portal = await world();
	await portal
		.as('sam')
		.contacts.refuseRequest({ request: await noors(portal), reason: 'Nous ne vous connaissons pas.' });
	expect((await me(portal)).requests).toMatchObject([
		{ refusalReason: 'Nous ne vous connaissons pas.', contactId: null, settledAt: expect.any(String) }
	]);
	const [mail] = await portal.mails();
	expect(mail).toMatchObject({ to: cast.noor.email, text: expect.stringContaining('> Nous ne vous connaissons pas.') });
	expect(mail!.text).toContain('http://localhost:3000/s/me');
});

test('a request is settled once, whoever comes first', async () => {
	const portal = await world();
	const request = await noors(portal);
	const structure = portal.structure('commercy');
	const outcomes = await Promise.allSettled([
		portal.as('sam').contacts.attach({ request, structure }),
		portal.as('alix').contacts.attach({ request, structure: portal.structure('madon') }),
		portal.as('mona').contacts.refuseRequest({ request, reason: 'Non' }),
		portal.as('sam').contacts.createStructureFor({ request, name: 'Atelier', customerNumber: 'C20001' })
	]);
	expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	for (const outcome of outcomes)
		if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'CONFLICT' });
	expect((await me(portal)).structures.length).toBeLessThan(2);
});

test('what does not exist is missing', async () => {
	const portal = await world();
	const request = await noors(portal);
	const { contacts } = portal.as('sam');
	await expect(contacts.attach({ request, structure: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(contacts.attach({ request: 'none', structure: portal.structure('sexey') })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
	await expect(contacts.refuseRequest({ request: 'none', reason: 'Non' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('requests are for staff alone', async () => {
	const portal = await world();
	const request = await noors(portal);
	for (const person of ['noor', 'pia', 'vera', 'adam', 'lola'] as CastKey[]) {
		const { contacts } = portal.as(person);
		await expect(contacts.waiting({}), person).rejects.toMatchObject({ code: 'FORBIDDEN' });
		await expect(contacts.searchStructures({ query: 'mairie' }), person).rejects.toMatchObject({ code: 'FORBIDDEN' });
		await expect(
			contacts.attach({ request, structure: portal.structure('sexey'), activate: true }),
			person
		).rejects.toMatchObject({ code: 'FORBIDDEN' });
		await expect(
			contacts.createStructureFor({ request, name: 'X', customerNumber: 'Y' }),
			person
		).rejects.toMatchObject({ code: 'FORBIDDEN' });
		await expect(contacts.refuseRequest({ request, reason: 'Non' }), person).rejects.toMatchObject({
			code: 'FORBIDDEN'
		});
	}
	expect((await me(portal)).structures).toEqual([]);
});

test('staff find a structure by parts of its name or number, at most 20 of them', async () => {
	const portal = await world();
	const find = async (query: string) =>
		(await portal.as('sam').contacts.searchStructures({ query })).map(({ customerNumber }) => customerNumber);
	expect(await find('ecole')).toEqual(['C10605']);
	expect(await find('LUNÉVILLOIS mission')).toEqual(['C10604']);
	expect(await find('c 10606')).toEqual(['C10606']);
	expect(await find('0603')).toEqual(['C10603']);
	expect(await find('')).toEqual([]);
	expect(await find('%')).toEqual([]);
	for (let index = 0; index < 30; index++) {
		await portal.base.db
			.insertInto('structure')
			.values({
				id: `s${index}`,
				name: `Lycée ${index}`,
				customerNumber: `L${index}`,
				siret: null,
				ticketVisibility: 'none',
				createdAt: portal.base.now()
			})
			.execute();
	}
	expect(await find('lycee')).toHaveLength(20);
	await expect(find('x'.repeat(101))).rejects.toThrow();
});
