import { NEWS_BY_DEFAULT, type NewsEvent } from '#lib/schemas/notification-events.ts';
import type { Base } from '#server/platform/context.ts';
import { afterCommit, type Db, type Trx } from '#server/platform/db.ts';
import { accountTopic } from '#server/platform/hub.ts';
import { newId } from '#server/platform/ids.ts';
import type { News, Recipient } from '#server/platform/outbox.ts';
import * as store from './store.ts';

/** What a cause is about; each kind names some of these. */
interface About {
	ticketId?: string;
	messageId?: string;
	contactId?: string;
}

/** Causes the bell rings for besides those of tickets. */
const RINGING = ['contact.requested', 'contact.request_unmatched'];
const VALIDATION = [...RINGING, 'contact.still_waiting', 'contact.still_waiting_for_staff', 'contact.many_newcomers'];

/** Whom the outbox found is told as they chose: noted for the bell, in the same transaction, and given back for a mail. */
export const news: News = {
	async tell(ctx, { kind, payload }, recipients) {
		const about = payload as About;
		const events = await eventsFor(ctx.db, kind, about, recipients);
		const wish = await wishes(ctx.db, recipients);
		await ring(
			ctx,
			kind,
			about,
			recipients.filter((one) => isWished(wish, events, one, 'bell'))
		);
		return recipients.filter((one) => !events.has(one.accountId ?? '') || isWished(wish, events, one, 'mail'));
	},
	async wants(ctx, { kind, payload }, recipient) {
		const events = await eventsFor(ctx.db, kind, payload as About, [recipient]);
		return events.size === 0 || isWished(await wishes(ctx.db, [recipient]), events, recipient, 'mail');
	},
	isChosen: (kind) => kind.startsWith('ticket.') || kind === DOCUMENT || VALIDATION.includes(kind)
};

/** Told of by mail alone: what the bell told of would have to be looked up by rights of its own at every glance. */
const DOCUMENT = 'document.published';

type Events = Map<string, NewsEvent>;
type Wishes = (accountId: string, event: NewsEvent) => { mail: boolean; bell: boolean };

const isWished = (wish: Wishes, events: Events, { accountId }: Recipient, by: 'mail' | 'bell'): boolean => {
	const event = accountId && events.get(accountId);
	return Boolean(event && wish(accountId, event)[by]);
};

/** What a cause is to each who is told of it; nobody's where it is told whatever they chose, such as a new password. */
async function eventsFor(db: Db | Trx, kind: string, about: About, recipients: Recipient[]): Promise<Events> {
	if (!news.isChosen(kind)) return new Map();
	const accounts = recipients.flatMap(({ accountId }) => accountId ?? []);
	if (VALIDATION.includes(kind)) return new Map(accounts.map((id) => [id, 'validation']));
	if (kind === DOCUMENT) return new Map(accounts.map((id) => [id, 'document']));
	if (kind !== 'ticket.opened')
		return new Map(accounts.map((id) => [id, kind === 'ticket.answered' ? 'answer' : 'status']));
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
	const chosen = new Map(rows.map(({ accountId, event, mail, bell }) => [`${accountId} ${event}`, { mail, bell }]));
	return (accountId, event) => {
		const own = chosen.get(`${accountId} ${event}`);
		return own ? { mail: own.mail === 'on', bell: own.bell === 'on' } : NEWS_BY_DEFAULT[event];
	};
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
