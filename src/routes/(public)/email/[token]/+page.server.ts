import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import { linkOrNull } from '../../link-or-null.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.inbox_email_title(),
	link: await linkOrNull(event, api(event).accounts.emailChange({ token: event.params.token }))
});

export const actions: Actions = {
	default: formAction(z.object({}), async (_input, event) => {
		const token = event.params.token!;
		await linkOrNull(event, api(event).accounts.confirmEmailChange({ token }), `/email/${token}`);
		return m.inbox_email_done();
	})
};
