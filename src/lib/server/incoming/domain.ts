import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { listIncomingInput } from '#lib/schemas/incoming.ts';
import { identityOf } from '#server/accounts/domain.ts';
import { standingsOf } from '#server/contacts/domain.ts';
import type { Base, Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { deleteInParts } from '#server/platform/retention.ts';
import { choicesOf, ticketNamed } from '#server/tickets/domain.ts';
import * as store from './store.ts';
import type { IncomingState } from './table.ts';

export { receive } from './receive.ts';

const MOST_COUNTED = 100;

const STATES = {
	waiting: ['waiting'],
	settled: ['attached', 'opened', 'discarded'],
	posted: ['posted'],
	noted: ['noted']
} as const satisfies Record<string, readonly IncomingState[]>;

/** What the mailbox brought, newest first. One query a state: each enters the index where its page begins. */
export async function listIncoming(ctx: Ctx<'staff'>, { state, before }: z.output<typeof listIncomingInput>) {
	const pages = await Promise.all(STATES[state].map((some) => store.page(ctx.db, some, before).execute()));
	const rows = pages.flat().sort((a, b) => (a.id < b.id ? 1 : -1));
	const mails = rows.slice(0, store.ON_A_PAGE).map(({ body, files, ...mail }) => ({
		...mail,
		beginning: body.slice(0, 200).replace(/\s+/g, ' '),
		files: namesOf(files).length
	}));
	return {
		mails,
		next: rows.length > store.ON_A_PAGE ? mails.at(-1)!.id : null,
		...(await countIncoming(ctx)),
		/** Without a mailbox nothing comes, which is worth saying on an empty page. */
		reads: ctx.settings.imapUrl !== undefined
	};
}

/** How many mails wait for staff, counted up to {@link MOST_COUNTED}. */
export async function countIncoming(ctx: Pick<Ctx, 'db'>): Promise<{ waiting: number }> {
	const { count } = await store.countWaiting(ctx.db, MOST_COUNTED).executeTakeFirstOrThrow();
	return { waiting: Number(count) };
}

/** The same, and when the first of them came. */
export async function mailsToSort({ db }: Pick<Ctx, 'db'>): Promise<{ count: number; since: string | null }> {
	const { waiting } = await countIncoming({ db });
	return { count: waiting, since: (await store.firstWaiting(db).executeTakeFirst())?.receivedAt ?? null };
}

/** A mail as staff see it, whole, and what may be done with it. */
export async function readIncoming(ctx: Ctx<'staff'>, { id }: { id: string }) {
	const mail = await store.find(ctx.db, id);
	if (!mail) throw new AppError('not_found', m.errors_not_found());
	return shown(ctx, mail);
}

/** The mail a message of a ticket came by. */
export async function readOfMessage(ctx: Ctx<'staff'>, { message }: { message: string }) {
	const mail = await store.findOfMessage(ctx.db, message);
	if (!mail) throw new AppError('not_found', m.errors_not_found());
	return { id: mail.id };
}

async function shown(ctx: Ctx<'staff'>, mail: store.Incoming) {
	const account = mail.accountId ? await identityOf(ctx.db, { id: mail.accountId }) : undefined;
	const ticket = mail.ticketId ? await ticketNamed(ctx.db, { id: mail.ticketId }) : undefined;
	const settledBy = mail.settledById ? await identityOf(ctx.db, { id: mail.settledById }) : undefined;
	const standings = account && !account.staffRole ? (await standingsOf(ctx.db, account)).structures : [];
	const { id, receivedAt, sentAt, fromAddress, fromName, toAddress, subject, body, wholeText, size, state, reason } =
		mail;
	const { settledAt, settledNote } = mail;
	return {
		...{ id, receivedAt, sentAt, fromAddress, fromName, toAddress, subject, body, wholeText, size, state, reason },
		...{ settledAt, settledNote },
		settledBy: settledBy ? `${settledBy.firstName} ${settledBy.lastName}` : null,
		files: namesOf(mail.files),
		ticket: ticket ? { number: ticket.number, subject: ticket.subject } : null,
		sender: account
			? {
					name: `${account.firstName} ${account.lastName}`,
					isStaff: account.staffRole !== null,
					/** Where a ticket may be opened for them. */
					structures: standings
						.filter(({ access }) => access === 'active' || access === 'pending')
						.map(({ structureId, name }) => ({ id: structureId, name }))
				}
			: null,
		categories: (await choicesOf(ctx.db)).categories.filter(({ kind }) => kind === 'plain')
	};
}

const namesOf = (files: string) => JSON.parse(files) as { name: string; size: number; refused: string | null }[];

/** Forgets what was put away, or only noted, before a moment. What waits stays, and what is in a ticket stays with it. */
export const forgetIncoming = ({ db }: Base, before: string): Promise<number> =>
	deleteInParts((most) =>
		db
			.deleteFrom('incomingMail')
			.where('id', 'in', (eb) =>
				eb
					.selectFrom('incomingMail')
					.select('id')
					.where('state', 'in', ['noted', 'discarded'])
					.where('settledAt', '<=', before)
					.limit(most)
			)
			.executeTakeFirstOrThrow()
	);
