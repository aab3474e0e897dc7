import { randomUUID } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import type { StructureKey } from '#server/demo/structures.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { homeAmong } from './standings.ts';
import { standings } from './standings-store.ts';

const me = (portal: World, person: CastKey) => portal.as(person).accounts.me();
const awaiting = async (portal: World, person: CastKey, structure: StructureKey) =>
	(await me(portal, person)).structures.find(({ structureId }) => structureId === portal.structure(structure))
		?.awaiting;

async function answered(portal: World, person: CastKey, structure: StructureKey, status: 'waiting' | 'resolved') {
	const { number } = await portal.as(person).tickets.open(draft(portal.structure(structure)));
	await portal.as('sam').tickets.reply({ number, body: 'Une question.', status, requestKey: randomUUID() });
	return number;
}

test('beside each structure stands what awaits the person there: own tickets to answer, and people to let in', async () => {
	const portal = await world();
	expect(await awaiting(portal, 'thea', 'sexey'), 'Pia waits for an administrator, which Théa is not here').toBe(0);
	const { total } = await portal.as('adam').contacts.pending({ structure: portal.structure('sexey') });
	expect(total).toBeGreaterThan(0);
	expect(await awaiting(portal, 'adam', 'sexey'), 'Pia waits for him').toBe(total);
	const number = await answered(portal, 'thea', 'sexey', 'waiting');
	await answered(portal, 'thea', 'sexey', 'resolved');
	await answered(portal, 'thea', 'madon', 'waiting');
	await portal.as('thea').tickets.open(draft(portal.structure('sexey')));
	expect(await awaiting(portal, 'thea', 'sexey')).toBe(2);
	expect(await awaiting(portal, 'thea', 'madon')).toBe(1);
	expect(await awaiting(portal, 'thea', 'maron')).toBe(0);
	expect(await awaiting(portal, 'adam', 'sexey'), 'a colleague’s ticket is not his turn').toBe(total);
	await portal.as('thea').tickets.answer({
		structure: portal.structure('sexey'),
		number,
		body: 'Voici.',
		requestKey: randomUUID()
	});
	expect(await awaiting(portal, 'thea', 'sexey')).toBe(1);
});

test('whoever waits has their own tickets counted; whoever is locked reads nothing of the structure any more', async () => {
	const portal = await world();
	await answered(portal, 'pia', 'sexey', 'waiting');
	expect(await awaiting(portal, 'pia', 'sexey')).toBe(1);
	await answered(portal, 'vera', 'sexey', 'waiting');
	expect(await awaiting(portal, 'vera', 'sexey')).toBe(1);
	const contact = await portal.contactId('vera', 'sexey');
	await portal.as('adam').contacts.lock({ structure: portal.structure('sexey'), contact });
	expect(await awaiting(portal, 'vera', 'sexey')).toBe(0);
});

test('someone of sixty structures has them in reading order, each with its own count, by one query that walks no table', async () => {
	const portal = await world();
	const { db } = portal.base;
	const accountId = await portal.accountId('noor');
	const expected = await sixty(portal, accountId);

	expect((await me(portal, 'noor')).structures.map(({ name, awaiting }) => [name, awaiting])).toEqual(expected);

	const { sql, parameters } = standings(db, { accountId }).compile();
	const { rows } = await db.executeQuery<{ detail: string }>(
		CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
	);
	const plan = rows.map(({ detail }) => detail);
	expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
	expect(plan.filter((step) => step.startsWith('SEARCH ticket'))).toEqual([
		'SEARCH ticket USING INDEX ticket_awaiting_requester (requester_id=? AND structure_id=?)'
	]);
	expect(plan.filter((step) => step.startsWith('SEARCH waiting'))).toEqual([
		'SEARCH waiting USING COVERING INDEX contact_access (structure_id=? AND access=?)'
	]);
});

/** Sixty structures of one person, who runs every third and waits in every tenth; what each should say, in order. */
async function sixty(portal: World, accountId: string) {
	const { db } = portal.base;
	const now = portal.base.now();
	const names = ['École', 'eaux', 'Zone', 'Mairie', 'Écluse', 'Syndicat 10', 'Syndicat 9', 'abbaye', 'Œuvre', 'Îlot'];
	const expected: [string, number][] = [];
	const person = { civility: '', firstName: 'N', lastName: 'N', phone: '', function: '', searchText: 'n' } as const;
	const rest = { refusalReason: '', createdAt: now };
	for (let index = 0; index < 60; index++) {
		const structureId = newId();
		const name = `${names[index % 10]} ${String.fromCharCode(65 + Math.floor(index / 10))}`;
		const role = index % 3 === 0 ? 'administrator' : 'user';
		const access = index % 10 === 0 ? 'pending' : 'active';
		await db
			.insertInto('structure')
			.values({ id: structureId, customerNumber: `S${index}`, name, ticketVisibility: 'none', createdAt: now })
			.execute();
		const contact = { ...person, ...rest, structureId, access, role } as const;
		await db
			.insertInto('contact')
			.values({ ...contact, id: newId(), accountId, email: 'n@n.example' })
			.execute();
		const waits = { ...contact, id: newId(), accountId: null, email: 'w@n.example', access: 'pending' } as const;
		await db.insertInto('contact').values(waits).execute();
		// Nobody may open so many in one hour.
		portal.pass({ hours: 1 });
		for (let count = 0; count < index % 4; count++) await portal.as('noor').tickets.open(draft(structureId));
		await db.updateTable('ticket').set({ status: 'waiting' }).where('structureId', '=', structureId).execute();
		expected.push([name, (index % 4) + (role === 'administrator' && access === 'active' ? 1 : 0)]);
	}
	const order = ['abbaye', 'eaux', 'Écluse', 'École', 'Îlot', 'Mairie', 'Œuvre', 'Syndicat 9', 'Syndicat 10', 'Zone'];
	const rank = ([name]: [string, number]) => order.indexOf(name.slice(0, -2)) * 10 + name.charCodeAt(name.length - 1);
	return expected.sort((a, b) => rank(a) - rank(b));
}

test('one is led to the structure one was last in, else to the first that is open', () => {
	const [a, b, c] = [
		{ structureId: 'a', access: 'pending' },
		{ structureId: 'b', access: 'active' },
		{ structureId: 'c', access: 'active' }
	] as const;
	expect(homeAmong([a, b, c], null)).toBe('b');
	expect(homeAmong([a, b, c], 'c')).toBe('c');
	expect(homeAmong([a, b, c], 'a')).toBe('a');
	expect(homeAmong([a, b, { ...c, access: 'locked' }], 'c')).toBe('b');
	expect(homeAmong([a, { ...b, access: 'refused' }], 'b')).toBe('a');
	expect(homeAmong([a, b], 'elsewhere')).toBe('b');
	expect(homeAmong([{ ...a, access: 'invited' }], 'a')).toBeNull();
	expect(homeAmong([], null)).toBeNull();
});

test('the structure somebody is in is remembered by their account, each person’s apart, while it lets them in', async () => {
	const portal = await world();
	const [sexey, maron] = [portal.structure('sexey'), portal.structure('maron')];
	expect(await me(portal, 'thea')).toMatchObject({ lastStructure: null });
	await portal.as('thea').accounts.enter({ structure: sexey });
	expect(await me(portal, 'thea')).toMatchObject({ lastStructure: sexey, home: sexey });
	expect(await me(portal, 'vera')).toMatchObject({ lastStructure: null });
	await portal.as('thea').accounts.enter({ structure: maron });
	await portal.as('thea').accounts.enter({ structure: 'me' });
	expect(await me(portal, 'thea'), 'being without one is no structure to come back to').toMatchObject({ home: maron });
	await portal.as('thea').accounts.enter({ structure: sexey });
	const contact = await portal.contactId('thea', 'sexey');
	await portal.as('adam').contacts.lock({ structure: sexey, contact, vacate: true });
	const { home, structures } = await me(portal, 'thea');
	expect(home).toBe(structures.find(({ access }) => access === 'active')!.structureId);
	await portal.as('adam').contacts.open({ structure: sexey, contact });
	expect((await me(portal, 'thea')).home, 'and again once it does').toBe(sexey);
});
