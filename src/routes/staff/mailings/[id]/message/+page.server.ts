import { m } from '#lib/paraglide/messages.js';
import { mailingPreviewInput, testMailingInput } from '#lib/schemas/mailings.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const mailing = event.params.id;
	const { searchParams } = event.url;
	const { data } = mailingPreviewInput.safeParse({
		mailing,
		recipient: searchParams.get('person') ?? undefined,
		locale: searchParams.get('lang') ?? undefined
	});
	return {
		title: m.campaigns_preview_title(),
		mailing,
		person: searchParams.has('person'),
		...(await api(event).mailings.preview(data ?? { mailing }))
	};
};

export const actions: Actions = {
	test: formAction(testMailingInput.omit({ mailing: true }), async ({ locale }, event) => {
		const { email } = await api(event).mailings.test({ locale, mailing: event.params.id! });
		return m.mailings_test_told({ email });
	})
};
