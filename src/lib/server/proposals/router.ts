import {
	candidatesInput,
	decideInput,
	nameNewReferentInput,
	referentInput,
	removeAddressInput,
	removePhoneInput,
	reviewInput,
	setAddressInput,
	setInformationInput,
	setPhoneInput,
	structureHistoryInput,
	withdrawInput
} from '#lib/schemas/proposals.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { decide } from './deciding.ts';
import { countWaiting, readProposal, readQueue } from './domain.ts';
import { readHistory } from './history.ts';
import { readForChange } from './reading.ts';
import * as referents from './referents.ts';
import * as structure from './structure.ts';
import { withdraw, withdrawAll } from './withdrawing.ts';

const changing = procedureIn('proposals', 'administratorOrStaff');
const administrator = procedureIn('proposals', 'administrator');
const staff = procedureIn('proposals', 'staff');

export const proposals = router({
	read: changing.query(({ ctx }) => readForChange(ctx)),
	history: changing.input(structureHistoryInput).query(({ ctx, input }) => readHistory(ctx, input)),
	candidates: changing.input(candidatesInput).query(({ ctx, input }) => referents.candidatesFor(ctx, input)),

	setInformation: changing
		.input(setInformationInput)
		.mutation(({ ctx, input }) => structure.setInformation(ctx, input)),
	setAddress: changing.input(setAddressInput).mutation(({ ctx, input }) => structure.setAddress(ctx, input)),
	removeAddress: changing.input(removeAddressInput).mutation(({ ctx, input }) => structure.removeAddress(ctx, input)),
	setPhone: changing.input(setPhoneInput).mutation(({ ctx, input }) => structure.setPhone(ctx, input)),
	removePhone: changing.input(removePhoneInput).mutation(({ ctx, input }) => structure.removePhone(ctx, input)),
	nameReferent: changing.input(referentInput).mutation(({ ctx, input }) => referents.nameReferent(ctx, input)),
	nameNewReferent: changing
		.input(nameNewReferentInput)
		.mutation(({ ctx, input }) => referents.nameNewReferent(ctx, input)),
	vacateReferent: changing.input(referentInput).mutation(({ ctx, input }) => referents.vacateReferent(ctx, input)),

	withdraw: administrator.input(withdrawInput).mutation(({ ctx, input }) => withdraw(ctx, input)),
	withdrawAll: administrator.mutation(({ ctx }) => withdrawAll(ctx)),

	queue: staff.query(({ ctx }) => readQueue(ctx)),
	count: staff.query(({ ctx }) => countWaiting(ctx)),
	review: staff.input(reviewInput).query(({ ctx, input }) => readProposal(ctx, input)),
	decide: staff.input(decideInput).mutation(({ ctx, input }) => decide(ctx, input))
});
