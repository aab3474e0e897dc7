import { sql as raw } from 'kysely';
import { expect, test } from 'vitest';
import { RECIPIENT_FILTERS } from '#lib/schemas/campaign-choices.ts';
import { plansOf } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';
import { sendCampaigns } from './domain.ts';

/**
 * The index of words gives its rows by itself; campaigns are few, and read by their newest; what is unlisted has an index of its own.
 * The people of the parts just chosen are worked out within the statement.
 */
const READ_AS_FAR_AS_NEEDED =
	/^SCAN (structure_search VIRTUAL TABLE INDEX 0:M\d|campaign( USING INDEX \S+)?|campaign_structure USING INDEX campaign_structure_unlisted|CONSTANT ROW)$|^SCAN (listed|people|\(subquery-\d+\))/;

test('nothing of a campaign walks all people or all structures', async () => {
	const portal = await world();
	const plain = portal.base.db;
	await raw`with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
		insert into structure (id, customer_number, name, ticket_visibility, created_at)
		select 's' || i, 'N' || i, 'Mairie ' || i, 'none', '2026-01-01' from n`.execute(plain);
	await raw`insert into contact (id, structure_id, email, civility, first_name, last_name, phone, function, search_text,
			access, role, refusal_reason, created_at)
		select 'c' || id || role, id, role || '@' || id || '.example', '', 'A', 'B', '', '', '', 'pending', role, '', '2026-01-01'
		from structure, (select 'user' as role union all select 'administrator')`.execute(plain);
	await raw`insert into removed_contact (structure_id, email, removed_at)
		select id, 'gone@' || id || '.example', '2026-01-01' from structure`.execute(plain);
	await raw`analyze`.execute(plain);
	const { campaigns } = portal.as('mona');
	const { id: campaign } = await campaigns.create({ name: 'Toutes', beginning: 'all', rate: 3600 });
	const plans = plansOf(portal);
	await campaigns.list({});
	await campaigns.choose({ campaign, act: 'remove', structures: [portal.structure('sexey')] });
	await campaigns.choose({ campaign, act: 'add', structures: [portal.structure('sexey')] });
	for (const chosen of [true, false])
		for (const query of ['', 'mairie']) await campaigns.structures({ campaign, chosen, query });
	for (const filter of RECIPIENT_FILTERS)
		for (const query of ['', 'p1']) await campaigns.recipients({ campaign, filter, query, after: 'p10@a.example' });
	await campaigns.preview({ campaign });
	const { totals } = await campaigns.read({ campaign });
	await campaigns.start({ campaign, seen: totals.to_send });
	await sendCampaigns(portal.base);
	await campaigns.resendLate({ campaign, days: 1 });
	await campaigns.read({ campaign });

	expect(plans.asked.length).toBeGreaterThan(80);
	await plans.expectNoScanBut(READ_AS_FAR_AS_NEEDED);
});
