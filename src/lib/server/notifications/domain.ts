import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { WAYS_OF, type NewsEvent, type NewsWay } from '#lib/schemas/notification-events.ts';
import type { listNotificationsInput, NotificationPreferencesInput } from '#lib/schemas/notifications.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { accountTopic } from '#server/platform/hub.ts';
import { deleteInParts } from '#server/platform/retention.ts';
import { ticketsInSight } from '#server/tickets/domain.ts';
import * as deviceStore from './device-store.ts';
import { wishOf } from './news.ts';
import * as pushStore from './push-store.ts';
import * as store from './store.ts';

export {
	devices,
	noteOpened,
	pushOf,
	quietHours,
	removeDevice,
	setQuietHours,
	testDevice,
	turnOff,
	turnOn
} from './devices.ts';
export { news } from './news.ts';
export { pushKeys } from './push-keys.ts';

/** How many unread news the actor may still see; counted up to {@link store.MOST_UNREAD}. */
export async function bellOf(ctx: Ctx<'signedIn'>): Promise<{ unread: number }> {
	const rows = await store.unread(ctx.db, ctx.actor.account.id).execute();
	return { unread: (await inSight(ctx, rows)).rows.length };
}

/** The actor's news before one of them, newest first; without what they may no longer see. */
export async function listNotifications(ctx: Ctx<'signedIn'>, { before }: z.output<typeof listNotificationsInput>) {
	const read = await store.list(ctx.db, ctx.actor.account.id, before);
	const page = read.slice(0, store.PAGE);
	const { rows, contacts } = await inSight(ctx, page);
	const tickets = byId(await store.ticketsOf(ctx.db, given(rows.map(({ ticketId }) => ticketId))));
	const authors = byId(await store.authorsOf(ctx.db, given(rows.map(({ messageId }) => messageId))));
	const isStaff = ctx.actor.account.staffRole !== null;
	return {
		notifications: rows.map(({ id, kind, ticketId, messageId, contactId, createdAt, readAt }) => {
			const ticket = ticketId ? tickets.get(ticketId) : undefined;
			const contact = contactId ? contacts.get(contactId) : undefined;
			const author = messageId ? authors.get(messageId) : undefined;
			return {
				id,
				kind,
				at: createdAt,
				unread: readAt === null,
				who: contact ? store.nameOf(contact) : author?.firstName ? store.authorFor(isStaff, author) : null,
				ticket: ticket ? { number: ticket.number, subject: ticket.subject } : null,
				structure: (ticket ?? contact)?.structureName ?? null,
				href: addressOf(isStaff, ticket, contact)
			};
		}),
		next: read.length > store.PAGE ? page.at(-1)!.id : null
	};
}

function addressOf(
	isStaff: boolean,
	ticket: { number: number; structureId: string | null } | undefined,
	contact: { structureId: string } | undefined
): string {
	if (isStaff) return ticket ? `/staff/tickets/${ticket.number}` : '/staff/requests';
	if (ticket) return `/s/${ticket.structureId ?? NO_STRUCTURE}/tickets/${ticket.number}`;
	return contact ? `/s/${contact.structureId}/contacts` : '/';
}

/** Where one of the actor's news leads; it is read from then on. */
export async function readNotification(ctx: Ctx<'signedIn'>, { id }: { id: string }): Promise<{ href: string }> {
	const { account } = ctx.actor;
	const row = await store.find(ctx.db, account.id, id);
	const seen = row && (await inSight(ctx, [row]));
	if (!row || seen!.rows.length === 0) throw new AppError('not_found', m.errors_not_found());
	await store.markRead(ctx.db, account.id, id, ctx.now());
	await pushStore.markAboutRead(ctx.db, account.id, row, ctx.now());
	ctx.hub.publish(accountTopic(account.id));
	const [ticket] = await store.ticketsOf(ctx.db, given([row.ticketId]));
	return {
		href: addressOf(account.staffRole !== null, ticket, row.contactId ? seen!.contacts.get(row.contactId) : undefined)
	};
}

/** The actor has the ticket before them: all its news are read. */
export async function readTicketNews(
	ctx: Ctx<'signedIn'>,
	{ number }: { number: number }
): Promise<{ unread: number }> {
	const { id } = ctx.actor.account;
	const { numUpdatedRows } = await store.markTicketRead(ctx.db, id, number, ctx.now());
	await pushStore.markTicketRead(ctx.db, id, number, ctx.now());
	if (numUpdatedRows > 0n) ctx.hub.publish(accountTopic(id));
	return bellOf(ctx);
}

export async function readAllNews(ctx: Ctx<'signedIn'>): Promise<void> {
	const { id } = ctx.actor.account;
	await store.markAllRead(ctx.db, id, ctx.now());
	await pushStore.markAllRead(ctx.db, id, ctx.now());
	ctx.hub.publish(accountTopic(id));
}

/** What the actor is told of, and how: only what can concern them. */
export async function preferences(ctx: Ctx<'signedIn'>) {
	const rows = await store.preferencesOf(ctx.db, [ctx.actor.account.id]);
	return (await eventsOf(ctx)).map((event) => ({
		event,
		ways: WAYS_OF[event],
		...wishOf(
			event,
			rows.find((row) => row.event === event)
		)
	}));
}

export function setPreferences(ctx: Ctx<'signedIn'>, chosen: NotificationPreferencesInput): Promise<void> {
	return transact(ctx, async (ctx) => {
		const onOff = (way: NewsWay, event: NewsEvent) => (chosen[way].includes(event) ? 'on' : 'off');
		await store.setPreferences(
			ctx.db,
			ctx.actor.account.id,
			(await eventsOf(ctx)).map((event) => ({
				event,
				mail: onOff('mail', event),
				bell: onOff('bell', event),
				push: onOff('push', event)
			}))
		);
		await recordAudit(ctx, 'preferences.changed', ctx.actor.account.id);
	});
}

async function eventsOf({ db, actor: { account } }: Pick<Ctx<'signedIn'>, 'db' | 'actor'>): Promise<NewsEvent[]> {
	if (account.staffRole) return ['opened', 'answer', 'status', 'validation'];
	const manages = await store.isAdministratorAnywhere(db, account.id);
	return [
		...(['receipt', 'answer', 'status'] as const),
		...(manages ? (['colleague', 'validation'] as const) : []),
		...(['access', 'document', 'reading'] as const)
	];
}

interface Told {
	structureId: string | null;
	ticketId: string | null;
	contactId: string | null;
}

/** Of these news those whose cause the actor may see now, by the rights of now. */
async function inSight<N extends Told>(ctx: Ctx<'signedIn'>, rows: N[]) {
	const { account } = ctx.actor;
	const contacts = byId(
		await store.contactsToDecide(
			ctx.db,
			given(rows.map(({ contactId }) => contactId)),
			account.staffRole ? null : account.id
		)
	);
	const tickets = new Set<string>();
	const byStructure = Map.groupBy(
		rows.filter(({ ticketId }) => ticketId !== null),
		({ structureId }) => structureId
	);
	for (const [structureId, told] of byStructure)
		for (const id of await ticketsInSight(ctx, structureId, given(told.map(({ ticketId }) => ticketId))))
			tickets.add(id);
	const seen = rows.filter(({ ticketId, contactId }) =>
		ticketId ? tickets.has(ticketId) : contactId ? contacts.has(contactId) : account.staffRole !== null
	);
	return { rows: seen, contacts };
}

const given = (ids: (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];
const byId = <T extends { id: string }>(rows: T[]): Map<string, T> => new Map(rows.map((row) => [row.id, row]));

/** Forgets news from before a moment, read or not. Returns how many. */
export async function forgetNews({ db }: Base, before: string): Promise<number> {
	await deleteInParts((most) => pushStore.forget(db, before, most));
	return deleteInParts((most) => store.forget(db, before, most));
}

/** Forgets devices that were taken off before a moment. Returns how many. */
export const forgetTakenOff = ({ db }: Base, before: string): Promise<number> =>
	deleteInParts((most) => deviceStore.forgetTakenOff(db, before, most));
