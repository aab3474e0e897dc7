import { sql as raw } from 'kysely';
import { expect, test } from 'vitest';
import { MAILING_FILTERS, STRUCTURES_SHOWN } from '#lib/schemas/mailing-choices.ts';
import { MAILING, product } from '../../../../tests/support/mailing-samples.ts';
import { plansOf } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';
import { forgetMailed, sendMailings } from './domain.ts';

/**
 * The index of words gives its rows by itself; mailings are few, and read by their newest; what is unlisted has an index of its own.
 * A part of the list, or the structures somebody chose by product, are worked out within the statement.
 */
const READ_AS_FAR_AS_NEEDED =
	/^SCAN (structure_search VIRTUAL TABLE INDEX 0:M\d|mailing( USING INDEX \S+)?|mailing_structure USING (COVERING )?INDEX mailing_structure_unlisted|product|\w+ VIRTUAL TABLE INDEX 1:|CONSTANT ROW)$|^SCAN (listed|\(subquery-\d+\)|json_each VIRTUAL|wanted VIRTUAL)/;

test('nothing of a mailing walks all people or all structures', async () => {
	const portal = await world();
	const plain = portal.base.db;
	await raw`with recursive n (i) as (select 1 union all select i + 1 from n where i < 800)
		insert into structure (id, customer_number, name, ticket_visibility, created_at)
		select 's' || i, 'N' || i, 'Mairie ' || i, 'none', '2026-01-01' from n`.execute(plain);
	await raw`insert into contact (id, structure_id, email, civility, first_name, last_name, phone, function, search_text,
			access, role, refusal_reason, created_at)
		select 'c' || id || role, id, role || '@' || id || '.example', '', 'A', 'B', '', '', '', 'active', role, '', '2026-01-01'
		from structure, (select 'user' as role union all select 'administrator')`.execute(plain);
	await raw`insert into referent (contact_id, role, structure_id, since_at)
		select id, 'accounting', structure_id, '2026-01-01' from contact where role = 'user' and id like 'cs%'`.execute(plain);
	await raw`analyze`.execute(plain);
	const finances = await product(portal);
	const { mailings } = portal.as('mona');
	const { id: mailing } = await mailings.create({
		...MAILING,
		kind: 'information',
		roles: ['technical', 'accounting', 'administrator'],
		beginning: 'all'
	});
	const plans = plansOf(portal);
	while ((await mailings.read({ mailing })).listing) await sendMailings(portal.base);
	await mailings.list({});
	await mailings.choose({ mailing, act: 'remove', structures: [portal.structure('sexey')] });
	await mailings.choose({ mailing, act: 'add', structures: [portal.structure('sexey')] });
	await mailings.choose({ mailing, act: 'add_products', products: [finances] });
	for (const show of STRUCTURES_SHOWN)
		for (const query of ['', 'mairie']) await mailings.structures({ mailing, show, query });
	for (const filter of MAILING_FILTERS)
		for (const query of ['', 'u']) await mailings.recipients({ mailing, filter, query, after: 'b@a.example' });
	await mailings.preview({ mailing });
	const { totals, listVersion } = await mailings.read({ mailing });
	await mailings.start({ mailing, seen: totals.to_send, version: listVersion });
	await sendMailings(portal.base);
	await portal.mails();
	await mailings.export({ mailing });
	await mailings.retryFailed({ mailing });
	await mailings.cancel({ mailing });
	await sendMailings(portal.base);
	await forgetMailed(portal.base, portal.base.now());

	expect(plans.asked.length).toBeGreaterThan(100);
	await plans.expectNoScanBut(READ_AS_FAR_AS_NEEDED);
});
