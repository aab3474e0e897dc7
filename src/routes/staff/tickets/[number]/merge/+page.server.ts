import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { mergeInput } from '#lib/schemas/inbox.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { named } from '../named.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { number } = named(event.params);
	const { tickets } = api(event);
	const { subject, mergedInto } = await tickets.read({ number });
	if (mergedInto) redirect(303, `/staff/tickets/${mergedInto.number}`);
	const typed = event.url.searchParams.get('into') ?? '';
	const into = mergeInput.shape.into.safeParse(typed).data ?? null;
	return {
		title: m.inbox_merge_title({ number }),
		ticket: { number, subject },
		typed,
		error: typed && into === null ? m.inbox_number_expected() : null,
		preview: into === null ? null : await tickets.mergePreview({ number, into }),
		candidates: (await tickets.beside({ number })).others
	};
};

export const actions: Actions = {
	default: formAction(mergeInput.omit({ number: true }), async (input, event) => {
		const { number } = named(event.params);
		const into = await api(event).tickets.merge({ number, ...input });
		redirect(303, `/staff/tickets/${into.number}?from=${number}`);
	})
};
