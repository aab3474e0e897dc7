import { m } from '#lib/paraglide/messages.js';
import type { Base } from '#server/platform/context.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { Recipient } from '#server/platform/outbox.ts';
import { ticketNamed } from '#server/tickets/domain.ts';
import { identityOf } from '#server/accounts/domain.ts';
import { mintRatingLink } from './domain.ts';
import { scoreWords } from '#lib/score-words.ts';

interface Composing<E> {
	compose(ctx: Base, event: E, recipient: Recipient): Promise<MailContent | null>;
}

/** The mail that says a ticket is closed asks its customers, in the same breath, how satisfied they are. */
export const asking = <E extends { ticketId: string }, K extends Composing<E>>(kind: K): K => ({
	...kind,
	async compose(ctx: Base, event: E, recipient: Recipient) {
		const content = await kind.compose(ctx, event, recipient);
		if (!content || !recipient.accountId) return content;
		const account = await identityOf(ctx.db, { id: recipient.accountId });
		const ticket = await ticketNamed(ctx.db, { id: event.ticketId });
		if (!account || account.staffRole || ticket?.status !== 'closed' || ticket.id !== event.ticketId) return content;
		const { locale } = account;
		const url = await mintRatingLink(ctx, ticket.id, account.id);
		return {
			...content,
			question: {
				text: m.mails_satisfaction_question({}, { locale }),
				choices: [5, 4, 3, 2, 1].map((score) => ({
					label: m.mails_satisfaction_choice({ score, label: scoreWords(score, locale) }, { locale }),
					url: `${url}?score=${score}`
				}))
			}
		};
	}
});
