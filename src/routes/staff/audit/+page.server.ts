import { m } from '#lib/paraglide/messages.js';
import { actInWords, capacityInWords } from '#lib/act-words.ts';
import { listAuditInput } from '#lib/schemas/audit.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { data } = listAuditInput.safeParse(Object.fromEntries(event.url.searchParams));
	const { entries, next } = await api(event).audit.list(data ?? {});
	return {
		title: m.staff_audit_title(),
		// In words here: the browser needs none of the others.
		entries: entries.map((entry) => ({
			...entry,
			said: actInWords(entry.act),
			capacity: capacityInWords(entry.actingAs)
		})),
		next
	};
};
