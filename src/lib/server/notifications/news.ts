import { NEWS_BY_DEFAULT, WAYS_OF, type NewsEvent, type NewsWay } from '#lib/schemas/notification-events.ts';
import type { Base } from '#server/platform/context.ts';
import { afterCommit, type Db, type Trx } from '#server/platform/db.ts';
import { accountTopic } from '#server/platform/hub.ts';
import { newId } from '#server/platform/ids.ts';
import type { News, Recipient } from '#server/platform/outbox.ts';
import { holdBack, type About } from './holding-back.ts';
import { deliverPushes } from './pushing.ts';
import * as pushStore from './push-store.ts';
import * as store from './store.ts';

/** Causes the bell rings for besides those of tickets. */
const RINGING = ['contact.requested', 'contact.request_unmatched'];
const VALIDATION = [...RINGING, 'contact.still_waiting', 'contact.still_waiting_for_staff', 'contact.many_newcomers'];
/** What was decided about one's own access. */
const ACCESS = ['contact.accepted', 'contact.refused', 'contact.request_refused'];
/** Told of by mail alone: what the bell told of would have to be looked up by rights of its own at every glance. */
const DOCUMENT = 'document.published';
const READING = 'news.asked';

/**
 * Whom the outbox found is told as they chose: noted for the bell and for their devices, in the same transaction, and given
 * back for a mail, which waits where a device is told first.
 */
export const news: News = {
	async tell(ctx, { id, kind, payload, bulk }, recipients) {
		const about = payload as About;
		const events = await eventsFor(ctx.db, kind, about, recipients);
		const wish = await wishes(ctx.db, recipients);
		const wanting = (way: NewsWay) => recipients.filter((one) => isWished(wish, events, one, way));
		await ring(ctx, kind, about, wanting('bell'));
		const mailed = recipients.filter((one) => !events.has(one.accountId ?? '') || isWished(wish, events, one, 'mail'));
		return holdBack(ctx, { id, kind, bulk, about, events }, wanting('push'), mailed);
	},
	async wants(ctx, { id, kind, payload }, recipient) {
		const events = await eventsFor(ctx.db, kind, payload as About, [recipient]);
		if (events.size > 0 && !isWished(await wishes(ctx.db, [recipient]), events, recipient, 'mail')) return false;
		return !recipient.accountId || !(await pushStore.wasRead(ctx.db, id, recipient.accountId));
	},
	isChosen: (kind) => kind.startsWith('ticket.') || kind === DOCUMENT || kind === READING || VALIDATION.includes(kind),
	push: deliverPushes
};

type Events = Map<string, NewsEvent>;
type Wishes = (accountId: string, event: NewsEvent) => Record<NewsWay, boolean>;

const isWished = (wish: Wishes, events: Events, { accountId }: Recipient, by: NewsWay): boolean => {
	const event = accountId && events.get(accountId);
	return Boolean(event && wish(accountId, event)[by]);
};

/** What a cause is to each who is told of it; nobody's where it is told whatever they chose, such as a new password. */
async function eventsFor(db: Db | Trx, kind: string, about: About, recipients: Recipient[]): Promise<Events> {
	const accounts = recipients.flatMap(({ accountId }) => accountId ?? []);
	const all = (event: NewsEvent): Events => new Map(accounts.map((id) => [id, event]));
	if (ACCESS.includes(kind)) return all('access');
	if (!news.isChosen(kind)) return new Map();
	if (VALIDATION.includes(kind)) return all('validation');
	if (kind === DOCUMENT) return all('document');
	if (kind === READING) return all('reading');
	if (kind !== 'ticket.opened') return all(kind === 'ticket.answered' ? 'answer' : 'status');
	const staff = await store.staffAmong(db, accounts);
	const requesterId = about.ticketId && (await store.ticketOf(db, about.ticketId))?.requesterId;
	const authorId = about.messageId && (await store.authorOf(db, about.messageId));
	const participants = new Set(about.ticketId ? await store.participantsOf(db, about.ticketId) : []);
	return new Map(
		accounts.map((id) => {
			if (staff.has(id)) return [id, 'opened'];
			if (id === authorId) return [id, 'receipt'];
			return [id, id === requesterId || participants.has(id) ? 'answer' : 'colleague'];
		})
	);
}

async function wishes(db: Db | Trx, recipients: Recipient[]): Promise<Wishes> {
	const rows = await store.preferencesOf(
		db,
		recipients.flatMap(({ accountId }) => accountId ?? [])
	);
	const chosen = new Map(rows.map((row) => [`${row.accountId} ${row.event}`, row]));
	return (accountId, event) => wishOf(event, chosen.get(`${accountId} ${event}`));
}

/** What holds for somebody: their choice where there is one to make, else what is usual. */
export function wishOf(event: NewsEvent, own: Record<NewsWay, 'on' | 'off'> | undefined): Record<NewsWay, boolean> {
	const by = (way: NewsWay) => (own && WAYS_OF[event].includes(way) ? own[way] === 'on' : NEWS_BY_DEFAULT[event][way]);
	return { mail: by('mail'), bell: by('bell'), push: by('push') };
}

async function ring(
	ctx: Base & { db: Trx },
	kind: string,
	{ ticketId, messageId, contactId }: About,
	recipients: Recipient[]
): Promise<void> {
	if (recipients.length === 0 || !(kind.startsWith('ticket.') || RINGING.includes(kind))) return;
	const authorId = messageId ? await store.authorOf(ctx.db, messageId) : null;
	const structureId = ticketId
		? ((await store.ticketOf(ctx.db, ticketId))?.structureId ?? null)
		: contactId
			? await store.structureOfContact(ctx.db, contactId)
			: null;
	for (const { accountId } of recipients) {
		if (!accountId || accountId === authorId) continue;
		await store.insert(ctx.db, {
			id: newId(),
			accountId,
			kind,
			structureId,
			ticketId: ticketId ?? null,
			messageId: messageId ?? null,
			contactId: contactId ?? null,
			createdAt: ctx.now(),
			readAt: null
		});
		afterCommit(ctx.db, () => ctx.hub.publish(accountTopic(accountId)));
	}
}
