import { expect, test } from 'vitest';
import { DEMO_PASSWORD, jar, world, type World } from '../../../../tests/support/world.ts';
import type { StructureKey } from '#server/demo/structures.ts';
import { newcomer } from './newcomer.ts';
import type { ContactTable } from './table.ts';

interface Typed {
	email: string;
	customerNumber?: string;
	structureName?: string;
}

/** Signs up, proves the address from the mail, and returns the application as the newcomer calls it. */
async function signUp(portal: World, { email, customerNumber = '', structureName = '' }: Typed) {
	const browser = jar();
	await portal.visitor(browser).accounts.signUp({
		civility: 'mme',
		firstName: 'Nadia',
		lastName: 'Weber',
		email,
		function: 'Comptable',
		structureName,
		customerNumber,
		password: DEMO_PASSWORD,
		confirmation: DEMO_PASSWORD
	});
	const mail = (await portal.mails()).find(({ to }) => to === email.toLowerCase());
	await portal.visitor(browser).accounts.proveAddress({ token: mail!.text.match(/\/verify\/(\S+)/)![1]! });
	return portal.visitor(browser);
}

/** How the newcomer stands, by name of structure. */
const standings = async (api: Awaited<ReturnType<typeof signUp>>) =>
	Object.fromEntries((await api.accounts.me()).structures.map(({ name, access, role }) => [name, `${access} ${role}`]));

async function listIn(portal: World, key: StructureKey, email: string, values: Partial<ContactTable> = {}) {
	const row = newcomer(
		{ id: '', email, civility: '', firstName: 'Nadia', lastName: 'Weber', phone: '' },
		portal.structure(key),
		'Élue',
		portal.base.now()
	);
	await portal.base.db
		.insertInto('contact')
		.values({ ...row, accountId: null, access: 'none', requestedAt: null, ...values })
		.execute();
}

test('a customer number leads to its structure, typed with spaces and in lower case', async () => {
	const portal = await world();
	const nadia = await signUp(portal, { email: 'nadia@ailleurs.example', customerNumber: ' c 10602 ' });
	expect(await standings(nadia)).toEqual({ 'CFA du Pays de Commercy': 'pending user' });
	const [waiting] = (await portal.as('otto').contacts.toActivate({ structure: portal.structure('commercy') })).people;
	expect(waiting).toMatchObject({
		firstName: 'Nadia',
		lastName: 'Weber',
		email: 'nadia@ailleurs.example',
		function: 'Comptable'
	});
});

test('a recorded mail domain leads to its structure', async () => {
	const portal = await world();
	expect(await standings(await signUp(portal, { email: 'nadia@cfa-commercy.example' }))).toEqual({
		'CFA du Pays de Commercy': 'pending user'
	});
	const stranger = await signUp(portal, { email: 'nadia@not-cfa-commercy.example' });
	expect(await standings(stranger)).toEqual({});
});

test('a public mail provider never leads anywhere, even recorded by mistake', async () => {
	const portal = await world();
	await portal.base.db
		.insertInto('structureMailDomain')
		.values({ domain: 'gmail.com', structureId: portal.structure('commercy'), addedAt: portal.base.now() })
		.execute();
	const nadia = await signUp(portal, { email: 'nadia@gmail.com' });
	expect(await standings(nadia)).toEqual({});
	expect((await nadia.accounts.me()).requests).toHaveLength(1);
});

test('the customer number counts before the mail domain', async () => {
	const portal = await world();
	const nadia = await signUp(portal, { email: 'nadia@cfa-commercy.example', customerNumber: 'C10601' });
	expect(await standings(nadia)).toEqual({ 'Mairie de Sexey-aux-Forges': 'pending user' });
});

test('an address listed without access becomes that contact, and waits', async () => {
	const portal = await world();
	await listIn(portal, 'commercy', 'nadia@ailleurs.example');
	const nadia = await signUp(portal, { email: 'Nadia@Ailleurs.example' });
	expect(await standings(nadia)).toEqual({ 'CFA du Pays de Commercy': 'pending user' });
	expect((await nadia.accounts.me()).requests).toEqual([]);
	const { contacts } = await portal
		.as('otto')
		.contacts.list({ structure: portal.structure('commercy'), query: 'nadia' });
	expect(contacts).toMatchObject([{ function: 'Élue', access: 'pending' }]);
});

test('an administrator of the old portal is an active administrator at once', async () => {
	const portal = await world();
	await listIn(portal, 'saintois', 'nadia@ailleurs.example', { formerAdministratorAt: portal.base.now() });
	const nadia = await signUp(portal, { email: 'nadia@ailleurs.example' });
	expect(await standings(nadia)).toEqual({ 'École de conduite du Saintois': 'active administrator' });
	expect(
		(await nadia.contacts.toActivate({ structure: portal.structure('saintois') })).people.map(
			({ firstName }) => firstName
		)
	).toEqual(['Océane', 'Gilles']);
});

test('someone invited is active at once, as a user', async () => {
	const portal = await world();
	await listIn(portal, 'commercy', 'nadia@ailleurs.example', { access: 'invited' });
	expect(await standings(await signUp(portal, { email: 'nadia@ailleurs.example' }))).toEqual({
		'CFA du Pays de Commercy': 'active user'
	});
});

test('an address listed in several structures stands in each as that one says', async () => {
	const portal = await world();
	const email = 'nadia@ailleurs.example';
	await listIn(portal, 'commercy', email);
	await listIn(portal, 'madon', email, { access: 'locked' });
	await listIn(portal, 'saintois', email, { formerAdministratorAt: portal.base.now() });
	const nadia = await signUp(portal, { email, customerNumber: 'C10601' });
	expect(await standings(nadia)).toEqual({
		'CFA du Pays de Commercy': 'pending user',
		'Communauté de communes Moselle et Madon': 'locked user',
		'École de conduite du Saintois': 'active administrator',
		'Mairie de Sexey-aux-Forges': 'pending user'
	});
});

test('the number of a structure one is listed in asks for nothing more', async () => {
	const portal = await world();
	await listIn(portal, 'commercy', 'nadia@ailleurs.example');
	const nadia = await signUp(portal, { email: 'nadia@ailleurs.example', customerNumber: 'C10602' });
	expect(await standings(nadia)).toEqual({ 'CFA du Pays de Commercy': 'pending user' });
	expect((await portal.mails()).map(({ to }) => to)).toEqual(['otto.reinhardt@cfa-commercy.example']);
});

test('without any sign of a structure the request waits for staff', async () => {
	const portal = await world();
	const nadia = await signUp(portal, {
		email: 'nadia@ailleurs.example',
		customerNumber: 'C99999',
		structureName: 'Lycée Ailleurs'
	});
	expect(await nadia.accounts.me()).toMatchObject({
		structures: [],
		requests: [{ structureName: 'Lycée Ailleurs', customerNumber: 'C99999', settledAt: null }]
	});
	const { requests } = await portal.as('sam').contacts.waiting({});
	expect(requests.rows.at(-1)).toMatchObject({
		email: 'nadia@ailleurs.example',
		structureName: 'Lycée Ailleurs',
		function: 'Comptable',
		candidates: []
	});
});
