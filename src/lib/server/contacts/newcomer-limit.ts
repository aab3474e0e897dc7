import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { numberOf } from '#server/platform/limits.ts';
import { enqueue } from '#server/platform/outbox.ts';

/** Far more than a Monday morning brings. */
export const MOST_AN_HOUR = 30;
const HOUR_SECONDS = 3600;

/**
 * Whether one more act of somebody nobody has validated is told by mail to those it waits for: a structure's
 * administrators, or staff (null). Accounts keep to limits of their own, but can be made by the hundred from as many
 * addresses: together they cause each reader 30 mails an hour, then one that says so. Nothing is lost, it waits in the
 * portal. People once validated are known, can be locked, and are not counted. Asked once for each cause, in the
 * transaction that writes its mails.
 */
export async function mayAnnounce(ctx: Base & { db: Trx }, structureId: string | null): Promise<boolean> {
	const number = await numberOf(ctx, `newcomers:${structureId ?? 'staff'}`, HOUR_SECONDS);
	if (number === MOST_AN_HOUR + 1) await enqueue(ctx, 'contact.many_newcomers', { structureId });
	return number <= MOST_AN_HOUR;
}
