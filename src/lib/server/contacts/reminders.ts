import type { Base } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { after } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import * as requestStore from './request-store.ts';
import * as store from './store.ts';

const DAY_SECONDS = 86_400;

/**
 * Reminds administrators, and staff some days later, of whoever still waits, once each. What was reminded of is marked
 * in the transaction that enqueues the mail: to be called as often as one likes.
 */
export async function remindOfWaiting(base: Base): Promise<void> {
	await transact(base, async (ctx) => {
		await remindAdministrators(ctx);
		await remindStaff(ctx);
	});
}

type Reminding = Base & { db: Trx };

/** One mail for all who wait in a structure. */
async function remindAdministrators(ctx: Reminding): Promise<void> {
	const { remindAdministratorsDays } = await limitsOf(ctx);
	const before = after(ctx.now(), -remindAdministratorsDays * DAY_SECONDS);
	const waiting = await store.waitingForAdministrators(ctx.db, before);
	for (const [structureId, contacts] of Map.groupBy(waiting, (contact) => contact.structureId)) {
		const contactIds = contacts.map(({ id }) => id);
		await store.updateAll(ctx.db, contactIds, { remindedAdministratorsAt: ctx.now() });
		await enqueue(ctx, 'contact.still_waiting', { structureId, contactIds });
	}
}

async function remindStaff(ctx: Reminding): Promise<void> {
	const { remindStaffDays } = await limitsOf(ctx);
	const before = after(ctx.now(), -remindStaffDays * DAY_SECONDS);
	const contactIds = (await store.waitingForAnybody(ctx.db, before)).map(({ id }) => id);
	const requestIds = (await requestStore.requestsForStaff(ctx.db, before)).map(({ id }) => id);
	if (contactIds.length + requestIds.length === 0) return;
	if (contactIds.length > 0) await store.updateAll(ctx.db, contactIds, { remindedStaffAt: ctx.now() });
	if (requestIds.length > 0) await requestStore.updateAllRequests(ctx.db, requestIds, { remindedAt: ctx.now() });
	await enqueue(ctx, 'contact.still_waiting_for_staff', { contactIds, requestIds });
}
