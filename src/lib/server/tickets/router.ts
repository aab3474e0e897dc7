import {
	addParticipantInput,
	answerTicketInput,
	listTicketsInput,
	noteInput,
	openTicketInput,
	readTicketInput,
	refuseSolutionInput,
	removeParticipantInput,
	replyInput,
	setStatusInput,
	ticketFileInput,
	ticketInput
} from '#lib/schemas/tickets.ts';
import { becomeAdministratorInput, forgottenEmailInput, otherStructureInput } from '#lib/schemas/ticket-requests.ts';
import { searchTicketsInput } from '#lib/schemas/ticket-search.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { choicesOf } from './choices.ts';
import * as domain from './domain.ts';
import { fileForCustomer, fileForStaff } from './files.ts';
import { searchForStaff, searchTickets } from './finding.ts';
import * as handling from './handling.ts';
import { readForStaff, staffPulseOf } from './inbox.ts';
import { addParticipant, listColleagues, removeParticipant } from './participants.ts';
import { openRequest } from './requests.ts';
import { listTickets, pulseOf, readTicket } from './reading.ts';
import { catalogueProcedures } from './catalogue-router.ts';
import { staffProcedures } from './staff-router.ts';

const procedure = procedureIn('tickets');
const membersOnly = procedureIn('tickets', 'member');
const staffOnly = procedureIn('tickets', 'staff');

export const tickets = router({
	list: procedure.input(listTicketsInput).query(({ ctx, input }) => listTickets(ctx, input)),
	search: procedure.input(searchTicketsInput).query(({ ctx, input }) => searchTickets(ctx, input)),
	choices: procedure.query(({ ctx }) => choicesOf(ctx.db)),
	get: procedure.input(readTicketInput).query(({ ctx, input }) => readTicket(ctx, input)),
	file: procedure.input(ticketFileInput).query(({ ctx, input }) => fileForCustomer(ctx, input)),
	pulse: procedure.input(ticketInput).query(({ ctx, input }) => pulseOf(ctx, input)),
	open: procedure.input(openTicketInput).mutation(({ ctx, input }) => domain.openTicket(ctx, input)),
	answer: procedure.input(answerTicketInput).mutation(({ ctx, input }) => domain.answerTicket(ctx, input)),
	refuse: procedure.input(refuseSolutionInput).mutation(({ ctx, input }) => domain.refuseSolution(ctx, input)),
	close: procedure.input(ticketInput).mutation(({ ctx, input }) => domain.closeTicket(ctx, input)),
	requestAdministrator: procedure
		.input(becomeAdministratorInput)
		.mutation(({ ctx, input }) => openRequest(ctx, 'become_administrator', input)),
	requestFormerEmail: procedure
		.input(forgottenEmailInput)
		.mutation(({ ctx, input }) => openRequest(ctx, 'forgotten_email', input)),
	requestOtherStructure: procedure
		.input(otherStructureInput)
		.mutation(({ ctx, input }) => openRequest(ctx, 'other_structure', input)),
	colleagues: membersOnly.query(({ ctx }) => listColleagues(ctx)),
	addParticipant: membersOnly.input(addParticipantInput).mutation(({ ctx, input }) => addParticipant(ctx, input)),
	removeParticipant: membersOnly
		.input(removeParticipantInput)
		.mutation(({ ctx, input }) => removeParticipant(ctx, input)),

	...staffProcedures,
	...catalogueProcedures,
	searchAll: staffOnly.input(searchTicketsInput).query(({ ctx, input }) => searchForStaff(ctx, input)),
	read: staffOnly.input(readTicketInput).query(({ ctx, input }) => readForStaff(ctx, input)),
	staffFile: staffOnly.input(ticketFileInput).query(({ ctx, input }) => fileForStaff(ctx, input)),
	staffPulse: staffOnly.input(ticketInput).query(({ ctx, input }) => staffPulseOf(ctx, input)),
	reply: staffOnly.input(replyInput).mutation(({ ctx, input }) => handling.replyToTicket(ctx, input)),
	note: staffOnly.input(noteInput).mutation(({ ctx, input }) => handling.noteOnTicket(ctx, input)),
	setStatus: staffOnly.input(setStatusInput).mutation(({ ctx, input }) => handling.setTicketStatus(ctx, input))
});
