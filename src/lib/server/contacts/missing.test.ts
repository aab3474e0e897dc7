import { expect, test } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { world } from '../../../../tests/support/world.ts';

/** Théa’s syndicate, of which nothing is known yet. */
async function bare() {
	const portal = await world();
	const { db } = portal.base;
	const structure = portal.structure('maron');
	await db.deleteFrom('referent').where('structureId', '=', structure).execute();
	await db.deleteFrom('plannedReferent').where('structureId', '=', structure).execute();
	await db.deleteFrom('structureAddress').where('structureId', '=', structure).execute();
	await db.deleteFrom('structurePhone').where('structureId', '=', structure).execute();
	await db.updateTable('contact').set({ function: 'Agent' }).where('structureId', '=', structure).execute();
	return {
		...portal,
		db,
		structure,
		other: portal.structure('commercy'),
		missing: () => portal.as('thea').contacts.missing({ structure })
	};
}
const EVERYTHING = { roles: ['accounting', 'technical', 'dpo'], functions: 0, mainAddress: true, phone: true };

test('each role is missing until somebody holds it, or will once their access opens', async () => {
	const { db, structure, missing, contactId, base } = await bare();
	expect(await missing()).toEqual(EVERYTHING);
	const contact = await contactId('thea', 'maron');
	const row = { contactId: contact, structureId: structure, sinceAt: base.now(), namedBy: null };
	await db
		.insertInto('referent')
		.values({ ...row, role: 'technical' })
		.execute();
	expect((await missing()).roles).toEqual(['accounting', 'dpo']);
	await db
		.insertInto('plannedReferent')
		.values({ ...row, role: 'dpo' })
		.execute();
	expect((await missing()).roles).toEqual(['accounting']);
});

test('an address counts once it is the main one, a phone at once; those of others never', async () => {
	const { db, structure, other, missing, base } = await bare();
	const address = {
		id: newId(),
		label: 'Siège',
		street: '1 rue',
		complement: '',
		postalCode: '54000',
		town: 'Nancy',
		createdAt: base.now()
	};
	await db
		.insertInto('structureAddress')
		.values({ ...address, structureId: structure, mainAt: null })
		.execute();
	expect(await missing()).toEqual(EVERYTHING);
	await db.updateTable('structureAddress').set({ mainAt: base.now() }).where('id', '=', address.id).execute();
	expect(await missing()).toEqual({ ...EVERYTHING, mainAddress: false });
	const phone = { id: newId(), label: 'Accueil', number: '+33383901000', createdAt: base.now() };
	await db
		.insertInto('structurePhone')
		.values({ ...phone, structureId: other })
		.execute();
	expect(await missing()).toEqual({ ...EVERYTHING, mainAddress: false });
	await db.updateTable('structurePhone').set({ structureId: structure }).where('id', '=', phone.id).execute();
	expect(await missing()).toEqual({ ...EVERYTHING, mainAddress: false, phone: false });
});

test('people without a function are counted, and shown by the list the line leads to; not those kept out', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const ids = await Promise.all(
		['vera', 'ines', 'lola', 'rene'].map((key) => portal.contactId(key as 'vera', 'sexey'))
	);
	await portal.base.db.updateTable('contact').set({ function: 'Agent' }).where('structureId', '=', structure).execute();
	const { contacts } = portal.as('adam');
	const shown = async () => {
		const list = await contacts.list({ structure, filter: 'without_function' });
		return [list.withoutFunction, list.contacts.map(({ id }) => id).sort()];
	};
	expect((await contacts.missing({ structure })).functions).toBe(0);
	expect(await shown()).toEqual([0, []]);
	await portal.base.db.updateTable('contact').set({ function: '' }).where('id', 'in', ids).execute();
	expect((await contacts.missing({ structure })).functions).toBe(2);
	expect(await shown()).toEqual([2, ids.slice(0, 2).sort()]);
	const user = await portal.as('vera').contacts.list({ structure, filter: 'without_function' });
	expect(user.withoutFunction, 'not a user’s affair').toBe(0);
	expect(user.total).toBeGreaterThan(2);
});
