import type { z } from 'zod';
import type { presenceInput } from '#lib/schemas/inbox.ts';
import type { Ctx } from '#server/platform/context.ts';
import { ticketNumbered } from './handling.ts';

/** Somebody of staff who has a ticket before them. */
export interface Present {
	id: string;
	name: string;
	writing: boolean;
}

/** Two heartbeats missed and somebody is gone: a closed lid says no farewell. */
const GONE_AFTER_MS = 40_000;

/** By ticket, then by person. In memory: who is here now is of no use after a restart. */
const here = new Map<string, Map<string, Present & { at: number }>>();

/** Says that one is at a ticket, writing or reading, or has left it; and hears who else is there. */
export async function notePresence(
	ctx: Ctx<'staff'>,
	{ number, writing, left }: z.output<typeof presenceInput>
): Promise<{ others: Present[] }> {
	const { id: ticketId } = await ticketNumbered(ctx.db, number);
	const { id, firstName, lastName } = ctx.actor.account;
	const now = ctx.now();
	forgetGone(Date.parse(now) - GONE_AFTER_MS);
	const people = here.get(ticketId) ?? new Map<string, Present & { at: number }>();
	if (left) people.delete(id);
	else people.set(id, { id, name: `${firstName} ${lastName}`, writing, at: Date.parse(now) });
	if (people.size > 0) here.set(ticketId, people);
	else here.delete(ticketId);
	return { others: presentAt(ticketId, { now, except: id }) };
}

/** Who else has a ticket before them. */
function presentAt(ticketId: string, { now, except }: { now: string; except: string }): Present[] {
	const since = Date.parse(now) - GONE_AFTER_MS;
	return [...(here.get(ticketId)?.values() ?? [])]
		.filter(({ id, at }) => id !== except && at > since)
		.map(({ id, name, writing }) => ({ id, name, writing }));
}

function forgetGone(since: number): void {
	for (const [ticketId, people] of here) {
		for (const [id, { at }] of people) if (at <= since) people.delete(id);
		if (people.size === 0) here.delete(ticketId);
	}
}
