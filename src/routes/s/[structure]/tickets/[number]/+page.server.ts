import { randomUUID } from 'node:crypto';
import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { rateTicketInput } from '#lib/schemas/satisfaction.ts';
import { numberOf, partOf } from '#lib/schemas/ticket-number.ts';
import {
	addParticipantInput,
	answerTicketInput,
	refuseSolutionInput,
	removeParticipantInput
} from '#lib/schemas/tickets.ts';
import { formWithFiles } from '#server/form-with-files.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { entriesOf } from '../../../../thread-entries.ts';
import type { Actions, PageServerLoad, RouteParams } from './$types';

export const load: PageServerLoad = async (event) => {
	const { messages, ...ticket } = await api(event).tickets.get({ ...named(event.params), before: partOf(event.url) });
	// Asked for by a link of its own: a structure may have hundreds of people.
	const choosing = ticket.may.chooseParticipants && event.url.searchParams.has('participants');
	return {
		colleagues: choosing ? await api(event).tickets.colleagues({ structure: event.params.structure }) : null,
		rating: ticket.status === 'closed' ? await api(event).satisfaction.mine(named(event.params)) : null,
		title: `#${ticket.number} ${ticket.subject}`,
		ticket,
		entries: entriesOf(messages, ticket.mine ? 'requester' : 'colleague'),
		requestKey: randomUUID()
	};
};

export const actions: Actions = {
	answer: formWithFiles(answerTicketInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.answer({ ...named(event.params as RouteParams), ...input });
		return m.tickets_answer_done();
	}),
	refuse: formWithFiles(refuseSolutionInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.refuse({ ...named(event.params as RouteParams), ...input });
		return m.tickets_refuse_done();
	}),
	addParticipant: formAction(addParticipantInput.omit({ number: true }), async (input, event) =>
		m.tickets_participant_added(
			await api(event).tickets.addParticipant({ ...named(event.params as RouteParams), ...input })
		)
	),
	removeParticipant: formAction(removeParticipantInput.omit({ number: true }), async (input, event) => {
		const at = named(event.params as RouteParams);
		const removed = await api(event).tickets.removeParticipant({ ...at, ...input });
		// Who leaves may not see it any more.
		if (input.account === event.locals.ctx.account?.id) redirect(303, `/s/${at.structure}/tickets`);
		return m.tickets_participant_removed(removed);
	}),
	rate: formAction(rateTicketInput.omit({ number: true }), async (input, event) => {
		await api(event).satisfaction.rate({ ...named(event.params as RouteParams), ...input });
		return m.satisfaction_thanks();
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
