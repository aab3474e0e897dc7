import { randomUUID } from 'node:crypto';
import { sql as raw } from 'kysely';
import { expect, test } from 'vitest';
import { NEWS_STATES, READER_FILTERS } from '#lib/schemas/news-choices.ts';
import { put } from '../../../../tests/support/files.ts';
import { picture, publish, sell, versionIn, written } from '../../../../tests/support/news-samples.ts';
import { plansOf } from '../../../../tests/support/plans.ts';
import { world } from '../../../../tests/support/world.ts';

/** Products are few. What was limited before is read to its end: a slice of those who may read. */
const READ_AS_FAR_AS_NEEDED = /^SCAN (product|CONSTANT ROW|(reader|walked|said|\(subquery-\d+\))$)/;

test.each([false, true])(
	'nothing of the news walks a whole table (analysed: %s)',
	{ timeout: 20_000 },
	async (analysed) => {
		const portal = await world();
		const plain = portal.base.db;
		await raw`with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000)
		insert into structure (id, customer_number, name, ticket_visibility, created_at)
		select 's' || i, 'N' || i, 'Mairie ' || i, 'none', '2026-01-01' from n`.execute(plain);
		await raw`insert into account (id, email, civility, first_name, last_name, phone, locale, theme, created_at)
		select 'a' || id, id || '@a.example', '', 'A', 'B', '', 'fr', 'system', '2026-01-01' from structure`.execute(plain);
		await raw`insert into contact (id, structure_id, account_id, email, civility, first_name, last_name, phone, function,
			search_text, access, role, refusal_reason, created_at)
		select 'c' || id, id, 'a' || id, id || '@a.example', '', 'A', 'B', '', '', 'b a', 'active', 'user', '', '2026-01-01'
		from structure`.execute(plain);
		await raw`with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
		insert into news (id, title, body, audience, picture_alt, published_at, released_at, created_at, updated_at, revision)
		select 'n' || i, 'T', 'B', case i % 2 when 0 then 'public' else 'members' end, '', '2026-01-01', '2026-01-01',
			'2026-01-01', '2026-01-01', 1 from n`.execute(plain);
		await raw`insert into stored_file (hash, type, size, created_at)
		select id, 'image/webp', 1, '2026-01-01' from structure`.execute(plain);
		for (const product of ['mairie', 'cfa']) await sell(portal, product);
		await raw`insert into structure_product select structure.id, product.id from structure, product`.execute(plain);
		await raw`insert into news_product select id, 'cfa' from news where audience = 'members'`.execute(plain);
		await raw`insert into news_role select id, 'dpo' from news where audience = 'members'`.execute(plain);
		const structure = portal.structure('sexey');
		const files = [await put(portal.as('alix'), 'photo.jpg', await picture())];
		const id = await publish(portal, {
			...{ products: ['mairie'], roles: ['administrator', 'dpo'], acknowledge: true },
			...{ files, alternative: 'Une porte.' }
		});
		const { picture: shown } = await portal.as('alix').news.staffRead({ id });
		if (analysed) await raw`analyze`.execute(plain);

		const plans = plansOf(portal);
		const [adam, sam, visitor] = [portal.as('adam'), portal.as('sam'), portal.visitor()];
		const after = `0~${portal.base.now()}~n5`;
		await visitor.news.latest();
		await visitor.news.feed();
		for (const start of [undefined, after]) {
			await visitor.news.list({ after: start });
			await adam.news.inside({ structure, after: start });
			for (const state of NEWS_STATES) await sam.news.staffList({ state, after: start });
		}
		await visitor.news.read({ id: 'n2' });
		await adam.news.readInside({ structure, id });
		await adam.news.picture({ id, version: versionIn(shown!.src) });
		await adam.news.awaited({ structure });
		await adam.news.acknowledge({ structure, id });
		await sam.news.choices();
		for (const products of [[], ['mairie']])
			for (const roles of [[], ['administrator' as const, 'dpo' as const]])
				await sam.news.reach({ audience: 'members', products, roles });
		const contact = await portal.contactId('adam', 'sexey');
		for (const item of [id, 'n1'])
			for (const filter of READER_FILTERS)
				for (const start of [undefined, filter === 'done' ? `${portal.base.now()}~a` : contact])
					await sam.news.readers({ id: item, filter, after: start });
		await sam.news.exportReaders({ id });
		const made = await sam.news.create({ ...written({ products: ['mairie'] }), requestKey: randomUUID() } as never);
		await sam.news.change({ ...written({ title: 'Autre' }), id: made.id, seen: 1, publish: true } as never);
		await sam.news.end({ id: made.id });
		const draft = await sam.news.create({ ...written(), requestKey: randomUUID() });
		await sam.news.discard(draft);

		expect(plans.asked.length).toBeGreaterThan(80);
		await plans.expectNoScanBut(READ_AS_FAR_AS_NEEDED, (plan, sql) => {
			// A page is read in the order of an index, never put in order whole.
			if (/ limit /.test(sql) && /from "news"|structure_standing|news_acknowledgement|from contact indexed/.test(sql))
				expect(plan, sql).not.toMatch(/TEMP B-TREE FOR (ORDER|RIGHT|DISTINCT)/);
		});
	}
);
