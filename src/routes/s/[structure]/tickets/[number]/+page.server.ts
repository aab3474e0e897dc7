import { randomUUID } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { numberOf, partOf } from '#lib/schemas/ticket-number.ts';
import { answerTicketInput } from '#lib/schemas/tickets.ts';
import { formAction } from '#server/platform/form-action.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

export const load: PageServerLoad = async (event) => {
	const { messages, ...ticket } = await api(event).tickets.get({ ...named(event.params), before: partOf(event.url) });
	return {
		title: `#${ticket.number} ${ticket.subject}`,
		ticket,
		entries: messages.map(({ body, ...message }) => ({ ...message, html: renderMarkdown(body) })),
		requestKey: randomUUID()
	};
};

export const actions: Actions = {
	answer: formAction(answerTicketInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.answer({ ...named(event.params as RouteParams), ...input });
		return m.tickets_answer_done();
	}),
	close: formAction(z.object({}), async (_input, event) => {
		await api(event).tickets.close(named(event.params as RouteParams));
		return m.tickets_close_done();
	})
};

function named({ structure, number: text }: RouteParams): { structure: string; number: number } {
	const number = numberOf(text);
	if (number === null) error(404, { message: m.errors_not_found(), code: 'not_found' });
	return { structure, number };
}
