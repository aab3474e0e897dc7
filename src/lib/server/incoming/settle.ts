import { buffer } from 'node:stream/consumers';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { attachMailInput, discardMailInput, openFromMailInput } from '#lib/schemas/incoming.ts';
import { identityOf } from '#server/accounts/domain.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { NO_STRUCTURE, type AccountIdentity } from '#server/platform/access.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { inLocale } from '#server/platform/locale.ts';
import { answerTicket, messageMadeBy, noteOnTicket, openTicket, ticketNamed } from '#server/tickets/domain.ts';
import { parseIncoming } from './parse.ts';
import { actingByMail, bringFiles, wordsToPost, type Brought } from './posting.ts';
import * as store from './store.ts';

type Staff = Ctx<'staff'>;

/**
 * Puts a mail that waits into a ticket: as its sender's answer where the sender may answer there, otherwise as a note
 * between staff. Whoever attaches it vouches for the sender, never for more rights than the sender has.
 */
export async function attachMail(
	ctx: Staff,
	{ id, number }: z.output<typeof attachMailInput>
): Promise<{ as: 'answer' | 'note'; number: number }> {
	const mail = await waitingMail(ctx.db, id);
	const ticket = await ticketNamed(ctx.db, { number });
	if (!ticket) throw new AppError('invalid', m.errors_invalid(), { fields: { number: m.incoming_no_such_ticket() } });
	const sender = await customerOf(ctx.db, mail);
	const acting = sender && (await actingByMail(ctx, sender, ticket.structureId).catch(missing));
	if (sender && acting) {
		const done = await asAnswer(ctx, mail, sender, ticket);
		if (done) return { as: 'answer', number: ticket.number };
	}
	const brought = await filesOf(ctx, mail, ctx.actor.account);
	await settled(ctx, mail, { state: 'attached', ticketId: ticket.id }, 'incoming.attached', async (ctx) => {
		const head = m.incoming_note_head({ from: `${mail.fromName} <${mail.fromAddress}>`.trim(), subject: mail.subject });
		const body = wordsToPost(`${head}\n\n${mail.body}`, brought);
		await noteOnTicket(ctx, { number: ticket.number, body, files: brought.ids, requestKey: mail.id });
		return { ticketMessageId: (await messageMadeBy(ctx.db, mail.id, ticket.id))?.id ?? null, files: brought.told };
	});
	return { as: 'note', number: ticket.number };
}

type Ticket = NonNullable<Awaited<ReturnType<typeof ticketNamed>>>;

/** Says whether the sender may answer there; if not, nothing was done. */
async function asAnswer(ctx: Staff, mail: store.Incoming, sender: AccountIdentity, ticket: Ticket): Promise<boolean> {
	const brought = await filesOf(ctx, mail, sender);
	try {
		await settled(ctx, mail, { state: 'attached', ticketId: ticket.id }, 'incoming.attached', async (ctx) => {
			await inLocale(sender.locale, async () => {
				const body = wordsToPost(mail.body, brought);
				const acting = await actingByMail(ctx, sender, ticket.structureId);
				await answerTicket(acting, {
					number: ticket.number,
					body,
					files: brought.ids,
					requestKey: mail.id,
					via: 'mail'
				});
			});
			return { ticketMessageId: (await messageMadeBy(ctx.db, mail.id, ticket.id))?.id ?? null, files: brought.told };
		});
		return true;
	} catch (error) {
		if (error instanceof AppError && ['not_found', 'forbidden', 'conflict'].includes(error.code)) {
			await waitingMail(ctx.db, mail.id);
			return false;
		}
		throw error;
	}
}

/** Opens a ticket in the name of a known contact, with what they wrote. */
export async function openFromMail(
	ctx: Staff,
	{ id, structure, subject, category }: z.output<typeof openFromMailInput>
): Promise<{ number: number }> {
	const mail = await waitingMail(ctx.db, id);
	const sender = await customerOf(ctx.db, mail);
	if (!sender) throw new AppError('conflict', m.incoming_unknown_contact());
	const structureId = structure === NO_STRUCTURE ? null : structure;
	const refused = () => new AppError('invalid', m.errors_invalid(), { fields: { structure: m.errors_choose() } });
	if (!(await actingByMail(ctx, sender, structureId).catch(missing))) throw refused();
	const brought = await filesOf(ctx, mail, sender);
	let number = 0;
	await settled(ctx, mail, { state: 'opened' }, 'incoming.opened', async (ctx) => {
		await inLocale(sender.locale, async () => {
			const acting = await actingByMail(ctx, sender, structureId);
			const opened = await openTicket(acting, {
				subject,
				category,
				urgency: 'annoying',
				body: wordsToPost(mail.body, brought),
				private: false,
				product: undefined,
				colleague: undefined,
				files: brought.ids,
				requestKey: mail.id
			});
			number = opened.number;
		});
		const ticket = (await ticketNamed(ctx.db, { number }))!;
		return {
			ticketId: ticket.id,
			ticketMessageId: (await messageMadeBy(ctx.db, mail.id, ticket.id))?.id ?? null,
			files: brought.told
		};
	});
	return { number };
}

/** Puts a mail away: nothing of it reaches anybody. It is kept a while, with the reason. */
export async function discardMail(ctx: Staff, { id, reason }: z.output<typeof discardMailInput>): Promise<void> {
	const mail = await waitingMail(ctx.db, id);
	await settled(ctx, mail, { state: 'discarded', settledNote: reason }, 'incoming.discarded', async () => ({}));
}

interface Settled {
	ticketId?: string;
	ticketMessageId?: string | null;
	files?: Brought['told'];
}

/** Settles a mail that still waits, with what is done of it, in one transaction. */
async function settled(
	ctx: Staff,
	{ id }: store.Incoming,
	values: { state: 'attached' | 'opened' | 'discarded'; ticketId?: string; settledNote?: string },
	act: string,
	work: (ctx: Staff & { db: Trx }) => Promise<Settled>
): Promise<void> {
	await transact(ctx, async (ctx) => {
		await waitingMail(ctx.db, id);
		const { files, ...done } = await work(ctx);
		await store.update(ctx.db, id, {
			...values,
			...done,
			...(files ? { files: JSON.stringify(files) } : {}),
			// What is in a ticket is kept there; what was put away may yet be asked for.
			...(values.state === 'discarded' ? {} : { sourceHash: null }),
			settledAt: ctx.now(),
			settledById: ctx.actor.account.id
		});
		await recordAudit(ctx, act, id, { ticketId: done.ticketId ?? values.ticketId ?? null });
	});
}

async function waitingMail(db: Db | Trx, id: string): Promise<store.Incoming> {
	const mail = await store.find(db, id);
	if (!mail) throw new AppError('not_found', m.errors_not_found());
	if (mail.state !== 'waiting') throw new AppError('conflict', m.incoming_already_settled());
	return mail;
}

async function customerOf(db: Db | Trx, { accountId }: store.Incoming): Promise<AccountIdentity | null> {
	const account = accountId ? await identityOf(db, { id: accountId }) : undefined;
	return account && account.staffRole === null ? account : null;
}

function missing(error: unknown): null {
	if (error instanceof AppError && error.code === 'not_found') return null;
	throw error;
}

async function filesOf(ctx: Staff, { sourceHash }: store.Incoming, account: AccountIdentity): Promise<Brought> {
	const source = sourceHash && (await ctx.files.read(sourceHash));
	if (!source) return { ids: [], told: [] };
	const parsed = await parseIncoming(await buffer(source)).catch(() => null);
	return inLocale(account.locale, () => bringFiles(ctx, account.id, parsed?.files ?? []));
}
