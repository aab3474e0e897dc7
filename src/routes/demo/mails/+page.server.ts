import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { runningPortal } from '#server/running.ts';
import { keptMails } from '#server/platform/kept-mails.ts';
import type { PageServerLoad } from './$types';

/** The mails of the demo, whose people are invented. A real portal has no such page, whatever its settings. */
export const load: PageServerLoad = async ({ parent, url }) => {
	const { vendor, mailsKept } = await parent();
	if (!vendor.demo || !mailsKept) error(404, m.errors_not_found());
	const mails = await keptMails(runningPortal().mailFolder);
	const chosen = mails.find(({ id }) => id === url.searchParams.get('mail')) ?? mails[0] ?? null;
	return {
		title: m.ui_demo_mails(),
		wide: true,
		mails: mails.map(({ id, to, subject, date }) => ({ id, to, subject, date })),
		chosen: chosen && { id: chosen.id, to: chosen.to, subject: chosen.subject, date: chosen.date, text: chosen.text }
	};
};
