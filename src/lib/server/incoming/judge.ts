import { identityOf } from '#server/accounts/domain.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Base } from '#server/platform/context.ts';
import { mailIdIn } from '#server/platform/mail-signature.ts';
import { automaticReason } from './automatic.ts';
import type { ParsedIncoming } from './parse.ts';
import { recognise, type Recognised } from './recognise.ts';
import { standingOfSender } from './sender.ts';
import * as store from './store.ts';
import type { IncomingReason } from './table.ts';

/** What a mail is, before anybody's rights are asked: whose, about which ticket, and why it would not go there by itself. */
export interface Verdict {
	account: AccountIdentity | null;
	ticket: Recognised['ticket'];
	/** Null: it may be said in the ticket if its sender may. */
	reason: IncomingReason | null;
	/** Whether the sender is known to be who they say. */
	proved: boolean;
}

/**
 * The sender's address alone proves nobody: anybody can write it. Proof is an answer to a mail that was sent to that very
 * address, or the word of the receiving server the operator trusts. What staff write goes to staff: a slip of the
 * reply button must not become an answer to a customer.
 */
export async function judge(base: Base, mail: ParsedIncoming): Promise<Verdict> {
	if (await isOwn(base, mail)) return { account: null, ticket: null, reason: 'own', proved: false };
	const account = mail.from ? ((await identityOf(base.db, { email: mail.from.address })) ?? null) : null;
	const { ticket, several, bound, forged } = await recognise(base, mail, account);
	const standing = standingOfSender(mail, base.settings.imapTrustedServer);
	const proved = standing !== 'refuted' && !forged && (bound || standing === 'proved');
	const because = (reason: IncomingReason | null): Verdict => ({ account, ticket, reason, proved });

	const automatic = automaticReason(mail);
	if (automatic) return because(automatic);
	if (!mail.from) return because('no_sender');
	if (standing === 'refuted' || forged) return because('forged');
	if (!account) return because('unknown_sender');
	if (several) return because('several_tickets');
	if (!ticket) return because('no_ticket');
	if (account.staffRole) return because('staff');
	if (!proved) return because('unproven');
	if (mail.wholeText === '' && mail.files.length === 0) return because('empty');
	return because(null);
}

/** What the portal sent and something gave back as it was. */
async function isOwn({ db }: Base, { messageId }: ParsedIncoming): Promise<boolean> {
	const named = mailIdIn(messageId);
	return named !== null && (await store.mailSent(db, named.mailId))?.messageId === messageId.toLowerCase();
}
