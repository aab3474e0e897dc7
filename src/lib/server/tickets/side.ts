import { m } from '#lib/paraglide/messages.js';
import type { Ctx } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { referentRoleNames, rolesHeldIn } from '#server/contacts/domain.ts';
import { openProposalOf } from '#server/proposals/domain.ts';
import { structureOf } from '#server/structures/domain.ts';
import { checklistOf } from './checks.ts';
import { ticketNumbered } from './handling.ts';
import * as people from './people-store.ts';
import { answersOf } from './requests.ts';
import * as store from './store.ts';
import * as ties from './ties-store.ts';

/** What staff need beside a ticket: who has it in hand, facts of its structure, what it is tied to, what is to be verified. */
export async function besideTicket(ctx: Ctx<'staff'>, { number }: { number: number }) {
	const { db } = ctx;
	const ticket = await ticketNumbered(db, number);
	const kind = await ties.kindOf(db, ticket.category);
	return {
		priority: ticket.priority,
		assignee: await assigneeOf(ctx, ticket.assigneeId),
		staff: (await people.staff(db)).map(({ id, ...person }) => ({
			id,
			name: nameOf(person),
			me: id === ctx.actor.account.id
		})),
		facts: ticket.structureId ? await factsOf(ctx, ticket.structureId) : null,
		others: await ties.openOf(db, ticket.requesterId, ticket.id).execute(),
		linked: await ties.linked(db, ticket.id),
		merged: await ties.mergedInto(db, ticket.id),
		request:
			kind === 'plain'
				? null
				: {
						kind,
						checklist: await checklistOf(db, ticket.id, kind),
						customerNumber: answersOf(ticket).customerNumber ?? '',
						login: answersOf(ticket).formerEmail ?? '',
						/** To be read over before it is sent, in the customer's language. */
						body: await answerFor(ctx, kind, ticket.requesterId)
					}
	};
}

async function factsOf({ db }: Ctx<'staff'>, id: string) {
	const { siret, ticketVisibility } = await structureOf(db, id);
	const administrators = await people.administrators(db, id);
	return {
		id,
		siret,
		ticketVisibility,
		more: await moreOf(db, id),
		administrators: administrators.map(({ phone, email, ...person }) => ({ name: nameOf(person), email, phone }))
	};
}

/** Who stands for what in a structure, and what waits for the vendor's validation. */
async function moreOf(db: Db | Trx, structureId: string) {
	const referents = (await rolesHeldIn(db, structureId)).map(({ role, name }) => ({
		label: m.contacts_referent({ role: referentRoleNames([role]) }),
		text: name,
		href: null
	}));
	const waiting = await openProposalOf(db, structureId);
	if (!waiting) return referents;
	const text = m.proposals_items({ count: waiting.items });
	return [...referents, { label: m.proposals_title(), text, href: `/staff/proposals/${waiting.id}` }];
}

async function assigneeOf(ctx: Ctx<'staff'>, id: string | null) {
	const account = id === null ? undefined : await store.account(ctx.db, id);
	return account ? { id: account.id, name: nameOf(account), me: account.id === ctx.actor.account.id } : null;
}

const GRANTED = {
	become_administrator: m.inbox_grant_body_administrator,
	forgotten_email: m.inbox_grant_body_email,
	other_structure: m.inbox_grant_body_other
};

async function answerFor({ db }: Ctx<'staff'>, kind: keyof typeof GRANTED, requesterId: string): Promise<string> {
	const { firstName, locale } = (await store.account(db, requesterId))!;
	return GRANTED[kind]({ name: firstName }, { locale });
}

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string => `${firstName} ${lastName}`;
