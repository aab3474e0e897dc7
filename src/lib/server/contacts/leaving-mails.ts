import { m } from '#lib/paraglide/messages.js';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';
import type { MailKind } from '#server/platform/outbox.ts';
import { structureOf } from '#server/structures/domain.ts';
import { referentRoleNames } from './referent-names.ts';
import * as listed from './listed-store.ts';
import * as store from './store.ts';

/** To the person, who is no contact any more; pointless once they are one again. */
const removed: MailKind<{ structureId: string; accountId: string }> = {
	recipients: ({ db }, { accountId }) => listed.accountsOf(db, [accountId]),
	async compose(ctx, { structureId, accountId }, { locale }) {
		const { contact } = await store.standingIn(ctx.db, accountId, structureId);
		const [account] = await listed.accountsOf(ctx.db, [accountId]);
		if (contact || !account) return null;
		const structure = (await structureOf(ctx.db, structureId)).name;
		return {
			subject: m.mails_contact_removed_subject({ structure }, { locale }),
			body: [
				m.mails_hello({ name: account.firstName }, { locale }),
				m.mails_contact_removed_text({ structure }, { locale }),
				m.mails_contact_still_tickets({}, { locale })
			]
		};
	}
};

/** To staff: what was sent to somebody who is gone goes to nobody until another is named. */
const vacated: MailKind<{ structureId: string; name: string; roles: ReferentRole[] }> = {
	recipients: ({ db }) => store.staffAccounts(db),
	async compose(ctx, { structureId, name, roles }, { locale, accountId }) {
		if (!accountId || !(await store.isStaff(ctx.db, accountId))) return null;
		const { name: structure, customerNumber } = await structureOf(ctx.db, structureId);
		return {
			subject: m.mails_referent_vacated_subject({ structure }, { locale }),
			body: [
				m.mails_referent_vacated_text(
					{ name, structure, customerNumber, roles: referentRoleNames(roles, locale) },
					{ locale }
				)
			]
		};
	}
};

export const leavingMails = { 'contact.removed': removed, 'referent.vacated': vacated };
