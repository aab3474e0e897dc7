import { m } from '#lib/paraglide/messages.js';
import type { InboxSort, InboxStatus, Priority } from '#lib/schemas/inbox-choices.ts';

const PRIORITY = {
	urgent: m.inbox_priority_urgent,
	high: m.inbox_priority_high,
	normal: m.inbox_priority_normal,
	low: m.inbox_priority_low
};
export const priorityLabel = (priority: Priority): string => PRIORITY[priority]();

const STATUS = {
	to_handle: m.tickets_inbox_to_handle,
	new: m.tickets_status_new,
	in_progress: m.tickets_status_in_progress,
	waiting: m.tickets_inbox_waiting,
	resolved: m.tickets_inbox_resolved,
	open: m.inbox_status_open,
	closed: m.tickets_inbox_closed,
	all: m.tickets_inbox_all
};
export const inboxStatusLabel = (status: InboxStatus): string => STATUS[status]();

const SORT = {
	activity: m.inbox_sort_activity,
	waiting: m.inbox_sort_waiting,
	priority: m.inbox_sort_priority,
	urgency: m.inbox_sort_urgency
};
export const sortLabel = (sort: InboxSort): string => SORT[sort]();

const TURN = { staff: m.inbox_turn_staff, customer: m.inbox_turn_customer, nobody: m.inbox_turn_nobody };
export const turnLabel = (turn: keyof typeof TURN): string => TURN[turn]();
