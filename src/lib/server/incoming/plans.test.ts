import { expect, test } from 'vitest';
import { byMonth, byScore, comments, ofTicket } from '#server/satisfaction/store.ts';
import { planOf, scansIn, type Query } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';
import { countWaiting, page } from './store.ts';

test('no list of mails or opinions walks a whole table', async () => {
	const { db } = (await world()).base;
	const queries: Record<string, Query> = {
		'mails that wait': page(db, 'waiting', undefined),
		'older mails': page(db, 'noted', '019f0000-0000-7000-8000-000000000000'),
		'how many wait': countWaiting(db, 100),
		'opinions by month': byMonth(db, '2026-01-01T00:00:00.000Z'),
		'opinions by score': byScore(db, '2026-01-01T00:00:00.000Z'),
		'what people wrote': comments(db, undefined)
	};
	for (const [name, query] of Object.entries(queries)) {
		const plan = await planOf(db, query);
		expect(scansIn(plan, /^SCAN some$/), name).toEqual([]);
		// Some months are few rows, and are put together once read.
		if (!name.includes('by'))
			expect(
				plan.filter((step) => step.includes('TEMP B-TREE')),
				`${name}: ${plan.join(' / ')}`
			).toEqual([]);
	}
	expect(await ofTicket(db, 'none')).toEqual([]);
});
