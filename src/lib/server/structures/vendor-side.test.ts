import { expect, test } from 'vitest';
import { recordChange } from './domain.ts';
import { transact } from '#server/platform/db.ts';
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

test('what changed in a structure is read newest first, page by page, in the words of then', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const other = portal.structure('commercy');
	const { history } = portal.as('sam').structures;
	const had = (await history({ structure })).changes.length;
	const address = { label: 'Siège', street: '2 rue Haute', complement: '', postalCode: '54550', town: 'Pont' };
	const main = (await portal.as('sam').structures.read({ structure })).addresses.find(({ main }) => main)!;
	await transact(portal.base, async (ctx) => {
		await recordChange(ctx, structure, { key: 'name', before: 'Avant', after: 'Après' }, { origin: 'staff' });
		await recordChange(ctx, structure, { key: 'address:a1', before: null, after: address }, { origin: 'proposal' });
		await recordChange(ctx, structure, { key: 'main_address', before: 'gone', after: main.id }, { origin: 'proposal' });
		await recordChange(
			ctx,
			structure,
			{ key: 'phone:p1', before: { label: 'Standard', number: '0383901000' }, after: null },
			{ origin: 'import' }
		);
		await recordChange(ctx, other, { key: 'name', before: 'zibelinaire', after: 'x' }, { origin: 'staff' });
	});
	const { changes } = await history({ structure });
	expect(changes).toHaveLength(had + 4);
	expect(changes.slice(0, 4)).toMatchObject([
		{ kind: 'phone', before: 'Standard, 03\u00a083\u00a090\u00a010\u00a000', after: '', origin: 'import' },
		{ kind: 'main_address', before: '', after: `${main.label}, ${main.town}` },
		{ kind: 'address', before: '', after: 'Siège, 2 rue Haute, 54550 Pont' },
		{ kind: 'name', before: 'Avant', after: 'Après', by: null }
	]);

	await transact(portal.base, async (ctx) => {
		for (let n = 0; n < 40; n++)
			await recordChange(ctx, structure, { key: 'name', before: `${n}`, after: `${n + 1}` }, { origin: 'staff' });
	});
	const seen: string[] = [];
	let before: string | undefined;
	do {
		const page = await history({ structure, before });
		seen.push(...page.changes.map(({ id }) => id));
		before = page.next ?? undefined;
	} while (before);
	expect(seen).toHaveLength(had + 44);
	expect(seen).toEqual([...seen].sort().reverse());
	await expect(history({ structure: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(portal.as('sam').structures.overview({ id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('who holds a role now is told in the history by their name of then', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { contacts, structures } = portal.as('sam');
	const { id: holder } = await portal.base.db
		.selectFrom('referent')
		.innerJoin('contact', 'contact.id', 'contactId')
		.select('contact.id')
		.where('referent.structureId', '=', structure)
		.where('contact.role', '=', 'user')
		.executeTakeFirstOrThrow();
	await contacts.lock({ structure, contact: holder, vacate: true });
	const [change] = (await structures.history({ structure })).changes;
	expect(change).toMatchObject({ kind: 'referent', after: '', origin: 'access' });
	expect(change!.before).not.toBe('');
	expect(change!.role).not.toBeNull();
	expect(change!.by).not.toBeNull();
});
