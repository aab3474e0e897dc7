import { sql as raw } from 'kysely';
import { expect, test } from 'vitest';
import { DIRECTORY_FILTERS } from '#lib/schemas/directory-choices.ts';
import { plansOf } from '../../../../tests/support/plans.ts';
import { world, type World } from '../../../../tests/support/world.ts';

/** The index of words gives its rows by itself; what is counted was limited before, and `entry` is the history of one structure. */
const READ_AS_FAR_AS_NEEDED = /^SCAN (structure_search VIRTUAL TABLE INDEX 0:M\d|some|entry)$/;

async function manyStructures(): Promise<World> {
	const portal = await world();
	const { db } = portal.base;
	await raw`with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
		insert into structure (id, customer_number, name, ticket_visibility, created_at)
		select 's' || i, 'N' || i, 'Mairie ' || i, 'none', '2026-01-01' from n`.execute(db);
	await raw`insert into contact (id, structure_id, email, civility, first_name, last_name, phone, function, search_text,
			access, role, refusal_reason, created_at)
		select 'c' || id || role, id, role || '@' || id || '.example', '', 'A', 'B', '', '', '', 'active', role, '', '2026-01-01'
		from structure, (select 'user' as role union all select 'administrator')`.execute(db);
	return portal;
}

/** With and without what SQLite may have learnt of how the tables are filled. */
test.each([false, true])('nothing of the directory walks a whole table (analysed: %s)', async (analysed) => {
	const portal = await manyStructures();
	if (analysed) await raw`analyze`.execute(portal.base.db);
	const structure = portal.structure('sexey');
	const { proposals, structures } = portal.as('sam');
	const plans = plansOf(portal);
	for (const filter of DIRECTORY_FILTERS)
		for (const after of [undefined, structure])
			for (const query of ['', 'mairie', 'c 10 601']) await structures.directory({ filter, after, query });
	await structures.overview({ id: structure });
	for (const before of [undefined, '2026-01-01T00:00:00.000Z~0']) await proposals.history({ structure, before });
	const { informationMark: seen } = await portal.as('adam').proposals.read({ structure });
	await portal.as('adam').proposals.setInformation({ structure, name: 'Autre', siret: '', seen });
	const [waiting] = await proposals.queue();
	await proposals.count();
	const { id: proposal, items } = await proposals.review({ proposal: waiting!.id });
	const decisions = items.map((item) => ({ item: item.id, outcome: 'accepted' as const, seen: item.seen }));
	await proposals.decide({ proposal, decisions });
	const { id } = await structures.create({ name: 'Atelier vosgien', customerNumber: 'A1' });
	await structures.setCustomerNumber({ structure: id, customerNumber: 'A2' });
	await structures.addMailDomain({ structure: id, domain: 'atelier.example' });
	await structures.removeMailDomain({ structure: id, domain: 'atelier.example' });

	expect(plans.asked.length).toBeGreaterThan(100);
	await plans.expectNoScanBut(READ_AS_FAR_AS_NEEDED, (plan, sql) => {
		// The index of words knows no names: what it found is put in order, the whole directory never is.
		if (sql.includes('sort_name') && sql.includes('limit') && !sql.includes('structure_search'))
			expect(plan, sql).not.toContain('TEMP B-TREE');
	});
});
