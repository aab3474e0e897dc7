import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { revokeSessionInput } from '#lib/schemas/accounts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	title: m.ui_account_sessions(),
	sessions: await api(event).accounts.sessions()
});

export const actions: Actions = {
	revoke: formAction(revokeSessionInput, async (input, event) => {
		await api(event).accounts.revokeSession(input);
		return m.accounts_session_revoked();
	}),
	others: formAction(z.object({}), async (_input, event) => {
		await api(event).accounts.revokeOtherSessions();
		return m.accounts_sessions_revoked();
	})
};
