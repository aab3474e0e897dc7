import { m } from '#lib/paraglide/messages.js';
import type { ItemKey } from '#lib/schemas/item-keys.ts';
import { activeAdministrators, isAdministrator, isStaff, staffAccounts } from '#server/contacts/domain.ts';
import type { MailKind } from '#server/platform/outbox.ts';
import { structureOf } from '#server/structures/domain.ts';
import { valueIn } from './parts.ts';
import * as store from './store.ts';
import { wordsOf } from './words.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		'proposal.opened': { proposalId: string };
		'proposal.decided': { proposalId: string; itemIds: string[] };
	}
}

/** To staff, once a proposal: pointless when all of it was taken back or decided meanwhile. */
const opened: MailKind<{ proposalId: string }> = {
	recipients: ({ db }) => staffAccounts(db),
	async compose(ctx, { proposalId }, { locale, accountId }) {
		const proposal = await store.find(ctx.db, proposalId);
		if (!proposal || proposal.settledAt || !accountId || !(await isStaff(ctx.db, accountId))) return null;
		const { name: structure, customerNumber } = await structureOf(ctx.db, proposal.structureId);
		const waiting = (await store.itemsOf(ctx.db, proposalId)).filter(({ outcome }) => outcome === 'waiting');
		return {
			subject: m.mails_proposal_opened_subject({ structure }, { locale }),
			body: [
				m.mails_proposal_opened_text({ structure, customerNumber }, { locale }),
				{ quote: waiting.map((item) => titleIn(item, locale)).join('\n') }
			],
			action: {
				label: m.mails_proposal_opened_action({}, { locale }),
				url: `${ctx.settings.origin}/staff/proposals/${proposalId}`
			}
		};
	}
};

/** To the structure's administrators: what was decided, item by item, with what the vendor says of it. */
const decided: MailKind<{ proposalId: string; itemIds: string[] }> = {
	async recipients({ db }, { proposalId }) {
		const proposal = await store.find(db, proposalId);
		return proposal ? activeAdministrators(db, proposal.structureId) : [];
	},
	async compose(ctx, { proposalId, itemIds }, { locale, accountId }) {
		const proposal = await store.find(ctx.db, proposalId);
		if (!proposal || !accountId || !(await isAdministrator(ctx.db, accountId, proposal.structureId))) return null;
		const structure = (await structureOf(ctx.db, proposal.structureId)).name;
		const items = (await store.itemsOf(ctx.db, proposalId)).filter(({ id }) => itemIds.includes(id));
		const lines = items.map((item) => {
			const said = item.outcome === 'accepted' ? m.mails_proposal_accepted : m.mails_proposal_refused;
			return said({ part: titleIn(item, locale) }, { locale }) + (item.comment ? `\n${item.comment}` : '');
		});
		return {
			subject: m.mails_proposal_decided_subject({ structure }, { locale }),
			body: [m.mails_proposal_decided_text({ structure }, { locale }), { quote: lines.join('\n\n') }],
			action: {
				label: m.mails_proposal_decided_action({}, { locale }),
				url: `${ctx.settings.origin}/s/${proposal.structureId}/structure/history`
			}
		};
	}
};

const titleIn = (item: Pick<store.Item, 'itemKey' | 'before' | 'after'>, locale: 'fr' | 'en'): string =>
	wordsOf(item.itemKey as ItemKey, valueIn(item.before), valueIn(item.after), locale).title;

export const proposalMails = { 'proposal.opened': opened, 'proposal.decided': decided };
