import type { NewsEvent } from '#lib/schemas/notification-events.ts';
import type { Base } from '#server/platform/context.ts';
import { afterCommit, type Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import type { Held, Recipient } from '#server/platform/outbox.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import * as deviceStore from './device-store.ts';
import * as pushStore from './push-store.ts';
import { isQuiet } from './quiet.ts';
import * as store from './store.ts';

/** What a cause is about; each kind names some of these. */
export interface About {
	ticketId?: string;
	messageId?: string;
	contactId?: string;
	newsId?: string;
}

interface Told {
	id: string;
	kind: string;
	bulk: number;
	about: About;
	events: Map<string, NewsEvent>;
}

/** What no mail follows is worth telling a day later, not a week. */
const WITHOUT_MAIL_SECONDS = 86_400;

/**
 * Notes a notification for each device of those who want one, and has their mail wait until they have had the time to look
 * at it. Quiet hours leave the devices alone: the mail goes as it would without any. Returns who is mailed, and when.
 */
export async function holdBack(
	ctx: Base & { db: Trx },
	told: Told,
	pushed: readonly Recipient[],
	mailed: readonly Recipient[]
): Promise<Held[]> {
	const { kind, about, bulk, events } = told;
	// Of those mailed too: news to read are mailed to people with a device, whether or not they want them there.
	const accounts = [...new Set([...pushed, ...mailed].flatMap(({ accountId }) => accountId ?? []))];
	const devices = Map.groupBy(await deviceStore.devicesOf(ctx.db, accounts, ctx.now()), ({ accountId }) => accountId);
	const quiet = await quietNow(ctx, [...devices.keys()]);
	const authorId = about.messageId && devices.size > 0 ? await store.authorOf(ctx.db, about.messageId) : null;
	const now = ctx.now();
	const mailAt = after(now, (await limitsOf(ctx)).mailAfterPushMinutes * 60);
	const waiting = new Set<string>();
	for (const { accountId = '', email } of pushed) {
		const theirs = devices.get(accountId);
		if (!theirs || quiet.has(accountId) || accountId === authorId || waiting.has(accountId)) continue;
		const isMailed = mailed.some((one) => one.accountId === accountId);
		await pushStore.insertNotice(
			ctx.db,
			{
				id: newId(),
				accountId,
				outboxId: told.id,
				kind,
				event: events.get(accountId)!,
				recipient: email,
				ticketId: about.ticketId ?? null,
				contactId: about.contactId ?? null,
				newsId: about.newsId ?? null,
				bulk,
				createdAt: now,
				endsAt: isMailed ? mailAt : after(now, WITHOUT_MAIL_SECONDS),
				readAt: null,
				deliveredAt: null,
				settledAt: null
			},
			theirs.map(({ id }) => id)
		);
		waiting.add(accountId);
	}
	if (waiting.size > 0) afterCommit(ctx.db, ctx.wake);
	return mailed
		.filter(({ accountId = '' }) => events.get(accountId) !== 'reading' || devices.has(accountId))
		.map((one) => (one.accountId && waiting.has(one.accountId) ? { ...one, dueAt: mailAt } : one));
}

async function quietNow(ctx: Base & { db: Trx }, accountIds: readonly string[]): Promise<Set<string>> {
	const rows = await deviceStore.quietHoursOf(ctx.db, accountIds);
	return new Set(
		rows.filter((hours) => isQuiet(hours, ctx.now(), ctx.settings.timeZone)).map(({ accountId }) => accountId)
	);
}
