import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { assignInput, checkInput, grantInput, linkInput, setPriorityInput } from '#lib/schemas/inbox.ts';
import { numberOf, partOf } from '#lib/schemas/ticket-number.ts';
import { noteInput, replyInput, setStatusInput } from '#lib/schemas/tickets.ts';
import { formWithFiles } from '#server/form-with-files.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { named } from './named.ts';
import { entriesOf } from '../../../thread-entries.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { tickets } = api(event);
	const { searchParams } = event.url;
	const { messages, ...ticket } = await tickets.read({ ...named(event.params), before: partOf(event.url) });
	// Merged, it leads to the one that took its place; `own` shows what was said in it.
	if (ticket.mergedInto && !searchParams.has('own'))
		redirect(303, `/staff/tickets/${ticket.mergedInto.number}?from=${ticket.number}`);
	const template = searchParams.get('template');
	return {
		beside: await tickets.beside(named(event.params)),
		ratings: await api(event).satisfaction.ofTicket(named(event.params)),
		templates: (await tickets.templates()).map(({ id, title }) => ({ id, title })),
		draft: template ? await tickets.fillTemplate({ ...named(event.params), template: template.slice(0, 64) }) : null,
		told: toldBy(searchParams),
		grantKey: randomUUID(),
		title: `#${ticket.number} ${ticket.subject}`,
		ticket,
		entries: entriesOf(messages, 'staff'),
		replyKey: randomUUID(),
		noteKey: randomUUID()
	};
};

/** What has just been done on a page of its own. */
function toldBy(params: URLSearchParams): string | null {
	const from = numberOf(params.get('from') ?? '');
	if (from !== null) return m.inbox_merged_from_told({ number: from });
	return params.get('done') === 'transfer' ? m.inbox_transfer_done() : null;
}

export const actions: Actions = {
	reply: formWithFiles(replyInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.reply({ ...named(event.params), ...input });
		return m.tickets_reply_done();
	}),
	note: formWithFiles(noteInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.note({ ...named(event.params), ...input });
		return m.tickets_note_done();
	}),
	status: formAction(setStatusInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.setStatus({ ...named(event.params), ...input });
		return m.tickets_set_status_done();
	}),
	assign: formAction(assignInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.assign({ ...named(event.params), ...input });
		return m.inbox_assigned_done();
	}),
	priority: formAction(setPriorityInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.setPriority({ ...named(event.params), ...input });
		return m.inbox_priority_done();
	}),
	link: formAction(linkInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.link({ ...named(event.params), ...input });
		return m.inbox_link_done();
	}),
	unlink: formAction(linkInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.unlink({ ...named(event.params), ...input });
		return m.inbox_unlink_done();
	}),
	check: formAction(checkInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.check({ ...named(event.params), ...input });
		return m.inbox_check_done();
	}),
	grant: formAction(grantInput.omit({ number: true }), async (input, event) => {
		await api(event).tickets.grant({ ...named(event.params), ...input });
		return m.inbox_grant_done_told();
	})
};
