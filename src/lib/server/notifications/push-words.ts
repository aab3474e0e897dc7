import { createHash } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import type { Base } from '#server/platform/context.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { EventKind, MailKind, MailKinds } from '#server/platform/outbox.ts';
import type { About } from './holding-back.ts';
import type { Due } from './push-store.ts';
import * as store from './store.ts';

/** What a device gets to read: no more than a locked screen may show to whoever walks by. */
export interface PushContent {
	/** Of the notice, so that the device can say that it was opened. */
	id: string;
	/** Whom it is for: the device shows it to nobody else. */
	account: string;
	title: string;
	body: string;
	/** Where it leads, within the portal. */
	href: string;
	/** A newer one of the same tag takes the place of an older one. */
	tag: string;
	locale: 'fr' | 'en';
}

type Locale = 'fr' | 'en';

/**
 * What one person's devices are told of a cause, in the language and by the rights of now: those of its mail, which is
 * composed for that. Null when it has become pointless, or is theirs no more.
 */
export async function pushContent(ctx: Base, kinds: MailKinds, due: Due): Promise<PushContent | null> {
	const account = await store.accountOf(ctx.db, due.accountId);
	if (!account) return null;
	const { locale } = account;
	const about = { id: due.id, account: account.id, locale, tag: tagOf(due) };
	if (due.event === 'test')
		return { ...about, title: m.push_test_title({}, { locale }), body: m.push_test_body({}, { locale }), href: PAGE };
	if (due.payload === null) return null;
	const event = JSON.parse(due.payload) as About;
	const kind = kinds[due.kind as EventKind] as MailKind<unknown>;
	const content = await kind.compose(ctx, event, { email: due.recipient, locale, accountId: account.id });
	if (!content) return null;
	const { title, body } = await wordsOf(ctx, due, event, content, account.staffRole !== null, locale);
	return { ...about, title: cut(title), body: cut(body), href: pathOf(ctx, content) };
}

const PAGE = '/account/notifications/preferences';

const SAID: Record<string, (inputs: { who: string }, options: { locale: Locale }) => string> = {
	'ticket.opened': m.live_news_opened,
	'ticket.answered': m.live_news_answered,
	'ticket.resolved': m.live_news_resolved,
	'ticket.closed': m.live_news_closed,
	'ticket.reminded': (_, options) => m.live_news_reminded({}, options),
	'ticket.participant_added': m.live_news_participant
};

/** Of a ticket what the bell says, and which one; of anything else what its mail is called. */
async function wordsOf(
	ctx: Base,
	due: Due,
	{ ticketId, messageId }: About,
	{ subject }: MailContent,
	isStaff: boolean,
	locale: Locale
): Promise<{ title: string; body: string }> {
	const [ticket] = ticketId ? await store.ticketsOf(ctx.db, [ticketId]) : [];
	if (!ticket) return { title: subject, body: '' };
	const [author] = messageId ? await store.authorsOf(ctx.db, [messageId]) : [];
	const who = author?.firstName ? store.authorFor(isStaff, author) : m.live_someone({}, { locale });
	const said = SAID[due.kind] ?? ((_, options) => m.live_news_moved({}, options));
	return { title: said({ who }, { locale }), body: `#${ticket.number} ${ticket.subject}` };
}

const tagOf = ({ event, kind, ticketId, contactId, newsId }: Due): string =>
	event === 'test'
		? 'test'
		: ticketId
			? `ticket:${ticketId}`
			: newsId
				? `news:${newsId}`
				: `${kind}:${contactId ?? ''}`;

/** By which push services know what takes the place of what: 32 characters, of which nothing can be read. */
export const topicOf = (tag: string): string => createHash('sha256').update(tag).digest('base64url').slice(0, 32);

function pathOf({ settings }: Base, { action }: MailContent): string {
	if (!action?.url.startsWith(`${settings.origin}/`)) return '/';
	return action.url.slice(settings.origin.length);
}

const MOST_CHARACTERS = 160;
const cut = (text: string): string =>
	[...text].length > MOST_CHARACTERS ? `${[...text].slice(0, MOST_CHARACTERS - 1).join('')}…` : text;
