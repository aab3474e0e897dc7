import { m } from '#lib/paraglide/messages.js';
import { listAuditInput } from '#lib/schemas/audit.ts';
import { api } from '#server/request-context.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { data } = listAuditInput.safeParse(Object.fromEntries(event.url.searchParams));
	return { title: m.staff_audit_title(), ...(await api(event).audit.list(data ?? {})) };
};
