import type { AccountIdentity } from '#server/platform/access.ts';
import type { Base } from '#server/platform/context.ts';
import { isReplyAddressOf, isSignedFor, mailIdIn, ticketInAddress } from '#server/platform/mail-signature.ts';
import { takesPartIn, ticketNamed } from '#server/tickets/domain.ts';
import type { ParsedIncoming } from './parse.ts';
import * as store from './store.ts';

type Sender = Pick<AccountIdentity, 'id' | 'email'>;
type Ticket = NonNullable<Awaited<ReturnType<typeof ticketNamed>>>;

export interface Recognised {
	/** Null where none, or several, are named. */
	ticket: Ticket | null;
	several: boolean;
	/** Whether it answers a mail the portal sent to that very sender, which only whoever reads their mails could know. */
	bound: boolean;
	/** It names a mail of ours under a signature that is not ours. */
	forged: boolean;
}

/**
 * Which ticket a mail is about: what it answers, by our own signed Message-IDs or reply address; then the thread it says
 * it is in; then `[#n]` in its subject, from someone who takes part in that ticket. The first that says anything counts.
 */
export async function recognise(base: Base, mail: ParsedIncoming, account: Sender | null): Promise<Recognised> {
	const answered = await answeredBy(base, mail, account);
	for (const find of [
		answered.direct,
		answered.thread,
		await inReferences(base, mail),
		await inSubject(base, mail, account?.id ?? null)
	]) {
		const tickets = unique(find);
		if (tickets.length > 0)
			return {
				ticket: tickets.length === 1 ? tickets[0]! : null,
				several: tickets.length > 1,
				bound: answered.bound,
				forged: answered.forged
			};
	}
	return { ticket: null, several: false, bound: answered.bound, forged: answered.forged };
}

/** By signature: what it directly answers, and what else its thread names. */
async function answeredBy(base: Base, { inReplyTo, references, to, from }: ParsedIncoming, account: Sender | null) {
	const direct: Ticket[] = [];
	const thread: Ticket[] = [];
	let [bound, forged] = [false, false];
	for (const address of new Set(to)) {
		const number = ticketInAddress(base.settings, address);
		const ticket = number === null ? undefined : await ticketNamed(base.db, { number });
		const named = number === null ? undefined : await store.ticketNumbered(base.db, number);
		if (!ticket || !named || !account || !(await isReplyAddressOf(base, address, named, account))) continue;
		direct.push(ticket);
		bound = true;
	}
	for (const [index, id] of [...new Set([...inReplyTo, ...references])].entries()) {
		const named = mailIdIn(id);
		if (!named || !from) continue;
		const sent = await store.mailSent(base.db, named.mailId);
		if (sent && sent.messageId !== id.toLowerCase()) {
			forged = true;
			continue;
		}
		const own = await isSignedFor(base, id, from.address);
		if (!sent && !own) continue;
		bound ||= own;
		const ticket = sent?.ticketId ? await ticketNamed(base.db, { id: sent.ticketId }) : undefined;
		if (ticket) (index < inReplyTo.length ? direct : thread).push(ticket);
	}
	return { direct, thread, bound, forged };
}

async function inReferences(base: Base, { inReplyTo, references }: ParsedIncoming): Promise<Ticket[]> {
	const found: Ticket[] = [];
	for (const id of new Set([...inReplyTo, ...references])) {
		const ticketId = /^<ticket-([0-9a-f-]{36})@/i.exec(id)?.[1];
		const ticket = ticketId && (await ticketNamed(base.db, { id: ticketId.toLowerCase() }));
		if (ticket) found.push(ticket);
	}
	return found;
}

async function inSubject(base: Base, { subject }: ParsedIncoming, accountId: string | null): Promise<Ticket[]> {
	if (!accountId) return [];
	const found: Ticket[] = [];
	for (const number of new Set([...subject.matchAll(/\[#(\d{1,9})\]/g)].map(([, digits]) => Number(digits)))) {
		const ticket = await ticketNamed(base.db, { number });
		if (ticket && (await takesPartIn(base.db, ticket, accountId))) found.push(ticket);
	}
	return found;
}

const unique = (tickets: Ticket[]): Ticket[] => [...new Map(tickets.map((ticket) => [ticket.id, ticket])).values()];
