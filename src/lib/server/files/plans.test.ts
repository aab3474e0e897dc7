import { expect, test } from 'vitest';
import { recordOf } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';
import * as store from './store.ts';

test('files are found by indexes, however many there are', async () => {
	const { base } = await world();
	const { heard, asked, read } = recordOf(base.db);
	await store.shownUploads(heard, 'a', ['b', 'c'], base.now());
	await store.filesOfMessages(heard, ['a', 'b']);
	await store.countOfMessage(heard, 'a');
	await store.findTicketFile(heard, 'a');
	await store.namedAmong(heard, ['a', 'b']);
	await heard.transaction().execute(async (trx) => {
		await store.takeUploads(trx, 'a', ['b'], base.now());
		await store.takeExpired(trx, base.now());
	});
	expect(asked).toHaveLength(7);
	const plans = await read();
	expect(plans).toHaveLength(asked.length);
	for (const { sql, plan } of plans) {
		expect(plan.join(' / '), sql).toContain('SEARCH');
		expect(plan.join(' / '), sql).not.toMatch(/SCAN|B-TREE FOR (ORDER|RIGHT)/);
	}
});
