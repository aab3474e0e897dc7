import {
	assignInput,
	changeViewInput,
	checkInput,
	fillTemplateInput,
	findContactsInput,
	grantInput,
	inboxInput,
	linkInput,
	mergeInput,
	moveTemplateInput,
	openForInput,
	presenceInput,
	saveTemplateInput,
	saveViewInput,
	setPriorityInput,
	templateInput,
	transferInput,
	transferPreviewInput,
	viewInput
} from '#lib/schemas/inbox.ts';
import { ticketInput } from '#lib/schemas/tickets.ts';
import { procedureIn } from '#server/platform/trpc.ts';
import { assignTicket, setTicketPriority } from './assigning.ts';
import { checkItem } from './checks.ts';
import { choicesOf } from './choices.ts';
import { grantRequest } from './granting.ts';
import { inboxCounts, inboxOf } from './inbox-list.ts';
import { linkTickets, unlinkTickets } from './linking.ts';
import { mergeTicket, previewMerge } from './merging.ts';
import { findContacts, openForCustomer } from './on-behalf.ts';
import { notePresence } from './presence.ts';
import { besideTicket } from './side.ts';
import * as templates from './templates.ts';
import { previewTransfer, transferTicket } from './transfer.ts';
import * as views from './views.ts';

const staffOnly = procedureIn('tickets', 'staff');

/** Everything staff alone do with tickets, besides reading and answering them. */
export const staffProcedures = {
	inbox: staffOnly.input(inboxInput).query(({ ctx, input }) => inboxOf(ctx, input)),
	inboxCounts: staffOnly.query(({ ctx }) => inboxCounts(ctx)),
	inboxFrame: staffOnly.query(({ ctx }) => views.inboxFrame(ctx)),
	saveView: staffOnly.input(saveViewInput).mutation(({ ctx, input }) => views.saveView(ctx, input)),
	changeView: staffOnly.input(changeViewInput).mutation(({ ctx, input }) => views.changeView(ctx, input)),
	deleteView: staffOnly.input(viewInput).mutation(({ ctx, input }) => views.deleteView(ctx, input)),

	beside: staffOnly.input(ticketInput).query(({ ctx, input }) => besideTicket(ctx, input)),
	assign: staffOnly.input(assignInput).mutation(({ ctx, input }) => assignTicket(ctx, input)),
	setPriority: staffOnly.input(setPriorityInput).mutation(({ ctx, input }) => setTicketPriority(ctx, input)),
	transferPreview: staffOnly.input(transferPreviewInput).query(({ ctx, input }) => previewTransfer(ctx, input)),
	transfer: staffOnly.input(transferInput).mutation(({ ctx, input }) => transferTicket(ctx, input)),
	mergePreview: staffOnly.input(mergeInput).query(({ ctx, input }) => previewMerge(ctx, input)),
	merge: staffOnly.input(mergeInput).mutation(({ ctx, input }) => mergeTicket(ctx, input)),
	link: staffOnly.input(linkInput).mutation(({ ctx, input }) => linkTickets(ctx, input)),
	unlink: staffOnly.input(linkInput).mutation(({ ctx, input }) => unlinkTickets(ctx, input)),
	check: staffOnly.input(checkInput).mutation(({ ctx, input }) => checkItem(ctx, input)),
	grant: staffOnly.input(grantInput).mutation(({ ctx, input }) => grantRequest(ctx, input)),
	presence: staffOnly.input(presenceInput).mutation(({ ctx, input }) => notePresence(ctx, input)),

	templates: staffOnly.query(({ ctx }) => templates.listTemplates(ctx)),
	fillTemplate: staffOnly.input(fillTemplateInput).query(({ ctx, input }) => templates.fillTemplate(ctx, input)),
	saveTemplate: staffOnly.input(saveTemplateInput).mutation(({ ctx, input }) => templates.saveTemplate(ctx, input)),
	retireTemplate: staffOnly.input(templateInput).mutation(({ ctx, input }) => templates.retireTemplate(ctx, input)),
	moveTemplate: staffOnly.input(moveTemplateInput).mutation(({ ctx, input }) => templates.moveTemplate(ctx, input)),

	findContacts: staffOnly.input(findContactsInput).query(({ ctx, input }) => findContacts(ctx, input)),
	openForChoices: staffOnly.query(({ ctx }) => choicesOf(ctx.db)),
	openFor: staffOnly.input(openForInput).mutation(({ ctx, input }) => openForCustomer(ctx, input))
};
