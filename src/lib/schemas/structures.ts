import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { line } from './person.ts';
import { TICKET_VISIBILITIES } from './ticket-choices.ts';

export const searchStructuresInput = z.object({ query: line(100).default('') });

export const setTicketVisibilityInput = z.object({
	visibility: z.enum(TICKET_VISIBILITIES).meta({ label: m.tickets_visibility_legend })
});
