import type { Ctx } from '#server/platform/context.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { contactOf, neverCame, type Deciding } from './deciding.ts';
import { isOpen } from './inviting.ts';
import { dueForReview } from './review.ts';
import * as referentStore from './referent-store.ts';
import { rolesHeldIn } from './referents.ts';

/** All that who manages a structure may know of one of its contacts. */
export async function readContact(ctx: Deciding, { contact: id }: { contact: string }) {
	const contact = await contactOf(ctx, id);
	const { accountId, civility, firstName, lastName, email, phone, access, role, requestedAt, invitedAt } = contact;
	const roles = async (which: 'referent' | 'plannedReferent') =>
		(await referentStore.rolesOf(ctx.db, which, id)).map(({ role }) => role);
	return {
		id,
		civility,
		firstName,
		lastName,
		email,
		phone,
		function: contact.function,
		access,
		role,
		requestedAt,
		invitedAt,
		refusalReason: contact.refusalReason,
		/** The address is theirs to change. */
		hasLogin: accountId !== null,
		isSelf: accountId === ctx.actor.account.id,
		neverCame: neverCame(contact),
		/** Administrator of the old portal: of this one too, once they come. */
		willAdminister: contact.formerAdministratorAt !== null && neverCame(contact),
		invitationOpen: isOpen(contact, await limitsOf(ctx), ctx.now()),
		toReview: dueForReview(contact, ctx.now()),
		functionCheckedAt: contact.functionCheckedAt,
		referent: await roles('referent'),
		planned: await roles('plannedReferent')
	};
}

/** Who stands for the structure: each role with those who hold it, and those who will once their access opens. */
export const readTeam = ({ db, actor }: Ctx<'memberOrStaff'>) => rolesHeldIn(db, actor.structureId);
