import { replyAddress } from '#server/platform/mail-signature.ts';
import { cast, world, type CastKey, type World } from '../support/world.ts';
import { fixedId, idOf, KEY, LONG_AGO, mailId, SETTINGS, ticketId, TICKETS, type TicketNumber } from './signed.ts';

/**
 * Accounts have other identifiers in each world: a mail of the corpus is addressed to `reponse+4242.vera@…`, which becomes
 * what the portal would have signed for her.
 */
export async function addressed(here: World, raw: string): Promise<string> {
	let text = raw;
	for (const [written, number, person] of raw.matchAll(/reponse\+(\d+)\.([a-z]+)@defi-informatique\.example/g)) {
		const ticket = { id: ticketId(Number(number)), number: Number(number) };
		const account = { id: await here.accountId(person as CastKey), email: cast[person as CastKey].email };
		text = text.replaceAll(written, (await replyAddress(here.base, ticket, account))!);
	}
	return text;
}

/** A portal with these tickets, whose mails have left. */
export async function scene(): Promise<World> {
	const here = await world();
	const base = { ...here.base, settings: { ...here.base.settings, ...SETTINGS } };
	const { db } = base;
	const now = base.now();
	await db.insertInto('setting').values({ key: 'mail-key', value: KEY, updatedAt: now }).execute();
	// Colleagues read one another's tickets there.
	await db
		.updateTable('structure')
		.set({ ticketVisibility: 'read' })
		.where('id', '=', here.structure('sexey'))
		.execute();
	for (const [digits, { of, structure, status, subject, ...more }] of Object.entries(TICKETS)) {
		const number = Number(digits);
		const closed = status === 'closed' && !('mergedInto' in more);
		const requesterId = await here.accountId(of);
		await db
			.insertInto('ticket')
			.values({
				id: ticketId(number),
				number,
				structureId: structure && here.structure(structure),
				requesterId,
				openedById: null,
				subject,
				category: 'incident',
				productId: null,
				details: null,
				urgency: 'annoying',
				status,
				assigneeId: null,
				privateAt: 'private' in more ? now : null,
				followsId: null,
				mergedIntoId: 'mergedInto' in more ? ticketId(more.mergedInto) : null,
				requestKey: `corpus ${number}`,
				createdAt: closed ? LONG_AGO : now,
				updatedAt: closed ? LONG_AGO : now,
				firstRepliedAt: null,
				resolvedAt: null,
				remindedAt: null,
				closedAt: closed ? LONG_AGO : status === 'closed' ? now : null
			})
			.execute();
		const outboxId = fixedId(`outbox ${number}`);
		await db
			.insertInto('outbox')
			.values({
				id: outboxId,
				kind: 'ticket.answered',
				payload: JSON.stringify({ ticketId: ticketId(number), messageId: 'gone' }),
				createdAt: now,
				dueAt: now,
				attempts: 0,
				expandedAt: now,
				lastError: null
			})
			.execute();
		for (const person of ['vera', 'adam', 'thea', 'otto', 'noor', 'lola', 'pia', 'sam'] as const)
			await db
				.insertInto('mail')
				.values({
					id: mailId(number, person),
					outboxId,
					recipient: cast[person].email,
					kind: 'ticket.answered',
					payload: '{}',
					messageId: await idOf(number as TicketNumber, person),
					subject: `[#${number}] ${subject}`,
					createdAt: now,
					dueAt: now,
					attempts: 1,
					settledAt: now,
					sentAt: now,
					failedAt: null,
					lastError: null
				})
				.execute();
	}
	return { ...here, base };
}
