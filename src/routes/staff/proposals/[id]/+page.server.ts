import { error, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { decideForm } from '#lib/schemas/proposals.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const proposal = await api(event).proposals.review({ proposal: event.params.id });
	return { title: `${m.proposals_title()} – ${proposal.structure.name}`, proposal };
};

export const actions: Actions = {
	default: formAction(decideForm, async (input, event) => {
		if (input.decisions.length === 0)
			error(422, { code: 'invalid', status: 422, message: m.proposals_nothing_decided() });
		await api(event).proposals.decide({ ...input, proposal: event.params.id! });
		const { items } = await api(event).proposals.review({ proposal: event.params.id! });
		if (items.length === 0) redirect(303, '/staff/proposals?done');
		return m.proposals_decided_done();
	})
};
