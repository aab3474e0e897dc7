import {
	answerTicketInput,
	inboxInput,
	listTicketsInput,
	noteInput,
	openTicketInput,
	readTicketInput,
	replyInput,
	setStatusInput,
	ticketInput
} from '#lib/schemas/tickets.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { choicesOf } from './choices.ts';
import * as domain from './domain.ts';
import * as handling from './handling.ts';
import { inboxCounts, inboxOf, readForStaff, staffPulseOf } from './inbox.ts';
import { listTickets, pulseOf, readTicket } from './reading.ts';

const procedure = procedureIn('tickets');
const staffOnly = procedureIn('tickets', 'staff');

export const tickets = router({
	list: procedure.input(listTicketsInput).query(({ ctx, input }) => listTickets(ctx, input)),
	choices: procedure.query(({ ctx }) => choicesOf(ctx.db)),
	get: procedure.input(readTicketInput).query(({ ctx, input }) => readTicket(ctx, input)),
	pulse: procedure.input(ticketInput).query(({ ctx, input }) => pulseOf(ctx, input)),
	open: procedure.input(openTicketInput).mutation(({ ctx, input }) => domain.openTicket(ctx, input)),
	answer: procedure.input(answerTicketInput).mutation(({ ctx, input }) => domain.answerTicket(ctx, input)),
	close: procedure.input(ticketInput).mutation(({ ctx, input }) => domain.closeTicket(ctx, input)),

	inbox: staffOnly.input(inboxInput).query(({ ctx, input }) => inboxOf(ctx, input)),
	inboxCounts: staffOnly.query(({ ctx }) => inboxCounts(ctx)),
	read: staffOnly.input(readTicketInput).query(({ ctx, input }) => readForStaff(ctx, input)),
	staffPulse: staffOnly.input(ticketInput).query(({ ctx, input }) => staffPulseOf(ctx, input)),
	reply: staffOnly.input(replyInput).mutation(({ ctx, input }) => handling.replyToTicket(ctx, input)),
	note: staffOnly.input(noteInput).mutation(({ ctx, input }) => handling.noteOnTicket(ctx, input)),
	setStatus: staffOnly.input(setStatusInput).mutation(({ ctx, input }) => handling.setTicketStatus(ctx, input))
});
