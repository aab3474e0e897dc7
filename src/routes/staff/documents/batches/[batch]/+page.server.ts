import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { batchFileInput, batchState, publishBatchInput } from '#lib/schemas/documents.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { searchParams } = event.url;
	const { filter = 'all', after } = batchState.parse({
		filter: searchParams.get('show') ?? undefined,
		after: searchParams.get('after') ?? undefined
	});
	const batch = await api(event).documents.batch({ batch: event.params.batch, filter, after });
	return { title: m.documents_batches(), filter, batch, changed: searchParams.has('changed') };
};

const file = batchFileInput.omit({ batch: true });
const batchOf = ({ params }: { params: Partial<Record<string, string>> }) => params.batch!;

export const actions: Actions = {
	publish: formAction(publishBatchInput.omit({ batch: true }), async (input, event) =>
		m.documents_batch_published(await api(event).documents.publishBatch({ ...input, batch: batchOf(event) }))
	),
	leave: formAction(file, async (input, event) => {
		await api(event).documents.leaveOut({ ...input, batch: batchOf(event) });
		return m.documents_left_out_done();
	}),
	back: formAction(file, async (input, event) => {
		await api(event).documents.putBack({ ...input, batch: batchOf(event) });
		return m.documents_put_back_done();
	}),
	discard: formAction(z.object({}), async (_, event) => {
		await api(event).documents.discardBatch({ batch: batchOf(event) });
		redirect(303, '/staff/documents?discarded');
	})
};
