import { expect, test } from 'vitest';
import { recordOf, scansIn } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';
import { remindOfWaiting } from './reminders.ts';

test('nothing about contacts and requests walks a whole table', async () => {
	const portal = await world();
	const { heard, asked, read } = recordOf(portal.base.db);
	portal.base.db = heard;
	const structure = portal.structure('sexey');
	const contact = await portal.contactId('pia', 'sexey');
	const { contacts } = portal.as('adam');
	for (const sort of [undefined, 'name', 'function', 'access'] as const)
		await contacts.list({ structure, sort, query: 'mairie' });
	for (const filter of ['to_activate', 'review', 'without_function'] as const)
		await contacts.list({ structure, filter });
	await contacts.missing({ structure });
	await contacts.toActivate({ structure });
	await contacts.open({ structure, contact });
	await contacts.lock({ structure, contact });
	const { requests } = await portal.as('sam').contacts.waiting({});
	await portal.as('sam').contacts.attach({ request: requests.rows[0]!.id, structure });
	await remindOfWaiting(portal.base);
	await portal.as('adam').accounts.me();
	await portal.as('adam').accounts.details();

	expect(asked.length).toBeGreaterThan(20);
	let counted = 0;
	for (const { sql, plan } of await read()) {
		// Names are compared without accents, which SQL cannot: structures are read whole, and are thousands at most.
		if (/from "structure" order by "name"$|from "structure_mail_domain" order by "domain"$/.test(sql)) continue;
		expect(scansIn(plan), sql).toEqual([]);
		// On every page of an administrator, however many were brought: counted without reading one of them.
		if (
			/^select count\(\*\) as "count" from "contact" where "structure_id" = \? and "access" in \(\?, \?\)$/.test(sql)
		) {
			counted++;
			expect(plan.join(), sql).toContain('COVERING INDEX contact_access');
		}
	}
	expect(counted).toBeGreaterThan(1);
});
