import { expect, test } from 'vitest';
import { cast, world, type World } from '../../../../tests/support/world.ts';
import { newcomer } from './newcomer.ts';

/** A structure of its own with exactly these people, whom its administrator Théa lists. */
async function listOf(people: { lastName: string; firstName?: string; function?: string; email?: string }[]) {
	const portal = await world();
	const structure = portal.structure('maron');
	await portal.base.db
		.deleteFrom('contact')
		.where('structureId', '=', structure)
		.where('role', '!=', 'administrator')
		.execute();
	for (const [index, person] of people.entries()) {
		const { firstName = 'Zoé', email = `p${index}@exemple.example`, lastName } = person;
		const row = newcomer(
			{ id: '', email, civility: '', firstName, lastName, phone: '' },
			structure,
			person.function ?? '',
			portal.base.now()
		);
		await portal.base.db
			.insertInto('contact')
			.values({ ...row, accountId: null, access: 'active' })
			.execute();
	}
	const list = (input: object = {}) => portal.as('thea').contacts.list({ structure, ...input });
	const names = async (input: object = {}) =>
		(await list(input)).contacts.map(({ lastName }) => lastName).filter((name) => name !== cast.thea.lastName);
	return { list, names };
}

const found = async (portal: World, query: string) =>
	(await portal.as('adam').contacts.list({ structure: portal.structure('sexey'), query })).contacts.map(
		({ lastName }) => lastName
	);

test('a contact is found by last name, first name, e-mail or function, whatever the case and the accents', async () => {
	const portal = await world();
	for (const query of [
		'Lemoine',
		'LEMOINE',
		'véra',
		'VERA',
		'vera.lemoine@',
		'responsable des finances',
		'lemoine véra',
		'moin',
		'VÉRA lém'
	]) {
		expect(await found(portal, query), query).toContain('Lemoine');
	}
	expect(await found(portal, 'goeury')).toEqual(['Gœury']);
	expect(await found(portal, 'GŒURY')).toEqual(['Gœury']);
	expect(await found(portal, 'lemoine ferry')).toEqual([]);
	expect(await found(portal, 'aubertin')).toEqual([]);
});

test('signs that mean something to the database mean themselves', async () => {
	const { names } = await listOf([
		{ lastName: 'Cent%', firstName: 'A_b' },
		{ lastName: 'Centaure', firstName: 'Axb' },
		{ lastName: 'Barre\\', firstName: 'Ol’ga' }
	]);
	expect(await names({ query: 'cent%' })).toEqual(['Cent%']);
	expect(await names({ query: '%' })).toEqual(['Cent%']);
	expect(await names({ query: 'a_b' })).toEqual(['Cent%']);
	expect(await names({ query: '_' })).toEqual(['Cent%']);
	expect(await names({ query: '\\' })).toEqual(['Barre\\']);
	expect(await names({ query: "ol'ga" })).toEqual(['Barre\\']);
	expect(await names({ query: "' or 1=1 --" })).toEqual([]);
});

test('a search of 100 characters is answered, a longer one refused', async () => {
	const portal = await world();
	expect(await found(portal, 'é'.repeat(100))).toEqual([]);
	expect(await found(portal, 'a '.repeat(50))).not.toEqual([]);
	await expect(found(portal, 'x'.repeat(101))).rejects.toThrow();
});

test('names and functions are sorted without accents, both ways, those without function last', async () => {
	const { names } = await listOf([
		{ lastName: 'Étienne', function: 'Économe' },
		{ lastName: 'Zola', function: '' },
		{ lastName: 'abel', function: 'œnologue' },
		{ lastName: 'Dumas', function: 'Directeur' },
		{ lastName: 'Faure', function: 'Façadier' }
	]);
	expect(await names({ sort: 'name' })).toEqual(['abel', 'Dumas', 'Étienne', 'Faure', 'Zola']);
	expect(await names({ sort: 'name', direction: 'desc' })).toEqual(['Zola', 'Faure', 'Étienne', 'Dumas', 'abel']);
	expect(await names({ sort: 'function' })).toEqual(['Dumas', 'Étienne', 'Faure', 'abel', 'Zola']);
	expect(await names({ sort: 'function', direction: 'desc' })).toEqual(['abel', 'Faure', 'Étienne', 'Dumas', 'Zola']);
});

test('those who wait come first unless asked otherwise', async () => {
	const portal = await world();
	const accesses = async (input: object) =>
		(await portal.as('adam').contacts.list({ structure: portal.structure('sexey'), size: 50, ...input })).contacts.map(
			({ access }) => access
		);
	const first = await accesses({});
	expect(first.slice(0, 2)).toEqual(['pending', 'pending']);
	expect(first.slice(2)).not.toContain('pending');
	expect((await accesses({ sort: 'access' })).slice(0, 3)).toEqual(['pending', 'pending', 'active']);
	expect((await accesses({ sort: 'access', direction: 'desc' }))[0]).toBe('refused');
});

test('the list comes in pages, and a page past the end is the last one', async () => {
	const { list } = await listOf(
		Array.from({ length: 41 }, (_, index) => ({ lastName: `Nom${String(index).padStart(2, '0')}` }))
	);
	const pages = [
		await list({ sort: 'name' }),
		await list({ sort: 'name', page: 5 }),
		await list({ sort: 'name', page: 99 }),
		await list({ size: 50 })
	];
	expect(pages.map(({ total, page, contacts }) => [total, page, contacts.length])).toEqual([
		[42, 1, 10],
		[42, 5, 2],
		[42, 5, 2],
		[42, 1, 42]
	]);
	const all = [];
	for (let page = 1; page <= 5; page++) all.push(...(await list({ page })).contacts.map(({ id }) => id));
	expect(new Set(all).size).toBe(42);
	for (const bad of [{ page: 0 }, { page: 1.5 }, { size: 11 }, { sort: 'email' }, { direction: 'up' }])
		await expect(list(bad), JSON.stringify(bad)).rejects.toThrow();
});

test('users read the list; who was refused, and why, is for those who manage it', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const user = await portal.as('vera').contacts.list({ structure, size: 50 });
	const administrator = await portal.as('adam').contacts.list({ structure, size: 50 });
	expect(user.manages).toBe(false);
	expect(administrator.manages).toBe(true);
	expect(user.contacts.map(({ lastName }) => lastName)).not.toContain('Haxaire');
	expect(administrator.contacts.find(({ lastName }) => lastName === 'Haxaire')).toMatchObject({
		refusalReason: cast.rene.memberships[0]!.reason
	});
	expect(JSON.stringify(user)).not.toContain('réservé aux agents');
	expect((await portal.as('vera').contacts.list({ structure, query: 'haxaire' })).total).toBe(0);
	expect(administrator.contacts.filter(({ isSelf }) => isSelf).map(({ lastName }) => lastName)).toEqual(['Ferry']);
	expect(Object.keys(user.contacts[0]!).sort()).toEqual([
		'access',
		'civility',
		'email',
		'firstName',
		'function',
		'id',
		'invitationOpen',
		'isSelf',
		'lastName',
		'neverCame',
		'phone',
		'planned',
		'referent',
		'refusalReason',
		'requestedAt',
		'role',
		'toReview',
		'willAdminister'
	]);
});

test('nobody reads the contacts of a structure they are not validated in', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const refused = {
		pia: 'FORBIDDEN',
		lola: 'NOT_FOUND',
		rene: 'NOT_FOUND',
		otto: 'NOT_FOUND',
		noor: 'NOT_FOUND'
	} as const;
	for (const [person, code] of Object.entries(refused)) {
		await expect(portal.as(person as keyof typeof refused).contacts.list({ structure }), person).rejects.toMatchObject({
			code
		});
		await expect(
			portal.as(person as keyof typeof refused).contacts.toActivate({ structure }),
			person
		).rejects.toMatchObject({ code });
	}
	await expect(portal.as('vera').contacts.toActivate({ structure })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an administrator is told whose access is to be opened: who waits, longest first, then who never came', async () => {
	const portal = await world();
	const { total, people } = await portal.as('adam').contacts.toActivate({ structure: portal.structure('sexey') });
	expect(total).toBe(4);
	expect(people.map(({ firstName, neverCame }) => [firstName, neverCame])).toEqual([
		['Pia', false],
		['Loïc', false],
		[expect.any(String), true],
		[expect.any(String), true]
	]);
	const all = await portal.as('adam').contacts.list({ structure: portal.structure('sexey'), filter: 'to_activate' });
	expect([all.total, all.toActivate]).toEqual([total, total]);
	expect(all.contacts.map(({ id }) => id).sort()).toEqual(people.map(({ id }) => id).sort());
});
