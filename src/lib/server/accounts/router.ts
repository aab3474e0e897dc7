import {
	acceptHandoffInput,
	acceptInvitationInput,
	changePasswordInput,
	detailsInput,
	forgottenInput,
	handoffInput,
	linkInput,
	preferencesInput,
	profileInput,
	proveAddressInput,
	revokeSessionInput,
	setPasswordInput,
	signInInput,
	signUpInput
} from '#lib/schemas/accounts.ts';
import { standingsOf } from '#server/contacts/domain.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as activation from './activation.ts';
import { checkDetails, readDetails } from './details.ts';
import * as domain from './domain.ts';
import { confirmEmailChange, readEmailChange } from './email-change.ts';
import { acceptHandoff, readHandoff } from './handoff.ts';
import { acceptInvitation, readInvitation } from './invitations.ts';
import { enterStructure } from './last-structure.ts';
import { inTurn } from './passwords.ts';
import { sessionsOf } from './session-list.ts';
import * as signUp from './sign-up.ts';

const open = procedureIn('accounts');
const signedIn = procedureIn('accounts', 'signedIn');
const inside = procedureIn('accounts', 'ticketing');
/** For what computes the hash of a password. */
const hashing = open.use(({ next }) => inTurn(() => next()));
const hashingSignedIn = signedIn.use(({ next }) => inTurn(() => next()));

export const accounts = router({
	signIn: hashing.input(signInInput).mutation(({ ctx, input }) => domain.signIn(ctx, input)),
	signUp: hashing.input(signUpInput).mutation(({ ctx, input }) => signUp.signUp(ctx, input)),
	signUpLink: open.input(linkInput).query(({ ctx, input }) => signUp.readSignUpLink(ctx, input)),
	proveAddress: hashing.input(proveAddressInput).mutation(({ ctx, input }) => signUp.proveAddress(ctx, input)),
	forgetPassword: open.input(forgottenInput).mutation(({ ctx, input }) => domain.forgetPassword(ctx, input)),
	passwordLink: open.input(linkInput).query(({ ctx, input }) => domain.readPasswordLink(ctx, input)),
	setPassword: hashing.input(setPasswordInput).mutation(({ ctx, input }) => domain.setPassword(ctx, input)),
	emailChange: open.input(linkInput).query(({ ctx, input }) => readEmailChange(ctx, input)),
	confirmEmailChange: open.input(linkInput).mutation(({ ctx, input }) => confirmEmailChange(ctx, input)),
	invitation: open.input(linkInput).query(({ ctx, input }) => readInvitation(ctx, input)),
	acceptInvitation: hashing.input(acceptInvitationInput).mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
	handoff: open.input(handoffInput).query(({ ctx, input }) => readHandoff(ctx, input)),
	acceptHandoff: hashing.input(acceptHandoffInput).mutation(({ ctx, input }) => acceptHandoff(ctx, input)),
	activation: open.input(linkInput).query(({ ctx, input }) => activation.readActivation(ctx, input)),
	noteActivationOpened: open.input(linkInput).mutation(({ ctx, input }) => activation.noteActivationOpened(ctx, input)),
	activate: hashing.input(setPasswordInput).mutation(({ ctx, input }) => activation.activate(ctx, input)),
	sendActivationAgain: open.input(linkInput).mutation(({ ctx, input }) => activation.sendActivationAgain(ctx, input)),
	setPreferences: open.input(preferencesInput).mutation(({ ctx, input }) => domain.setPreferences(ctx, input)),

	me: signedIn.query(async ({ ctx }) => ({
		account: ctx.actor.account,
		...(await standingsOf(ctx.db, ctx.actor.account))
	})),
	details: signedIn.query(({ ctx }) => readDetails(ctx)),
	checkDetails: signedIn.input(detailsInput).mutation(({ ctx, input }) => checkDetails(ctx, input)),
	enter: inside.mutation(({ ctx }) => enterStructure(ctx)),
	updateProfile: signedIn.input(profileInput).mutation(({ ctx, input }) => domain.updateProfile(ctx, input)),
	changePassword: hashingSignedIn
		.input(changePasswordInput)
		.mutation(({ ctx, input }) => domain.changePassword(ctx, input)),
	sessions: signedIn.query(({ ctx }) => sessionsOf(ctx)),
	revokeSession: signedIn.input(revokeSessionInput).mutation(({ ctx, input }) => domain.revokeSession(ctx, input)),
	revokeOtherSessions: signedIn.mutation(({ ctx }) => domain.revokeOtherSessions(ctx)),
	signOut: signedIn.mutation(({ ctx }) => domain.signOut(ctx))
});
