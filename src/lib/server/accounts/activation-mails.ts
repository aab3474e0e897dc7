import { m } from '#lib/paraglide/messages.js';
import { awaitedUnder } from '#server/contacts/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { MailContent } from '#server/platform/mail.ts';
import type { MailKind, Recipient } from '#server/platform/outbox.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { findActivation } from './activation-store.ts';
import { mintLink } from './domain.ts';
import { staysOut } from './removed.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'account.activation_again': { tokenHash: string };
	}
}

/** Who would be sent an activation link under an address: somebody awaited who has no password; null for anybody else. */
export async function activationRecipient(ctx: Base, email: string): Promise<Recipient | null> {
	const account = await store.findByEmail(ctx.db, email);
	if (account?.passwordHash || account?.staffRole || (await staysOut(ctx, account))) return null;
	if ((await awaitedUnder(ctx.db, email)).length === 0) return null;
	return { email, locale: account?.locale ?? 'fr', accountId: account?.id };
}

/** The mail with a new activation link; null where it has become pointless. */
export async function activationMail(ctx: Base, { email, locale }: Recipient): Promise<MailContent | null> {
	if (!(await activationRecipient(ctx, email))) return null;
	const token = await mintLink(ctx, { purpose: 'activation', email });
	return activationLetter(ctx, { email, locale }, token);
}

/** What the mail says, round a link's token. */
export async function activationLetter(
	ctx: Pick<Base, 'db' | 'settings'>,
	{ email, locale }: Pick<Recipient, 'email' | 'locale'>,
	token: string
): Promise<MailContent> {
	const account = await store.findByEmail(ctx.db, email);
	const contacts = await awaitedUnder(ctx.db, email);
	const vendor = (await vendorOf(ctx.db)).name;
	const name = account?.firstName || contacts[0]?.firstName;
	const structures = contacts.map(({ structureName }) => structureName);
	const [structure = ''] = structures;
	return {
		subject: m.activation_mail_subject({ vendor }, { locale }),
		body: [
			name ? m.mails_hello({ name }, { locale }) : m.mails_hello_plain({}, { locale }),
			structures.length > 1
				? [
						m.activation_mail_structures({ vendor }, { locale }),
						...structures.map((one) => m.activation_mail_structure({ name: one }, { locale }))
					].join('\n')
				: m.activation_mail_text({ vendor, structure }, { locale }),
			m.activation_mail_login({ email }, { locale })
		],
		action: { label: m.mails_reset_action({}, { locale }), url: `${ctx.settings.origin}/activation/${token}` },
		notes: [m.activation_mail_note({}, { locale }), m.activation_mail_not_you({}, { locale })]
	};
}

const again: MailKind<{ tokenHash: string }> = {
	forAddress: true,
	async recipients(ctx, { tokenHash }) {
		const link = await findActivation(ctx.db, tokenHash);
		const recipient = link && (await activationRecipient(ctx, link.email));
		return recipient ? [recipient] : [];
	},
	compose: (ctx, _event, recipient) => activationMail(ctx, recipient)
};

export const activationMails = { 'account.activation_again': again };
