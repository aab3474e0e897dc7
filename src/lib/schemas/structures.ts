import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { line } from './person.ts';
import { TICKET_VISIBILITIES } from './ticket-choices.ts';

export const searchStructuresInput = z.object({
	query: line(100).default('').meta({ label: m.inbox_transfer_search })
});

export const setTicketVisibilityInput = z.object({
	visibility: z.enum(TICKET_VISIBILITIES).meta({ label: m.tickets_visibility_legend })
});
