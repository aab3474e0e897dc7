import type Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { nextOf, openDatabase, transact, type Db } from './db.ts';

function counters(): { ctx: { db: Db }; sqlite: Sqlite.Database } {
	const { db, sqlite } = openDatabase(':memory:');
	sqlite.exec('create table counter (name text primary key, value integer not null)');
	return { ctx: { db }, sqlite };
}

const countTo = (ctx: { db: Db }, count: number) =>
	transact(ctx, async (ctx) => {
		for (let index = 0; index < count; index++) await nextOf(ctx.db, `${'of a long name '.repeat(20)} ${index}`);
	});

test('a full disk is said in words, undoes the whole act, and is forgotten once there is room', async () => {
	const { ctx, sqlite } = counters();
	const pages = sqlite.pragma('page_count', { simple: true }) as number;
	sqlite.pragma(`max_page_count = ${pages + 3}`);
	await expect(countTo(ctx, 1000)).rejects.toMatchObject({ code: 'storage_full', retryAfter: 60 });
	expect(sqlite.prepare('select count(*) from counter').pluck().get()).toBe(0);
	expect(sqlite.inTransaction).toBe(false);
	sqlite.pragma('max_page_count = 100000');
	await countTo(ctx, 1000);
	expect(sqlite.prepare('select count(*) from counter').pluck().get()).toBe(1000);
});

test('an act that fails half-way leaves nothing, and the next one works', async () => {
	const { ctx, sqlite } = counters();
	const half = transact(ctx, async (ctx) => {
		await nextOf(ctx.db, 'ticket');
		throw new Error('half-way');
	});
	await expect(half).rejects.toThrow('half-way');
	expect(sqlite.prepare('select count(*) from counter').pluck().get()).toBe(0);
	expect(await transact(ctx, (ctx) => nextOf(ctx.db, 'ticket', 1001))).toBe(1001);
});
