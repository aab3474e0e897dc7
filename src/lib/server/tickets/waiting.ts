import type { Ctx } from '#server/platform/context.ts';
import * as inbox from './inbox-store.ts';

/** Something that waits: how much of it, counted up to a limit, whether there may be more, and since when the first does. */
interface Waiting {
	count: number;
	more: boolean;
	since: string | null;
}

const OLDEST_FIRST = { entry: { by: 'open' }, oldestFirst: true, from: null, until: null } as const;
const TO_HANDLE = ['new', 'in_progress'] as const;

/** Tickets whose turn it is for the vendor, each kind as the inbox shows it; the moment is that of the last word. */
export async function ticketsToHandle(
	{ db, actor }: Ctx<'staff'>,
	most: number
): Promise<Record<'blocking' | 'unassigned' | 'mine', Waiting>> {
	// Both look at the same tickets, those that wait longest: beyond so many open ones the count is at least what it says.
	const stopped = (await inbox.stop(db, OLDEST_FIRST).executeTakeFirst()) !== undefined;
	const waiting = async (wanted: inbox.Wanted): Promise<Waiting> => {
		const { count } = await inbox
			.countOpen(db, OLDEST_FIRST, { statuses: TO_HANDLE, ...wanted }, most)
			.executeTakeFirstOrThrow();
		const oldest = await inbox.found(db, OLDEST_FIRST, { statuses: TO_HANDLE, ...wanted }, 1).executeTakeFirst();
		return { count: Number(count), more: stopped, since: oldest?.updatedAt ?? null };
	};
	return {
		blocking: await waiting({ urgency: 'blocking' }),
		unassigned: await waiting({ assigneeId: null }),
		mine: await waiting({ assigneeId: actor.account.id })
	};
}
