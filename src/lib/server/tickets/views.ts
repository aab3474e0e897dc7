import './table.ts';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { changeViewInput, saveViewInput } from '#lib/schemas/inbox.ts';
import { MOST_VIEWS } from '#lib/schemas/inbox-choices.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { choicesOf } from './choices.ts';
import * as people from './people-store.ts';

/** What the inbox can be narrowed by, and the choices somebody has named for themselves. */
export async function inboxFrame(ctx: Ctx<'staff'>) {
	const { categories, products } = await choicesOf(ctx.db);
	const me = ctx.actor.account.id;
	return {
		views: (await viewsOf(ctx.db, me)).map(({ id, name, query }) => ({ id, name, query })),
		categories: categories.map(({ id, label }) => ({ id, label })),
		products,
		staff: (await people.staff(ctx.db)).map(({ id, firstName, lastName }) => ({
			id,
			name: `${firstName} ${lastName}`,
			me: id === me
		}))
	};
}

/** Names the filters in use, for oneself. The same name again names them anew. */
export function saveView(ctx: Ctx<'staff'>, { name, query }: z.output<typeof saveViewInput>): Promise<{ id: string }> {
	return transact(ctx, async (ctx) => {
		const accountId = ctx.actor.account.id;
		const views = await viewsOf(ctx.db, accountId);
		const known = views.find((view) => view.name === name);
		if (known) {
			await update(ctx.db, known.id, { query });
			await recordAudit(ctx, 'view.changed', known.id);
			return { id: known.id };
		}
		if (views.length >= MOST_VIEWS) throw new AppError('conflict', m.inbox_views_most({ count: MOST_VIEWS }));
		const id = newId();
		await ctx.db.insertInto('inboxView').values({ id, accountId, name, query, createdAt: ctx.now() }).execute();
		await recordAudit(ctx, 'view.saved', id);
		return { id };
	});
}

/** Renames a view of one's own, and has it show other filters where they are given. */
export function changeView(ctx: Ctx<'staff'>, { view, name, query }: z.output<typeof changeViewInput>): Promise<void> {
	return transact(ctx, async (ctx) => {
		await ownView(ctx, view);
		await update(ctx.db, view, { name, ...(query === undefined ? {} : { query }) });
		await recordAudit(ctx, 'view.changed', view);
	});
}

export function deleteView(ctx: Ctx<'staff'>, { view }: { view: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		await ownView(ctx, view);
		await ctx.db.deleteFrom('inboxView').where('id', '=', view).execute();
		await recordAudit(ctx, 'view.deleted', view);
	});
}

const viewsOf = (db: Db | Trx, accountId: string) =>
	db.selectFrom('inboxView').selectAll().where('accountId', '=', accountId).orderBy('createdAt').execute();

const update = (db: Trx, id: string, values: { name?: string; query?: string }) =>
	db.updateTable('inboxView').set(values).where('id', '=', id).execute();

/** A colleague's view reads as missing. */
async function ownView(ctx: Ctx<'staff'> & { db: Trx }, id: string): Promise<void> {
	const view = await ctx.db
		.selectFrom('inboxView')
		.select('id')
		.where('id', '=', id)
		.where('accountId', '=', ctx.actor.account.id)
		.executeTakeFirst();
	if (!view) throw new AppError('not_found', m.errors_not_found());
}
