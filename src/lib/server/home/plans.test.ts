import { sql as raw } from 'kysely';
import { expect, test } from 'vitest';
import { transact } from '#server/platform/db.ts';
import { noteOutage } from '#server/platform/outbox-outage.ts';
import { askForHolder } from '#server/tasks/domain.ts';
import { plansOf } from '../../../../tests/support/plans.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world } from '../../../../tests/support/world.ts';
import { keepFigures } from './domain.ts';

/**
 * What was limited before is read to its end: what is counted, what a walk of open tickets found.
 * The named indexes hold nothing but what waits, or is under way.
 */
const READ_AS_FAR_AS_NEEDED =
	/^SCAN (some|walked|\w+ USING (COVERING )?INDEX (mail_failed|campaign_under_way|staff_task_waiting))$/;

/** With and without what SQLite may have learnt of how the tables are filled. */
test.each([false, true])('nothing of the home page walks a whole table (analysed: %s)', async (analysed) => {
	const portal = await world();
	const plain = portal.base.db;
	await portal.as('vera').tickets.open(draft(portal.structure('sexey')));
	await raw`with recursive n (i) as (select 1 union all select i + 1 from n where i < 4000)
		insert into structure (id, customer_number, name, ticket_visibility, created_at)
		select 's' || i, 'N' || i, 'Mairie ' || i, 'none', '2026-01-01' from n`.execute(plain);
	await raw`with recursive n (i) as (select 1 union all select i + 1 from n where i < 4000)
		insert into ticket (id, number, requester_id, subject, category, urgency, status, request_key, created_at, updated_at, first_replied_at, closed_at)
		select 't' || i, 10000 + i, (select min(id) from account), 'x', 'question', 'minor', 'closed', i,
			datetime('now', '-' || i || ' hours') || '.000Z', datetime('now', '-' || i || ' hours') || '.000Z',
			datetime('now', '-' || i || ' hours') || '.000Z', datetime('now', '-' || i || ' hours') || '.000Z' from n`.execute(
		plain
	);
	await raw`with recursive n (i) as (select 1 union all select i + 1 from n where i < 4000)
		insert into mail (id, outbox_id, recipient, kind, payload, message_id, created_at, due_at, attempts, settled_at, sent_at)
		select 'm' || i, (select min(id) from outbox), 'a' || i || '@x.example', 'x', '{}', 'm' || i, '2026-01-01', '2026-01-01', 1, '2026-01-01', '2026-01-01' from n`.execute(
		plain
	);
	await transact(portal.base, (ctx) => askForHolder(ctx, { structureId: portal.structure('madon'), role: 'dpo' }));
	await noteOutage({ db: plain, now: () => '2026-01-01T00:00:00.000Z' }, 'connect ECONNREFUSED');
	if (analysed) await raw`analyze`.execute(plain);
	const { home, tasks } = portal.as('mona');
	const plans = plansOf(portal);
	await home.waiting();
	await home.figures();
	await keepFigures(portal.base);
	await home.figures();
	await home.underWay();
	const { tasks: open } = await tasks.list({});
	await tasks.count();
	await tasks.settle({ task: open[0]!.id });

	expect(plans.asked.length).toBeGreaterThan(30);
	await plans.expectNoScanBut(READ_AS_FAR_AS_NEEDED, (plan, sql) => {
		if (sql.includes('first_replied_at" >= '))
			expect(plan, sql).toMatch(/SEARCH ticket USING COVERING INDEX ticket_first_replied \(first_replied_at>/);
	});
});
