import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { world } from '../../../../tests/support/world.ts';
import * as store from './store.ts';

const SCOPES = {
	own: { accountId: 'a', structureId: 's', colleagues: 'none', isAdministrator: false },
	'without a structure': { accountId: 'a', structureId: null, colleagues: 'none', isAdministrator: false },
	'of colleagues': { accountId: 'a', structureId: 's', colleagues: 'read', isAdministrator: false },
	administrator: { accountId: 'a', structureId: 's', colleagues: 'answer', isAdministrator: true }
} as const;
const BELOW = { updatedAt: '2026-11-22T10:00:00.000Z', number: 1042 };

test('no list of tickets walks a whole table or sorts more than a page’s last term', async () => {
	const { base } = await world();
	const { db } = base;
	const queries: Record<string, { compile(): CompiledQuery }> = {};
	for (const below of [undefined, BELOW]) {
		const at = below ? 'later' : 'first';
		for (const [name, scope] of Object.entries(SCOPES)) {
			for (const filter of ['open', 'closed', 'all'] as const)
				queries[`list ${name} ${filter} ${at}`] = store.list(db, scope, filter, below);
		}
		for (const status of ['new', 'closed', null] as const)
			queries[`inbox ${status} ${at}`] = store.inbox(db, status, below);
	}
	queries['count'] = store.countUpTo(db, 'new', 100);
	for (const [name, query] of Object.entries(queries)) {
		const { sql, parameters } = query.compile();
		const { rows } = await db.executeQuery<{ detail: string }>(
			CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
		);
		const plan = rows.map(({ detail }) => detail);
		const read = plan.filter((step) => /^(SCAN|SEARCH)/.test(step));
		expect(read.length, name).toBeGreaterThan(0);
		// A customer's list must not walk through everybody's tickets of one status.
		if (name.startsWith('list')) expect(plan.join(), name).toMatch(/ticket_(requester|structure) /);
		expect(
			read.filter((step) => step.startsWith('SCAN') && step !== 'SCAN some'),
			`${name}: ${plan.join(' / ')}`
		).toEqual([]);
		expect(
			plan.filter((step) => step.includes('TEMP B-TREE') && !step.includes('LAST TERM')),
			`${name}: ${plan.join(' / ')}`
		).toEqual([]);
	}
});
