import type { Page } from '@sveltejs/kit';
import { arrive, depart, isLeaving, person, type Person } from './person.ts';
import { forgetSeen, keepSeen, seenChoices, type Place } from './seen.ts';
import { settle } from './settle.ts';

/** As a page holds it; what it lacks is not kept. */
type Shown = Pick<Page<Record<string, string>>, 'data' | 'params' | 'route' | 'status'>;

const TICKETS = '/s/[structure]/tickets';

/** Keeps what a page shows, for the same person to read it without a network; nothing of what they may not see any more. */
export async function keepPage({ data, params, route, status }: Shown, account: string): Promise<void> {
	if (await isLeaving()) return leaveNow();
	if (data.me?.account.id !== account) return;
	const me = data.me as Me;
	await arrive({ account, locale: data.locale, theme: data.theme, timeZone: data.timeZone, structures: openTo(me) });
	const { structure } = params;
	if (!structure || me.account.staffRole) return;
	const place = { account, structure };
	await keepShown(place, { data, params, route, status });
	// Nothing that is written waits for it.
	if (status === 200 && openTo(me).some(({ id }) => id === structure)) void keepChoices(place).catch(() => {});
}

type Me = {
	account: { id: string; staffRole: string | null };
	structures: { structureId: string; name: string; access: string }[];
};

/** Where a customer may see tickets of theirs, and write some; those without a structure are always theirs. */
const openTo = ({ account, structures }: Me): Person['structures'] =>
	account.staffRole
		? []
		: [
				...structures
					.filter(({ access }) => access === 'active' || access === 'pending')
					.map(({ structureId, name }) => ({ id: structureId, name })),
				{ id: 'me', name: '' }
			];

async function keepShown(place: Place, { data, params, route, status }: Shown): Promise<void> {
	const at = new Date().toISOString();
	const number = route.id === `${TICKETS}/[number]` ? Number(params.number) : NaN;
	// It was taken from their sight.
	if (status === 404 && number) return forgetSeen(place, number);
	if (status !== 200) return;
	if (route.id === TICKETS && !data.later) await keepSeen(place, { kind: 'list', at, rows: data.tickets });
	if (route.id === `${TICKETS}/new`)
		await keepSeen(place, { kind: 'choices', at, categories: data.categories, products: data.products });
	// The newest part of the thread, not one before it.
	if (number && data.ticket && !new URLSearchParams(location.search).has('before')) {
		const { ticket, entries } = data;
		const { subject, status, category, product, openedBy, requester, urgency, createdAt } = ticket;
		const row = { ...ticket, takesPart: false, requester: typeof requester === 'string' ? requester : requester.name };
		await keepSeen(place, {
			kind: 'ticket',
			at,
			row: Object.fromEntries(ROW.map((name) => [name, row[name]])) as never,
			head: {
				number,
				subject,
				status,
				category,
				product,
				openedBy,
				requester: row.requester,
				urgency,
				private: ticket.private,
				createdAt
			},
			mayAnswer: ticket.may.answer,
			entries,
			shortened: Boolean(ticket.earlier)
		});
	}
}

const FRESH_MS = 86_400_000;
/** Where it is being asked for, or was in vain: a portal that refuses is not asked again at each page. */
const asked = new Set<string>();

/** What the form of a new ticket needs, before somebody opens it for the first time where there is no network. */
async function keepChoices(place: Place): Promise<void> {
	const { account, structure } = place;
	const kept = await seenChoices(place);
	if (asked.has(structure) || Date.now() - Date.parse(kept?.at ?? '') < FRESH_MS) return;
	asked.add(structure);
	const { client } = await import('#lib/trpc.ts');
	const { categories, products } = await client.tickets.choices.query({ structure });
	// Somebody may have signed out meanwhile.
	if ((await person())?.account !== account) return;
	await keepSeen(place, { kind: 'choices', at: new Date().toISOString(), categories, products });
	asked.delete(structure);
}

const ROW = [
	'number',
	'subject',
	'category',
	'urgency',
	'status',
	'turn',
	'private',
	'mine',
	'takesPart',
	'requester',
	'updatedAt'
] as const;

/** Signing out was asked for without a network, and this page came past the service worker: it is done now. */
async function leaveNow(): Promise<void> {
	if (await settle()) location.replace('/login');
}

/** The portal ended what an open page may do: what of it is kept goes at once, whatever the page itself still shows. */
export async function keepRights(account: string, isOver: boolean): Promise<void> {
	if (isOver) return depart();
	const { client } = await import('#lib/trpc.ts');
	const me = await client.accounts.me.query();
	const before = await person();
	if (before?.account === account && me.account.id === account) await arrive({ ...before, structures: openTo(me) });
}
