import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { ReaderFilter } from '#lib/schemas/news-choices.ts';
import { publish, sell } from '../../../../tests/support/news-samples.ts';
import { world, type World } from '../../../../tests/support/world.ts';

const PEOPLE = 6000;

/** One structure of thousands, two hundred of the same name, and everybody of the even ones in two of them. */
async function crowd(here: World) {
	const { db } = here.base;
	await sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < 200)
		insert into structure (id, customer_number, name, ticket_visibility, created_at)
		select 's' || i, 'N' || i, 'Mairie', 'none', '2026-01-01' from n`.execute(db);
	await sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < ${PEOPLE})
		insert into account (id, email, civility, first_name, last_name, phone, locale, theme, created_at)
		select 'a' || i, 'a' || i || '@a.example', '', 'A', 'B', '', 'fr', 'system', '2026-01-01' from n`.execute(db);
	const contacts = (prefix: string, structure: string, when: string) =>
		sql`insert into contact (id, structure_id, account_id, email, civility, first_name, last_name, phone, function,
				search_text, access, role, refusal_reason, created_at)
			select ${prefix} || id, ${sql.raw(structure)}, id, email, '', 'A', 'B', '', '', 'b a', 'active', 'user', '', '2026-01-01'
			from account where id like 'a%' and email like 'a%@a.example' and ${sql.raw(when)}`.execute(db);
	const number = 'cast(substr(id, 2) as int)';
	await contacts('c', `case when ${number} <= 2500 then 's7' else 's' || (1 + ${number} % 200) end`, 'true');
	await contacts('d', `'s' || (1 + (${number} + 1) % 200)`, `${number} % 2 = 0`);
	return number;
}

async function everyPage(here: World, id: string, filter: ReaderFilter) {
	const found: string[] = [];
	let after: string | undefined;
	do {
		const page = await here.as('sam').news.readers({ id, filter, after });
		found.push(...page.readers.map((reader) => reader.id));
		after = page.next ?? undefined;
	} while (after);
	return found;
}

const everyPart = async (here: World, id: string) => {
	let rows = 0;
	let after: string | undefined;
	do {
		const { csv, next } = await here.as('sam').news.exportReaders({ id, after });
		rows += csv.split('\r\n').length - 1;
		after = next ?? undefined;
	} while (after);
	return rows - 1;
};

test(
	'however many people, and however few are left, each is listed once and counted once',
	{ timeout: 60_000 },
	async () => {
		const here = await world();
		const { db } = here.base;
		const number = await crowd(here);
		const id = await publish(here, { acknowledge: true });
		const readers = async () =>
			Number(
				(
					await sql<{ count: number }>`select count(distinct account_id) as count from contact
						where access = 'active' and account_id is not null`.execute(db)
				).rows[0]!.count
			);
		const all = await readers();
		await sql`insert into news_acknowledgement select ${id}, id, '2026-01-01T10:00:00.000Z' from account
			where email like 'a%@a.example' and ${sql.raw(number)} not in (1, 2499, 2500, 3000, 5999)`.execute(db);
		const rest = all - (PEOPLE - 5);
		const { totals } = await here.as('sam').news.readers({ id, filter: 'waiting' });
		expect(totals).toEqual({ all, done: PEOPLE - 5, waiting: rest });
		const waiting = await everyPage(here, id, 'waiting');
		expect(waiting).toHaveLength(rest);
		expect(waiting).toEqual(expect.arrayContaining(['a1', 'a2499', 'a2500', 'a3000', 'a5999']));
		for (const [filter, many] of [
			['all', all],
			['done', PEOPLE - 5]
		] as const) {
			const found = await everyPage(here, id, filter);
			expect([found.length, new Set(found).size], filter).toEqual([many, many]);
		}
		expect(await everyPart(here, id)).toBe(all);
	}
);

test('what was counted is counted anew when anything changes who may read, and only then', async () => {
	const here = await world();
	const { db } = here.base;
	await sell(here, 'mairie', [here.structure('sexey')]);
	const id = await publish(here, { acknowledge: true, products: ['mairie'], roles: ['administrator', 'dpo'] });
	const totals = async () => (await here.as('sam').news.readers({ id, filter: 'all' })).totals;
	const before = await totals();
	expect(before).toEqual({ all: (await everyPage(here, id, 'all')).length, done: 0, waiting: before.all });
	const vera = await here.contactId('vera', 'sexey');
	await db.deleteFrom('referent').where('contactId', '=', vera).execute();
	const without = (await totals()).all;
	const referent = { structureId: here.structure('sexey'), contactId: vera, sinceAt: here.base.now() };
	await db.deleteFrom('referent').where('structureId', '=', referent.structureId).where('role', '=', 'dpo').execute();
	const nobody = (await totals()).all;
	await db
		.insertInto('referent')
		.values({ ...referent, role: 'dpo' } as never)
		.execute();
	expect((await totals()).all, 'a role given').toBe(nobody + 1);
	expect(without).toBeGreaterThanOrEqual(nobody);
	await db.updateTable('contact').set({ role: 'administrator' }).where('id', '=', vera).execute();
	await db.deleteFrom('referent').where('contactId', '=', vera).execute();
	expect((await totals()).all, 'a role taken, another held').toBe(nobody + 1);
	await here.as('vera').news.acknowledge({ structure: here.structure('sexey'), id });
	expect(await totals(), 'somebody said so').toMatchObject({ done: 1, waiting: nobody });
	await db.updateTable('contact').set({ access: 'locked' }).where('id', '=', vera).execute();
	expect(await totals(), 'a padlock closed').toMatchObject({ all: nobody, done: 0 });
	await db.deleteFrom('structureProduct').where('productId', '=', 'mairie').execute();
	expect(await totals(), 'a product withdrawn').toEqual({ all: 0, done: 0, waiting: 0 });
});
