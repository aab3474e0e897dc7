import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { StructureKey } from '#server/demo/structures.ts';
import { sixtyStructures } from '../../../../tests/support/many-structures.ts';
import { planOf } from '../../../../tests/support/plans.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { homeAmong } from './standings.ts';
import { standings, without as withoutAny } from './standings-store.ts';

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
	const { total } = await portal.as('adam').contacts.toActivate({ structure: portal.structure('sexey') });
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
	const made = await sixtyStructures(db, accountId, portal.base.now());
	for (const [index, { id }] of made.entries()) {
		// Nobody may open so many in one hour.
		portal.pass({ hours: 1 });
		for (let count = 0; count < index % 4; count++) await portal.as('noor').tickets.open(draft(id));
	}
	await db.updateTable('ticket').set({ status: 'waiting' }).where('requesterId', '=', accountId).execute();
	expect((await me(portal, 'noor')).structures.map(({ name, awaiting }) => [name, awaiting])).toEqual(
		made.map(({ name, administers }, index) => [name, (index % 4) + (administers ? 1 : 0)])
	);

	const plan = await planOf(db, standings(db, { accountId }));
	expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
	expect(plan.filter((step) => step.startsWith('SEARCH ticket'))).toEqual([
		'SEARCH ticket USING INDEX ticket_awaiting_requester (requester_id=? AND structure_id=?)'
	]);
	expect(plan.filter((step) => step.startsWith('SEARCH waiting'))).toEqual([
		'SEARCH waiting USING COVERING INDEX contact_access (structure_id=? AND access=?)'
	]);
});

test('tickets without a structure are told of beside the structures, own ones only', async () => {
	const portal = await world();
	const without = async (person: CastKey) => (await me(portal, person)).without;
	expect(await without('thea')).toEqual({ tickets: 0, awaiting: 0 });
	await portal.as('thea').tickets.open(draft('me'));
	const { number } = await portal.as('thea').tickets.open(draft('me'));
	await portal.as('sam').tickets.reply({ number, body: 'Et ?', status: 'waiting', requestKey: randomUUID() });
	expect(await without('thea')).toEqual({ tickets: 2, awaiting: 1 });
	expect(await without('vera')).toEqual({ tickets: 0, awaiting: 0 });
	expect(await planOf(portal.base.db, withoutAny(portal.base.db, { accountId: 'a' }))).toEqual([
		'SEARCH ticket USING INDEX ticket_requester (requester_id=? AND structure_id=?)'
	]);
});

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
