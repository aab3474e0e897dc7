import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { referentKey } from '#lib/schemas/item-keys.ts';
import type { candidatesInput, nameNewReferentInput, referentInput } from '#lib/schemas/proposals.ts';
import { addContact, candidatesIn, contactFor } from '#server/contacts/domain.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { change, type Changed, type Changing, type ChangingNow } from './changing.ts';
import { liveOf, partsOf, wantedOf } from './parts.ts';

/** Gives a role to somebody who is let in, or has just been invited. There is one DPO: another gives way to them. */
export function nameReferent(ctx: Changing, { role, contact: id }: z.output<typeof referentInput>): Promise<Changed> {
	return transact(ctx, async (ctx) => {
		const contact = await contactOf(ctx, id);
		if (contact.access !== 'active' && contact.access !== 'invited')
			throw new AppError('conflict', m.contacts_not_open({ name: contact.name }));
		return change(ctx, [{ key: referentKey(role, id), after: { name: contact.name } }], null);
	});
}

/** Takes a role from somebody. One that was only proposed is not proposed any more. */
export function vacateReferent(ctx: Changing, { role, contact: id }: z.output<typeof referentInput>): Promise<Changed> {
	return transact(ctx, async (ctx) => {
		const parts = await partsOf(ctx.db, ctx.actor.structureId);
		const key = referentKey(role, id);
		if (liveOf(parts, key) === null && wantedOf(parts, key) === null)
			throw new AppError('not_found', m.errors_not_found());
		return change(ctx, [{ key, after: null }], null, parts);
	});
}

/** Adds somebody to the list, invites them and gives them a role, which is theirs once they have come. Sent again with its key, it is done once. */
export function nameNewReferent(
	ctx: Changing,
	{ role, ...person }: z.output<typeof nameNewReferentInput>
): Promise<Changed & { name: string }> {
	return transact(ctx, async (ctx) => {
		const { id, firstName, lastName } = await addContact(ctx, { ...person, invite: true });
		const name = `${firstName} ${lastName}`;
		const parts = await partsOf(ctx.db, ctx.actor.structureId);
		const key = referentKey(role, id);
		const live = ctx.actor.contact === null;
		// Sent twice: the contact is the first one's, and so is what was asked.
		if ((live ? liveOf(parts, key) : wantedOf(parts, key)) !== null) return { live, name };
		return { ...(await change(ctx, [{ key, after: { name } }], null, parts)), name };
	});
}

/** Who may be given a role, among those who do not have it and are not proposed for it. */
export async function candidatesFor(ctx: Changing, { role, query }: z.output<typeof candidatesInput>) {
	const { structureId } = ctx.actor;
	const parts = await partsOf(ctx.db, structureId);
	const found = await candidatesIn(ctx.db, structureId, query);
	return found
		.filter(({ id }) => wantedOf(parts, referentKey(role, id)) === null)
		.map(({ firstName, lastName, ...rest }) => ({ ...rest, name: `${firstName} ${lastName}` }));
}

async function contactOf({ db, actor }: ChangingNow, id: string) {
	const contact = await contactFor(db, actor.structureId, id);
	// Of another structure, or of none: the same words.
	if (!contact) throw new AppError('invalid', m.proposals_item_gone());
	return contact;
}
