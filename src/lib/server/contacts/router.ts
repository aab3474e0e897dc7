import {
	attachRequestInput,
	contactInput,
	createStructureForInput,
	listContactsInput,
	refuseContactInput,
	refuseRequestInput
} from '#lib/schemas/contacts.ts';
import { searchStructuresInput } from '#lib/schemas/structures.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { listContacts, listWaiting } from './list.ts';
import * as padlock from './padlock.ts';
import * as requests from './requests.ts';

const inside = procedureIn('contacts');
const managing = procedureIn('contacts', 'administratorOrStaff');
const staff = procedureIn('contacts', 'staff');

export const contacts = router({
	list: inside.input(listContactsInput).query(({ ctx, input }) => listContacts(ctx, input)),
	pending: managing.query(({ ctx }) => listWaiting(ctx)),
	open: managing.input(contactInput).mutation(({ ctx, input }) => padlock.openPadlock(ctx, input)),
	lock: managing.input(contactInput).mutation(({ ctx, input }) => padlock.lockPadlock(ctx, input)),
	refuse: managing.input(refuseContactInput).mutation(({ ctx, input }) => padlock.refuseContact(ctx, input)),

	waiting: staff.query(({ ctx }) => requests.listForStaff(ctx)),
	searchStructures: staff.input(searchStructuresInput).query(({ ctx, input }) => requests.findStructures(ctx, input)),
	attach: staff.input(attachRequestInput).mutation(({ ctx, input }) => requests.attachRequest(ctx, input)),
	createStructureFor: staff
		.input(createStructureForInput)
		.mutation(({ ctx, input }) => requests.createStructureFor(ctx, input)),
	refuseRequest: staff.input(refuseRequestInput).mutation(({ ctx, input }) => requests.refuseRequest(ctx, input))
});
