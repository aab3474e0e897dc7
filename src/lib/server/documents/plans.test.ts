import { expect, test } from 'vitest';
import { activePeopleIn, rolesHeldBy, structuresOfActive, structuresWithHolder } from '#server/contacts/domain.ts';
import { storedBefore, unusedStored } from '#server/files/store.ts';
import { numberBetween, structuresNumbered } from '#server/structures/domain.ts';
import { planOf, recordOf, scansIn } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';
import * as batches from './batch-store.ts';
import * as store from './store.ts';

test('documents, batches and whom they are for are found by indexes, however many there are', async () => {
	const { base } = await world();
	const { heard, asked, read } = recordOf(base.db);
	const sight = { structureId: 'a', audiences: ['everybody', 'accounting'] };
	const before = { publishedAt: base.now(), id: 'b' };
	await store.list(heard, sight, { kind: undefined, words: [], before: undefined });
	await store.list(heard, sight, { kind: 'invoice', words: ['facture', 'mai'], before });
	await store.find(heard, sight, 'a');
	await store.listKept(heard, 'a', before);
	await store.listKept(heard, null, before);
	await store.findKept(heard, 'a');
	await store.placeOf(heard, 'a', 'b');
	await store.isThere(heard, 'a', 'b');
	await store.isThere(heard, null, 'b');
	await store.published(heard, 'a');
	await store.published(heard, 'a', ['a', 'b']);
	await batches.find(heard, 'a');
	await batches.filesOf(heard, { id: 'a', kind: 'invoice' });
	await batches.filesOf(heard, { id: 'a', kind: 'other' });
	await batches.filesOf(heard, { id: 'a', kind: 'other' }, 'b');
	await batches.countsIn(heard, { id: 'a', kind: 'invoice' });
	await batches.countsIn(heard, { id: 'a', kind: 'other' });
	await batches.hashesOf(heard, 'a');
	await store.ofPublication(heard, 'a');
	await storedBefore(heard, base.now(), 'a', 200);
	await batches.list(heard);
	await batches.before(heard, base.now(), 10);
	await structuresNumbered(heard, ['C1', 'C2']);
	await numberBetween(heard, 'C0', 'C:');
	await rolesHeldBy(heard, 'a');
	await activePeopleIn(heard, ['a', 'b']);
	await activePeopleIn(heard, ['a', 'b'], 'c');
	await structuresOfActive(heard, 'c');
	await structuresWithHolder(heard, ['a', 'b'], 'accounting', base.now());
	await unusedStored(heard, ['a', 'b']);
	expect(asked.length).toBeGreaterThanOrEqual(22);
	const plans = await read();
	expect(plans).toHaveLength(asked.length);
	// Settings and news are few; the latest batches are read along their index.
	for (const { sql, plan } of plans)
		expect(scansIn(plan, /^SCAN (setting|news|document_batch USING INDEX)/), sql).toEqual([]);
});

test('a structure’s list is read in the order of its index', async () => {
	const { db } = (await world()).base;
	const list = db
		.selectFrom('document')
		.selectAll()
		.where('structureId', '=', 'a')
		.orderBy('publishedAt', 'desc')
		.orderBy('id', 'desc');
	expect((await planOf(db, list)).join()).not.toContain('B-TREE');
});
