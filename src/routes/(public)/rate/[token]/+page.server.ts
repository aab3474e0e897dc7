import { m } from '#lib/paraglide/messages.js';
import { rateByLinkInput } from '#lib/schemas/satisfaction.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { linkOrNull } from '../../link-or-null.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening it changes nothing: programs that look at mails open their links too. */
export const load: PageServerLoad = async (event) => {
	const chosen = /^[1-5]$/.exec(event.url.searchParams.get('score') ?? '');
	return {
		title: m.satisfaction_title(),
		link: await linkOrNull(event, api(event).satisfaction.link({ token: event.params.token })),
		chosen: chosen ? Number(chosen[0]) : null
	};
};

export const actions: Actions = {
	default: formAction(rateByLinkInput.omit({ token: true }), async (input, event) => {
		const token = event.params.token!;
		await linkOrNull(event, api(event).satisfaction.rateByLink({ ...input, token }), `/rate/${token}`);
		return m.satisfaction_thanks();
	})
};
