import { randomUUID } from 'node:crypto';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { REQUEST_KINDS, type RequestPath } from '#lib/schemas/ticket-choices.ts';
import { becomeAdministratorInput, forgottenEmailInput, otherStructureInput } from '#lib/schemas/ticket-requests.ts';
import { formWithFiles } from '#server/form-with-files.ts';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { structure, kind } = event.params;
	const { categories } = await api(event).tickets.choices({ structure });
	const category = categories.find((category) => category.kind === REQUEST_KINDS[kind]);
	if (!category) error(404, { message: m.errors_not_found(), code: 'not_found' });
	return {
		title: category.label,
		path: kind,
		without: structure === NO_STRUCTURE,
		requestKey: randomUUID()
	};
};

const FORMS = {
	administrator: formWithFiles(becomeAdministratorInput, async (input, event) =>
		arrive(event, await api(event).tickets.requestAdministrator({ structure: event.params.structure!, ...input }))
	),
	'forgotten-email': formWithFiles(forgottenEmailInput, async (input, event) =>
		arrive(event, await api(event).tickets.requestFormerEmail({ structure: event.params.structure!, ...input }))
	),
	'other-structure': formWithFiles(otherStructureInput, async (input, event) =>
		arrive(event, await api(event).tickets.requestOtherStructure({ structure: event.params.structure!, ...input }))
	)
} satisfies Record<RequestPath, unknown>;

export const actions: Actions = { default: (event) => FORMS[event.params.kind](event) };

const arrive = ({ params }: RequestEvent, { number }: { number: number }): never =>
	redirect(303, `/s/${params.structure}/tickets/${number}`);
