import { peopleAtTheDoor } from '#server/contacts/domain.ts';
import { mailsToSort } from '#server/incoming/domain.ts';
import { mailsFailed, mailsHeld } from '#server/outbox/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { proposalsToDecide } from '#server/proposals/domain.ts';
import { structuresWithoutAdministrator } from '#server/structures/domain.ts';
import { tasksOpen } from '#server/tasks/domain.ts';
import { ticketsToHandle } from '#server/tickets/domain.ts';

/** What is counted is counted up to here: beyond, nobody reads the figure. */
const MOST_COUNTED = 100;

/** Where not everything was looked at, none found is not the same as none. */
const mayBeMore = (one: object): boolean => 'more' in one && one.more === true;

/**
 * What waits for staff, what hurts most first: who cannot work, whom nobody answers, whom one has promised to, who cannot
 * get in, whom a mail cannot or did not reach; then what only concerns the customers' data. What nothing waits in is not in it.
 */
export async function whatWaits(ctx: Ctx<'staff'>) {
	const { db } = ctx;
	const tickets = await ticketsToHandle(ctx, MOST_COUNTED);
	const door = await peopleAtTheDoor(db, MOST_COUNTED);
	const all = [
		{ kind: 'blocking', ...tickets.blocking },
		{ kind: 'unassigned', ...tickets.unassigned },
		{ kind: 'mine', ...tickets.mine },
		{ kind: 'nobody_decides', ...door.nobodyDecides },
		{ kind: 'to_attach', ...door.toAttach },
		{ kind: 'held_mails', ...(await mailsHeld(ctx, MOST_COUNTED)) },
		{ kind: 'failed_mails', ...(await mailsFailed(db, MOST_COUNTED)) },
		{ kind: 'incoming', ...(await mailsToSort(ctx)) },
		{ kind: 'proposals', ...(await proposalsToDecide(db, MOST_COUNTED)) },
		{ kind: 'tasks', ...(await tasksOpen(db, MOST_COUNTED)) },
		// Nobody notes when a structure lost its last administrator, and most never had one.
		{ kind: 'without_administrator', count: await structuresWithoutAdministrator(db, MOST_COUNTED), since: null }
	] as const;
	const waiting = all.map((one) => ({ ...one, more: mayBeMore(one) }));
	return { waiting: waiting.filter(({ count, more }) => count > 0 || more), most: MOST_COUNTED };
}
