import './table.ts';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { ListTasksInput, taskInput } from '#lib/schemas/tasks.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import * as store from './store.ts';

const ON_A_PAGE = 30;
const MOST_COUNTED = 100;
const BEFORE_ALL = { createdAt: '', id: '' };

/**
 * Asks staff, once until it is settled, to find who holds a role in a structure. It settles itself as soon as somebody is
 * named, by whatever way: a trigger sees to that in the transaction that names them.
 */
export async function askForHolder(
	ctx: { db: Trx; now(): string },
	{ structureId, role }: { structureId: string; role: ReferentRole }
): Promise<void> {
	await ctx.db
		.insertInto('staffTask')
		.values({
			id: newId(),
			kind: 'role_without_holder',
			structureId,
			about: role,
			createdAt: ctx.now(),
			settledAt: null,
			settledBy: null
		})
		.onConflict((c) => c.columns(['kind', 'structureId', 'about']).where('settledAt', 'is', null).doNothing())
		.execute();
}

/** What the portal asks of staff, the oldest first. */
export async function listTasks({ db }: Ctx<'staff'>, { after }: ListTasksInput) {
	const rows = await store.page(db, placeOf(after), ON_A_PAGE + 1).execute();
	const tasks = rows.slice(0, ON_A_PAGE).map(({ id, about, createdAt, structureId, name, customerNumber }) => ({
		id,
		role: about,
		createdAt,
		structure: { id: structureId, name, customerNumber }
	}));
	const last = tasks.at(-1);
	return { tasks, next: rows.length > ON_A_PAGE && last ? `${last.createdAt}~${last.id}` : null };
}

/** Reads a cursor, which the input's schema has checked. */
function placeOf(cursor: string | undefined): store.Place {
	if (cursor === undefined) return BEFORE_ALL;
	const [createdAt, id] = cursor.split('~');
	return { createdAt: createdAt!, id: id! };
}

/** How much is asked, counted up to `most`, and since when the first of it is. */
export async function tasksOpen(db: Db | Trx, most: number): Promise<{ count: number; since: string | null }> {
	return {
		count: Number((await store.count(db, most).executeTakeFirstOrThrow()).count),
		since: (await store.first(db).executeTakeFirst())?.createdAt ?? null
	};
}

export const countTasks = async ({ db }: Ctx<'staff'>): Promise<number> => (await tasksOpen(db, MOST_COUNTED)).count;

/** Somebody says it is done; where it was already, nothing happens. A role still without holder is asked for again the next time it is missed. */
export function settleTask(ctx: Ctx<'staff'>, { task: id }: z.output<typeof taskInput>): Promise<void> {
	return transact(ctx, async (ctx) => {
		const task = await store.find(ctx.db, id);
		if (!task) throw new AppError('not_found', m.errors_not_found());
		if (task.settledAt) return;
		await store.settle(ctx.db, id, { settledAt: ctx.now(), settledBy: ctx.actor.account.id });
		const { structureId, kind, about } = task;
		await recordAudit(ctx, 'task.settled', id, { structureId, kind, about });
	});
}
