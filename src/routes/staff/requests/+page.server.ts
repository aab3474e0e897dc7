import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import {
	attachRequestInput,
	contactInput,
	createStructureForInput,
	listWaitingInput,
	refuseContactInput,
	refuseRequestInput
} from '#lib/schemas/contacts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

const DAY_MS = 86_400_000;

export const load: PageServerLoad = async (event) => {
	const { data } = listWaitingInput.safeParse({ show: event.url.searchParams.get('show') ?? 'all' });
	const show = data?.show ?? 'all';
	const { requests, pending } = await api(event).contacts.waiting({ show });
	const now = Date.parse(event.locals.ctx.now());
	const daysSince = (moment: string | null) => (moment ? Math.floor((now - Date.parse(moment)) / DAY_MS) : 0);
	return {
		show,
		requests: { ...requests, rows: requests.rows.map((row) => ({ ...row, days: daysSince(row.createdAt) })) },
		pending: { ...pending, rows: pending.rows.map((row) => ({ ...row, days: daysSince(row.requestedAt) })) },
		search: await searched(event)
	};
};

/** One request at a time is searched for: its card shows what was found. */
async function searched(event: Parameters<PageServerLoad>[0]) {
	const params = event.url.searchParams;
	const request = params.get('request');
	const query = (params.get('q') ?? '').trim().slice(0, 100);
	if (!request || !query) return null;
	return { request, query, found: await api(event).contacts.searchStructures({ query }) };
}

/** Contacts of any structure are decided on here: the form says of which. */
const inStructure = { structure: z.string().min(1).max(64) };

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) => `${firstName} ${lastName}`;

type Attached = { firstName: string; lastName: string; access: string; structure: { name: string } };
const told = (attached: Attached) => {
	const names = { name: nameOf(attached), structure: attached.structure.name };
	return attached.access === 'active' ? m.staff_done_active(names) : m.staff_done_pending(names);
};

export const actions: Actions = {
	attach: formAction(attachRequestInput, async (input, event) => told(await api(event).contacts.attach(input))),
	create: formAction(createStructureForInput, async (input, event) =>
		told(await api(event).contacts.createStructureFor(input))
	),
	dismiss: formAction(refuseRequestInput, async (input, event) =>
		m.staff_done_refused({ name: nameOf(await api(event).contacts.refuseRequest(input)) })
	),
	open: formAction(contactInput.extend(inStructure), async (input, event) =>
		m.staff_done_opened({ name: nameOf(await api(event).contacts.open(input)) })
	),
	refuse: formAction(refuseContactInput.extend(inStructure), async (input, event) =>
		m.staff_done_refused({ name: nameOf(await api(event).contacts.refuse(input)) })
	)
};
