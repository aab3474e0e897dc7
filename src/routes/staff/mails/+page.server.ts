import { m } from '#lib/paraglide/messages.js';
import { listMailsInput, retryMailInput, setAsideInput } from '#lib/schemas/outbox.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { data } = listMailsInput.safeParse(Object.fromEntries(event.url.searchParams));
	const asked = data ?? { state: 'all' as const };
	return { title: m.staff_mails_title(), asked, ...(await api(event).outbox.list(asked)) };
};

export const actions: Actions = {
	retry: formAction(retryMailInput, async (input, event) => {
		await api(event).outbox.retry(input);
		return m.staff_mail_retried();
	}),
	setAside: formAction(setAsideInput, async (input, event) => {
		const { count } = await api(event).outbox.setAside(input);
		return m.staff_mails_were_set_aside({ count });
	})
};
