import { expect, test } from 'vitest';
import { planOf, scansIn } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';
import { countOpen, found, stop, type Entry, type Walk } from './inbox-store.ts';
import { openOf } from './ties-store.ts';

const ENTRIES: [Entry, RegExp][] = [
	[{ by: 'open' }, /USING COVERING INDEX ticket_open \(updated_at/],
	[{ by: 'status', status: 'closed' }, /USING INDEX ticket_status \(status=\? AND updated_at/],
	[{ by: 'structureId', value: 's' }, /USING INDEX ticket_structure \(structure_id=\? AND updated_at/],
	[{ by: 'structureId', value: null }, /USING INDEX ticket_structure \(structure_id=\? AND updated_at/],
	[{ by: 'assigneeId', value: 'a' }, /USING INDEX ticket_assignee \(assignee_id=\? AND updated_at/],
	[{ by: 'productId', value: 'p' }, /USING INDEX ticket_product \(product_id=\? AND updated_at/],
	[{ by: 'category', value: 'c' }, /USING INDEX ticket_category_updated \(category=\? AND updated_at/],
	[{ by: 'updatedAt' }, /USING INDEX ticket_updated_at \(updated_at/]
];
const WANTED = {
	statuses: ['new', 'in_progress'],
	assigneeId: null,
	structureId: 's',
	category: 'c',
	productId: 'p',
	urgency: 'blocking',
	priority: 'high',
	createdBefore: '2026-11-22T10:00:00.000Z'
} as const;

test('whatever the filters, the inbox enters one index of tickets, and looks no further than its limit', async () => {
	const { base } = await world();
	const { db } = base;
	const place = { updatedAt: '2026-11-22T10:00:00.000Z', number: 1042 };
	for (const [entry, index] of ENTRIES)
		for (const oldestFirst of [false, true])
			for (const from of [null, place])
				for (const until of [null, '2026-11-01T10:00:00.000Z'])
					for (const wanted of [{}, WANTED]) {
						const walk: Walk = { entry, oldestFirst, from, until };
						const name = JSON.stringify({ ...walk, wanted });
						for (const query of [found(db, walk, wanted, 21), stop(db, walk)]) {
							const plan = await planOf(db, query);
							expect(
								plan.find((step) => /^S(CAN|EARCH) ticket/.test(step)),
								name
							).toMatch(index);
							expect(query.compile().sql, name).toMatch(/limit \?\) as "walked"/);
							// What is walked is bounded; only that may be read through, and only that may be sorted.
							expect(scansIn(plan), name).toEqual(['SCAN walked']);
						}
					}
});

test('a count of the inbox is of open tickets only, by their index alone', async () => {
	const { base } = await world();
	for (const oldestFirst of [false, true]) {
		const walk = { entry: { by: 'open' }, oldestFirst, from: null, until: null } as const;
		const plan = await planOf(base.db, countOpen(base.db, walk, { statuses: ['new'], assigneeId: null }, 100));
		expect(plan.join()).toMatch(/SEARCH ticket USING COVERING INDEX ticket_open/);
	}
});

test('what else somebody waits for is found by who they are', async () => {
	const { base } = await world();
	const plan = await planOf(base.db, openOf(base.db, 'a', 'b'));
	expect(plan.join()).toMatch(/ticket_open_requester \(requester_id=\?\)/);
});
