import { expect, test } from 'vitest';
import { world } from '../../../../tests/support/world.ts';

test('a structure is created with the number written as the vendor writes it, once', async () => {
	const portal = await world();
	const { structures } = portal.as('sam');
	const { id } = await structures.create({ name: '  Atelier   vosgien ', customerNumber: ' c 20 001 ' });
	expect(await structures.read({ structure: id })).toMatchObject({ name: 'Atelier vosgien', customerNumber: 'C20001' });
	const before = await portal.base.db.selectFrom('structure').select('id').execute();
	await expect(structures.create({ name: 'Un autre', customerNumber: 'c20001' })).rejects.toMatchObject({
		code: 'CONFLICT',
		cause: { fields: { customerNumber: expect.stringMatching(/déjà/) } }
	});
	for (const wrong of [
		{ name: ' ', customerNumber: 'C1' },
		{ name: 'Atelier', customerNumber: ' ' },
		{ name: 'x'.repeat(161), customerNumber: 'C1' },
		{ name: 'Atelier', customerNumber: '1'.repeat(41) }
	])
		await expect(structures.create(wrong)).rejects.toThrow();
	expect(await portal.base.db.selectFrom('structure').select('id').execute()).toEqual(before);
});

test('a customer number is changed to a free one; another’s is refused at its field', async () => {
	const portal = await world();
	const { structures } = portal.as('sam');
	const structure = portal.structure('sexey');
	expect(await structures.setCustomerNumber({ structure, customerNumber: 'd 777' })).toEqual({
		customerNumber: 'D777'
	});
	// Its own is free for it.
	await structures.setCustomerNumber({ structure, customerNumber: 'D777' });
	const { customerNumber: taken } = await structures.read({ structure: portal.structure('commercy') });
	await expect(structures.setCustomerNumber({ structure, customerNumber: taken.toLowerCase() })).rejects.toMatchObject({
		code: 'CONFLICT',
		cause: { fields: { customerNumber: expect.any(String) } }
	});
	expect((await structures.read({ structure })).customerNumber).toBe('D777');
	const entries = await portal.base.db
		.selectFrom('auditEntry')
		.select('details')
		.where('act', '=', 'structure.customer_number_set')
		.execute();
	expect(entries.map(({ details }) => JSON.parse(details))).toEqual([
		{ structureId: structure, from: 'C10601', to: 'D777' }
	]);
});

test('a structure that is not there has no overview', async () => {
	const portal = await world();
	await expect(portal.as('sam').structures.overview({ id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('who holds a role now is told in the history by their name of then', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { contacts, proposals } = portal.as('sam');
	const { id: holder } = await portal.base.db
		.selectFrom('referent')
		.innerJoin('contact', 'contact.id', 'contactId')
		.select('contact.id')
		.where('referent.structureId', '=', structure)
		.where('contact.role', '=', 'user')
		.executeTakeFirstOrThrow();
	await contacts.lock({ structure, contact: holder, vacate: true });
	const [change] = (await proposals.history({ structure })).entries;
	expect(change).toMatchObject({ kind: 'access', after: [], before: [expect.stringMatching(/\w+ \w+/)] });
	expect(change!.title).toContain('Référent');
	expect(change!.by).not.toBeNull();
});
