import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { attachMailInput, discardMailInput, openFromMailInput } from '#lib/schemas/incoming.ts';
import { formAction } from '#server/platform/form-action.ts';
import { renderMarkdown } from '#server/platform/markdown.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { body, ...mail } = await api(event).incoming.read({ id: event.params.id.slice(0, 64) });
	return { title: mail.subject || m.incoming_no_subject(), mail, html: renderMarkdown(body) };
};

export const actions: Actions = {
	attach: formAction(attachMailInput.omit({ id: true }), async (input, event) => {
		const done = await api(event).incoming.attach({ ...input, id: event.params.id! });
		return done.as === 'answer' ? m.incoming_attached_answer(done) : m.incoming_attached_note(done);
	}),
	open: formAction(openFromMailInput.omit({ id: true }), async (input, event) =>
		m.incoming_opened(await api(event).incoming.open({ ...input, id: event.params.id! }))
	),
	discard: formAction(discardMailInput.omit({ id: true }), async (input, event) => {
		await api(event).incoming.discard({ ...input, id: event.params.id! });
		redirect(303, '/staff/mails/incoming?done=discarded');
	})
};
