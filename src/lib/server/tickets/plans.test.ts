import { expect, test } from 'vitest';
import { TICKET_FILTERS, TICKET_OWNERS } from '#lib/schemas/ticket-choices.ts';
import { planOf, scansIn, type Query } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';
import { listPages } from './list-store.ts';
import { visibleTo } from './visible.ts';

const SCOPES = {
	own: { accountId: 'a', structureId: 's', colleagues: 'none', isAdministrator: false, takesPart: true },
	'without a structure': {
		accountId: 'a',
		structureId: null,
		colleagues: 'none',
		isAdministrator: false,
		takesPart: false
	},
	'of colleagues': { accountId: 'a', structureId: 's', colleagues: 'read', isAdministrator: false, takesPart: true },
	administrator: { accountId: 'a', structureId: 's', colleagues: 'answer', isAdministrator: true, takesPart: true }
} as const;
const BELOW = { updatedAt: '2026-11-22T10:00:00.000Z', number: 1042 };

test('no list of tickets walks a whole table or sorts more than a page’s last term', async () => {
	const { base } = await world();
	const { db } = base;
	const queries: Record<string, Query> = {};
	for (const below of [undefined, BELOW]) {
		const at = below ? 'later' : 'first';
		for (const [name, scope] of Object.entries(SCOPES)) {
			for (const filter of TICKET_FILTERS)
				for (const whose of TICKET_OWNERS)
					for (const [index, page] of listPages(db, scope, { filter, whose }, below).entries())
						queries[`list ${name} ${filter} ${whose} ${index} ${at}`] = page;
		}
	}
	for (const [name, query] of Object.entries(queries)) {
		const plan = await planOf(db, query);
		const read = plan.filter((step) => /^(SCAN|SEARCH)/.test(step));
		expect(read.length, name).toBeGreaterThan(0);
		// A customer's list must not walk through everybody's tickets of one status.
		const byTakingPart = plan.some((step) => step.startsWith('SEARCH part'));
		if (name.startsWith('list') && !byTakingPart)
			expect(plan.join(), name).toMatch(/ticket USING INDEX ticket_(requester|structure) /);
		// From the person to what they take part in, each ticket found by its id; only these few are sorted.
		if (byTakingPart) {
			expect(read[1], name).toMatch(/^SEARCH ticket USING INDEX sqlite_autoindex_ticket_1 \(id=/);
			continue;
		}
		expect(scansIn(plan, /^SCAN some$/), name).toEqual([]);
		expect(
			plan.filter((step) => step.includes('TEMP B-TREE') && !step.includes('LAST TERM')),
			`${name}: ${plan.join(' / ')}`
		).toEqual([]);
	}
});

test('one ticket is found by its number, and what is tied to it by its indexes', async () => {
	const { base } = await world();
	const { db } = base;
	const stepsOf = async (query: Query) => (await planOf(db, query)).filter((step) => /SCAN|SEARCH ticket /.test(step));
	for (const [name, scope] of Object.entries(SCOPES)) {
		expect(await stepsOf(visibleTo(db, scope).selectAll('ticket').where('ticket.number', '=', 1042)), name).toEqual([
			'SEARCH ticket USING INDEX sqlite_autoindex_ticket_2 (number=?)'
		]);
		expect(await stepsOf(visibleTo(db, scope).select('ticket.id').where('ticket.id', 'in', ['a', 'b'])), name).toEqual([
			'SEARCH ticket USING INDEX sqlite_autoindex_ticket_1 (id=?)'
		]);
	}
	const related = db
		.selectFrom('ticket')
		.select('id')
		.where((eb) => eb.or([eb('followsId', '=', 'a'), eb('id', 'in', ['b', 'c'])]));
	expect((await stepsOf(related)).join()).not.toContain('SCAN');
});
