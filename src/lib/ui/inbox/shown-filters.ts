import { m } from '#lib/paraglide/messages.js';
import { WITHOUT_STRUCTURE, type InboxSort, type InboxStatus, type Priority } from '#lib/schemas/inbox-choices.ts';
import type { Urgency } from '#lib/schemas/ticket-choices.ts';
import { urgencyLabel } from '#lib/ui/ticket/labels.ts';
import { inboxStatusLabel, priorityLabel, sortLabel } from './labels.ts';

export type Filters = {
	filter: InboxStatus;
	assignee?: string | undefined;
	structure?: string | undefined;
	category?: string | undefined;
	product?: string | undefined;
	urgency?: Urgency | undefined;
	priority?: Priority | undefined;
	opened?: number | undefined;
	idle?: number | undefined;
	sort: InboxSort;
};

export type Frame = {
	categories: { id: string; label: string }[];
	products: { id: string; name: string }[];
	staff: { id: string; name: string; me: boolean }[];
};

/** Every filter in use in words, with the address key that takes it away. */
export function shownFilters(
	filters: Filters,
	frame: Frame,
	structure: string | null
): { key: string; text: string }[] {
	const said = (label: string, value: string | undefined) => (value ? `${label} : ${value}` : '');
	const { assignee, opened, idle } = filters;
	const named = (list: { id: string; name: string }[], id: string | undefined) =>
		id && (list.find((one) => one.id === id)?.name ?? id);
	const texts: Record<string, string> = {
		filter: filters.filter === 'to_handle' ? '' : inboxStatusLabel(filters.filter),
		assignee: said(
			m.inbox_assignee(),
			assignee === 'me'
				? m.inbox_assignee_me()
				: assignee === 'nobody'
					? m.inbox_assignee_nobody()
					: named(frame.staff, assignee)
		),
		structure:
			filters.structure === WITHOUT_STRUCTURE ? m.inbox_structure_without() : (structure ?? filters.structure ?? ''),
		category: filters.category ? (frame.categories.find(({ id }) => id === filters.category)?.label ?? '') : '',
		product: named(frame.products, filters.product) ?? '',
		urgency: said(m.tickets_urgency(), filters.urgency && urgencyLabel(filters.urgency)),
		priority: said(m.inbox_priority(), filters.priority && priorityLabel(filters.priority)),
		opened: opened ? `${m.inbox_opened()} ${m.inbox_days({ count: opened })}` : '',
		idle: idle ? `${m.inbox_idle()} ${m.inbox_days({ count: idle })}` : '',
		sort: filters.sort === 'activity' ? '' : said(m.inbox_sort(), sortLabel(filters.sort).toLowerCase())
	};
	return Object.entries(texts).flatMap(([key, text]) => (text ? [{ key, text }] : []));
}
