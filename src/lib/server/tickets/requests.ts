import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { RequestKind } from '#lib/schemas/ticket-choices.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { beginTicket } from './beginning.ts';

type Locale = 'fr' | 'en';

/** What a request's form asks besides words, in the order in which the answers are read. */
const LABELS = {
	structureName: m.tickets_request_structure,
	currentAdministrator: m.tickets_request_current_administrator,
	formerName: m.tickets_request_former_name,
	formerEmail: m.tickets_request_former_email,
	formerStructure: m.tickets_request_former_structure,
	phone: m.tickets_request_phone,
	otherStructure: m.tickets_request_other_structure,
	customerNumber: m.tickets_request_customer_number,
	functionThere: m.tickets_request_function_there,
	confirmName: m.tickets_answer_confirm_name,
	confirmFunction: m.tickets_request_confirm_function,
	confirmPhone: m.tickets_request_confirm_phone
};
type Answers = Partial<Record<keyof typeof LABELS, string | undefined>>;

const WORDS = {
	become_administrator: {
		subject: m.tickets_request_administrator_subject,
		body: m.tickets_request_administrator_subject
	},
	forgotten_email: { subject: m.tickets_request_email_subject, body: m.tickets_request_email_body },
	other_structure: { subject: m.tickets_request_other_subject, body: m.tickets_request_other_body }
} as const satisfies Record<RequestKind, unknown>;

/**
 * Opens one of the requests that have a form of their own. It speaks of a person's rights and phone numbers: private from
 * the start. How much it presses is not asked.
 */
export function openRequest(
	ctx: Ctx<'ticketing'>,
	kind: RequestKind,
	{ body, files, requestKey, ...answers }: Answers & { body?: string | undefined; files: string[]; requestKey: string }
): Promise<{ number: number }> {
	return transact(ctx, async (ctx) => {
		if (kind === 'become_administrator' && ctx.actor.structureId === null && !answers.structureName)
			throw new AppError('invalid', m.errors_invalid(), { fields: { structureName: m.errors_required() } });
		const { number } = await beginTicket(ctx, {
			side: 'customer',
			structureId: ctx.actor.structureId,
			requesterId: ctx.actor.account.id,
			subject: WORDS[kind].subject(),
			category: await categoryOf(ctx.db, kind),
			productId: null,
			urgency: 'minor',
			body: body || WORDS[kind].body(),
			files,
			private: true,
			details: JSON.stringify(Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer))),
			followsId: null,
			requestKey
		});
		return { number };
	});
}

const stored = z.record(z.string(), z.string());

/** A typed request's answers as they were given; empty for a ticket of any other kind. */
export const answersOf = ({ details }: { details: string | null }): Answers =>
	details === null ? {} : (stored.safeParse(JSON.parse(details)).data ?? {});

/** The same, to be read. */
export function answersTold(ticket: { details: string | null }, locale?: Locale): { label: string; value: string }[] {
	const answers = answersOf(ticket);
	return (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((name) => {
		const value = answers[name];
		return value ? [{ label: LABELS[name]({}, locale ? { locale } : {}), value }] : [];
	});
}

/** The vendor's category of a kind; `not_found` where it offers none. */
async function categoryOf(db: Db | Trx, kind: RequestKind): Promise<string> {
	const category = await db
		.selectFrom('ticketCategory')
		.select('id')
		.where('kind', '=', kind)
		.where('retiredAt', 'is', null)
		.orderBy('position')
		.executeTakeFirst();
	if (!category) throw new AppError('not_found', m.errors_not_found());
	return category.id;
}
