import { randomUUID } from 'node:crypto';
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { numberOf, partOf } from '#lib/schemas/ticket-number.ts';
import { noteInput, replyInput, setStatusInput } from '#lib/schemas/tickets.ts';
import { formAction } from '#server/platform/form-action.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

export const load: PageServerLoad = async (event) => {
	const { messages, ...ticket } = await api(event).tickets.read({ ...named(event.params), before: partOf(event.url) });
	return {
		title: `#${ticket.number} ${ticket.subject}`,
		ticket,
		entries: messages.map(({ body, ...message }) => ({ ...message, html: renderMarkdown(body) })),
		replyKey: randomUUID(),
		noteKey: randomUUID()
	};
};

export const actions: Actions = {
	reply: formAction(replyInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.reply({ ...named(event.params as RouteParams), ...input });
		return m.tickets_reply_done();
	}),
	note: formAction(noteInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.note({ ...named(event.params as RouteParams), ...input });
		return m.tickets_note_done();
	}),
	status: formAction(setStatusInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.setStatus({ ...named(event.params as RouteParams), ...input });
		return m.tickets_set_status_done();
	})
};

function named({ number: text }: RouteParams): { number: number } {
	const number = numberOf(text);
	if (number === null) error(404, { message: m.errors_not_found(), code: 'not_found' });
	return { number };
}
