import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { world } from '../../../../tests/support/world.ts';
import * as store from './store.ts';

test('files are found by indexes, however many there are', async () => {
	const { base } = await world();
	const { db } = base;
	const asked: CompiledQuery[] = [];
	const heard = db.withPlugin({
		transformQuery({ node, queryId }) {
			asked.push(db.getExecutor().compileQuery(node, queryId));
			return node;
		},
		transformResult: async ({ result }) => result
	});
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
	for (const { sql, parameters } of asked) {
		const { rows } = await db.executeQuery<{ detail: string }>(
			CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
		);
		const plan = rows.map(({ detail }) => detail).join(' / ');
		expect(plan, sql).toContain('SEARCH');
		expect(plan, sql).not.toMatch(/SCAN|B-TREE FOR (ORDER|RIGHT)/);
	}
});
