import { activationMail, activationRecipient } from '#server/accounts/domain.ts';
import type { MailKind } from '#server/platform/outbox.ts';
import { recipients } from './recipients.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'campaign.invited': { recipientId: number };
	}
}

/** The activation a campaign sends. What becomes of it is noted beside the recipient by triggers. */
const invited: MailKind<{ recipientId: number }> = {
	forAddress: true,
	async recipients(ctx, { recipientId }) {
		const row = await recipients.find(ctx.db, recipientId);
		const recipient = row && (await activationRecipient(ctx, row.email));
		if (row && !recipient && row.state === 'queued')
			await recipients.update(ctx.db, row.id, { state: 'left_out', reason: 'changed' });
		return recipient ? [recipient] : [];
	},
	compose: (ctx, _event, recipient) => activationMail(ctx, recipient)
};

export const campaignMails = { 'campaign.invited': invited };
