import { acceptInvitationInput, linkInput } from '#lib/schemas/accounts.ts';
import { inviteStaffInput, staffInput, staffInvitationInput, staffRoleInput } from '#lib/schemas/staff.ts';
import * as accounts from '#server/accounts/domain.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { previewRemoval, removeFromStaff } from './domain.ts';

const open = procedureIn('staff');
const managers = procedureIn('staff', 'manager');
/** For what computes the hash of a password. */
const hashing = open.use(({ next }) => accounts.inTurn(() => next()));

export const staff = router({
	invitation: open.input(linkInput).query(({ ctx, input }) => accounts.readStaffInvitation(ctx, input)),
	join: hashing.input(acceptInvitationInput).mutation(({ ctx, input }) => accounts.acceptStaffInvitation(ctx, input)),

	list: managers.query(({ ctx }) => accounts.listStaff(ctx)),
	invite: managers.input(inviteStaffInput).mutation(({ ctx, input }) => accounts.inviteStaff(ctx, input)),
	resend: managers.input(staffInvitationInput).mutation(({ ctx, input }) => accounts.resendStaffInvitation(ctx, input)),
	revoke: managers.input(staffInvitationInput).mutation(({ ctx, input }) => accounts.revokeStaffInvitation(ctx, input)),
	changeRole: managers.input(staffRoleInput).mutation(({ ctx, input }) => accounts.changeStaffRole(ctx, input)),
	removalPreview: managers.input(staffInput).query(({ ctx, input }) => previewRemoval(ctx, input)),
	remove: managers.input(staffInput).mutation(({ ctx, input }) => removeFromStaff(ctx, input))
});
