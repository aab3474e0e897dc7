import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { setRateInput, startMailingForm } from '#lib/schemas/mailings.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const mailing = await api(event).mailings.read({ mailing: event.params.id });
	return { title: mailing.subjectFr, mailing };
};

const nothing = z.object({});

export const actions: Actions = {
	start: formAction(startMailingForm, async ({ seen, version, at, count }, event) => {
		await api(event).mailings.start({ seen, version, at, count, mailing: event.params.id! });
		redirect(303, `/staff/mailings/${event.params.id}`);
	}),
	unschedule: formAction(nothing, async (_input, event) => {
		await api(event).mailings.unschedule({ mailing: event.params.id! });
		return m.mailings_unscheduled();
	}),
	rate: formAction(setRateInput.omit({ mailing: true }), async ({ rate }, event) => {
		await api(event).mailings.setRate({ rate, mailing: event.params.id! });
		return m.campaigns_saved();
	}),
	pause: formAction(nothing, async (_input, event) => {
		await api(event).mailings.pause({ mailing: event.params.id! });
		return m.mailings_paused_told();
	}),
	resume: formAction(nothing, async (_input, event) => {
		await api(event).mailings.resume({ mailing: event.params.id! });
		return m.mailings_resumed_told();
	}),
	cancel: formAction(nothing, async (_input, event) => {
		await api(event).mailings.cancel({ mailing: event.params.id! });
		return m.mailings_cancelled_told();
	}),
	retryFailed: formAction(nothing, async (_input, event) => {
		const { count } = await api(event).mailings.retryFailed({ mailing: event.params.id! });
		return m.mailings_retried({ count });
	}),
	discard: formAction(nothing, async (_input, event) => {
		await api(event).mailings.discard({ mailing: event.params.id! });
		redirect(303, '/staff/mailings');
	})
};
