import { m } from '#lib/paraglide/messages.js';
import type { RequestKind, RequestPath } from '#lib/schemas/ticket-choices.ts';
import type { IconName } from '#lib/ui/icons.ts';

interface Request {
	kind: RequestKind;
	path: RequestPath;
	icon: IconName;
	label(): string;
	/** What it is for, in a line, and before its form. */
	short(): string;
	text(): string;
}

/** The requests that have a form of their own, as people are shown to them. */
export const REQUESTS: readonly Request[] = [
	{
		kind: 'become_administrator',
		path: 'administrator',
		icon: 'shield-check',
		label: m.tickets_request_administrator_subject,
		short: m.tickets_request_administrator_short,
		text: m.tickets_request_administrator_text
	},
	{
		kind: 'other_structure',
		path: 'other-structure',
		icon: 'building-complex',
		label: m.tickets_request_other_subject,
		short: m.tickets_request_other_short,
		text: m.tickets_request_other_text
	},
	{
		kind: 'forgotten_email',
		path: 'forgotten-email',
		icon: 'at-sign',
		label: m.tickets_request_email_subject,
		short: m.tickets_request_email_short,
		text: m.tickets_request_email_text
	}
];

/** Those that have something to bring to the reader, named: who has no structure yet does not ask for another one. */
export const requestsFor = ({ administers, without = false }: { administers: boolean; without?: boolean }) =>
	REQUESTS.filter(
		({ kind }) => (!administers || kind !== 'become_administrator') && (!without || kind !== 'other_structure')
	).map((request) => ({ ...request, label: request.label() }));
