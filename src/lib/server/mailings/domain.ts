import type { Base } from '#server/platform/context.ts';
import { goOnListing } from './listing.ts';
import { sendRunning } from './sending.ts';
import { startScheduled } from './starting.ts';

export { forgetMailed } from './sending.ts';

/**
 * What mailings are due, to be called as often as one likes: goes on with lists, starts what was to start by now, and hands
 * out the next mails. Nothing is kept but in the database: a portal that was stopped goes on.
 */
export async function sendMailings(base: Base): Promise<void> {
	await goOnListing(base);
	await startScheduled(base);
	await sendRunning(base);
}
