import {
	addContactInput,
	attachRequestInput,
	contactInput,
	cutContactInput,
	editContactInput,
	createStructureForInput,
	listContactsInput,
	listWaitingInput,
	refuseContactInput,
	refuseRequestInput
} from '#lib/schemas/contacts.ts';
import { searchStructuresInput } from '#lib/schemas/structures.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { listContacts, listToActivate } from './list.ts';
import * as padlock from './padlock.ts';
import { addContact, confirmFunction, editContact } from './details.ts';
import { exportContacts } from './export.ts';
import { invite, revokeInvitation } from './inviting.ts';
import { readMissing } from './missing.ts';
import { readContact, readTeam } from './reading.ts';
import { removeContact } from './removal.ts';
import * as roles from './roles.ts';
import * as requests from './requests.ts';

const inside = procedureIn('contacts');
const managing = procedureIn('contacts', 'administratorOrStaff');
const staff = procedureIn('contacts', 'staff');

export const contacts = router({
	list: inside.input(listContactsInput).query(({ ctx, input }) => listContacts(ctx, input)),
	team: inside.query(({ ctx }) => readTeam(ctx)),
	missing: managing.query(({ ctx }) => readMissing(ctx)),
	toActivate: managing.query(({ ctx }) => listToActivate(ctx)),
	open: managing.input(contactInput).mutation(({ ctx, input }) => padlock.openPadlock(ctx, input)),
	lock: managing.input(cutContactInput).mutation(({ ctx, input }) => padlock.lockPadlock(ctx, input)),
	refuse: managing.input(refuseContactInput).mutation(({ ctx, input }) => padlock.refuseContact(ctx, input)),

	read: managing.input(contactInput).query(({ ctx, input }) => readContact(ctx, input)),
	add: managing.input(addContactInput).mutation(({ ctx, input }) => addContact(ctx, input)),
	edit: managing.input(editContactInput).mutation(({ ctx, input }) => editContact(ctx, input)),
	confirmFunction: managing.input(contactInput).mutation(({ ctx, input }) => confirmFunction(ctx, input)),
	invite: managing.input(contactInput).mutation(({ ctx, input }) => invite(ctx, input)),
	revokeInvitation: managing.input(contactInput).mutation(({ ctx, input }) => revokeInvitation(ctx, input)),
	makeAdministrator: managing.input(contactInput).mutation(({ ctx, input }) => roles.makeAdministrator(ctx, input)),
	makeUser: managing.input(contactInput).mutation(({ ctx, input }) => roles.makeUser(ctx, input)),
	remove: managing.input(cutContactInput).mutation(({ ctx, input }) => removeContact(ctx, input)),
	export: managing.query(({ ctx }) => exportContacts(ctx)),

	waiting: staff.input(listWaitingInput).query(({ ctx, input }) => requests.listForStaff(ctx, input)),
	searchStructures: staff.input(searchStructuresInput).query(({ ctx, input }) => requests.findStructures(ctx, input)),
	attach: staff.input(attachRequestInput).mutation(({ ctx, input }) => requests.attachRequest(ctx, input)),
	createStructureFor: staff
		.input(createStructureForInput)
		.mutation(({ ctx, input }) => requests.createStructureFor(ctx, input)),
	refuseRequest: staff.input(refuseRequestInput).mutation(({ ctx, input }) => requests.refuseRequest(ctx, input))
});
