import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { rateByLinkInput, rateTicketInput } from '#lib/schemas/satisfaction.ts';
import { identityOf } from '#server/accounts/domain.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { standingIn } from '#server/contacts/domain.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret, newSecret } from '#server/platform/ids.ts';
import { after, consume, networkOf } from '#server/platform/limits.ts';
import { takesPartIn, ticketFor, ticketNamed } from '#server/tickets/domain.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import * as store from './store.ts';

/** Long enough for whoever comes back from holidays; what is said can be changed until then. */
export const LINK_SECONDS = 60 * 86_400;
const GUESSES_PER_IP = { points: 60, seconds: 600 };

type Ticket = NonNullable<Awaited<ReturnType<typeof ticketNamed>>>;

/** What the actor said of a ticket of theirs, and whether they are asked: once it is closed, whoever takes part in it. */
export async function myRating(ctx: Ctx<'ticketing'>, { number }: { number: number }) {
	const { ticket } = await ticketFor(ctx, number);
	const rating = await store.find(ctx.db, ticket.id, ctx.actor.account.id);
	return {
		asked:
			ticket.status === 'closed' &&
			ticket.mergedIntoId === null &&
			(await takesPartIn(ctx.db, ticket, ctx.actor.account.id)),
		score: rating?.score ?? null,
		comment: rating?.comment ?? ''
	};
}

/** Says how satisfied the actor is with a closed ticket; saying it again changes what was said. */
export function rateTicket(ctx: Ctx<'ticketing'>, input: z.output<typeof rateTicketInput>): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { ticket } = await ticketFor(ctx, input.number);
		const { account } = ctx.actor;
		if (!(await takesPartIn(ctx.db, ticket, account.id))) throw new AppError('forbidden', m.errors_forbidden());
		await rate(ctx, ticket, account, input);
	});
}

async function rate(
	ctx: Pick<Ctx, 'now' | 'request'> & { db: Trx },
	ticket: Ticket,
	account: AccountIdentity,
	{ score, comment }: { score: number; comment: string }
): Promise<void> {
	if (ticket.status !== 'closed') throw new AppError('conflict', m.satisfaction_not_closed());
	const now = ctx.now();
	await store.save(ctx.db, {
		ticketId: ticket.id,
		accountId: account.id,
		score,
		comment,
		createdAt: now,
		updatedAt: now
	});
	const { db, request } = ctx;
	await recordAudit(
		{ db, now: ctx.now, request, actor: { account, structureId: ticket.structureId } },
		'ticket.rated',
		ticket.id,
		{ number: ticket.number, score }
	);
}

/** A link for one person to rate one ticket, without signing in. Its secret is told here and kept nowhere. */
export async function mintRatingLink(ctx: Base, ticketId: string, accountId: string): Promise<string> {
	const secret = newSecret();
	const now = ctx.now();
	await store.insertLink(ctx.db, {
		tokenHash: hashSecret(secret),
		ticketId,
		accountId,
		createdAt: now,
		expiresAt: after(now, LINK_SECONDS)
	});
	return `${ctx.settings.origin}/rate/${secret}`;
}

/** What a link leads to. One that is unknown, has expired, or whose person may no longer see the ticket reads alike. */
export async function readLink(ctx: Ctx, { token }: { token: string }) {
	const { ticket, account } = await behind(ctx, token);
	const rating = await store.find(ctx.db, ticket.id, account.id);
	return {
		number: ticket.number,
		subject: ticket.subject,
		vendor: (await vendorOf(ctx.db)).name,
		closed: ticket.status === 'closed',
		score: rating?.score ?? null,
		comment: rating?.comment ?? ''
	};
}

export async function rateByLink(ctx: Ctx, input: z.output<typeof rateByLinkInput>): Promise<void> {
	await consume(ctx, `satisfaction:ip:${networkOf(ctx.request.ip)}`, GUESSES_PER_IP);
	await transact(ctx, async (ctx) => {
		const { ticket, account } = await behind(ctx, input.token);
		await rate(ctx, ticket, account, input);
	});
}

async function behind(
	ctx: Pick<Ctx, 'now'> & { db: Db | Trx },
	token: string
): Promise<{ ticket: Ticket; account: AccountIdentity }> {
	const link = await store.findLink(ctx.db, hashSecret(token), ctx.now());
	const account = link && (await identityOf(ctx.db, { id: link.accountId }));
	const ticket = link && (await ticketNamed(ctx.db, { id: link.ticketId }));
	if (!account || !ticket || ticket.id !== link.ticketId || !(await mayStill(ctx.db, account, ticket)))
		throw new AppError('not_found', m.satisfaction_link_gone());
	return { ticket, account };
}

/** Access may have been cut since the mail: from then on the ticket is no longer theirs to know of. */
async function mayStill(db: Db | Trx, account: AccountIdentity, ticket: Ticket): Promise<boolean> {
	if (!(await takesPartIn(db, ticket, account.id))) return false;
	if (ticket.structureId === null) return true;
	const { contact } = await standingIn(db, account.id, ticket.structureId);
	return contact?.access === 'active' || (contact?.access === 'pending' && ticket.requesterId === account.id);
}

/** What customers said of one ticket, for staff. */
export async function ratingsOf(ctx: Ctx<'staff'>, { number }: { number: number }) {
	const ticket = await ticketNamed(ctx.db, { number });
	if (!ticket) throw new AppError('not_found', m.errors_not_found());
	const rows = await store.ofTicket(ctx.db, ticket.id);
	return rows.map(({ firstName, lastName, ...rating }) => ({ ...rating, name: `${firstName} ${lastName}` }));
}

/** Links nobody can use any more are forgotten. */
export const forgetRatingLinks = async ({ db, now }: Base): Promise<void> => {
	await store.deleteExpiredLinks(db, now());
};
