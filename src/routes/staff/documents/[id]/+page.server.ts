import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { editDocumentInput } from '#lib/schemas/documents.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const document = await api(event).documents.read({ document: event.params.id });
	return { title: document.title, document };
};

const nothing = z.object({});

export const actions: Actions = {
	edit: formAction(editDocumentInput.omit({ document: true }), async (input, event) => {
		await api(event).documents.edit({
			...input,
			document: event.params.id!
		});
		return m.documents_saved();
	}),
	withdraw: formAction(nothing, async (_, event) => {
		await api(event).documents.withdraw({ document: event.params.id! });
		return m.documents_withdraw_done();
	}),
	forget: formAction(nothing, async (_, event) => {
		await api(event).documents.forgetFile({ document: event.params.id! });
		return m.documents_forget_done();
	})
};
