import { m } from '#lib/paraglide/messages.js';
import type { NavEntry } from '#lib/ui/ShellNav.svelte';

/** In which order the pages of staff stand in the menu, and under which headings; one that is named nowhere comes last. */
const GROUPS: readonly { label?: () => string; pages: readonly string[] }[] = [
	{ pages: ['/staff'] },
	{
		label: m.home_group_requests,
		pages: ['/staff/tickets', '/staff/structures', '/staff/requests', '/staff/proposals', '/staff/tasks']
	},
	{ label: m.home_group_publish, pages: ['/staff/news', '/staff/documents', '/staff/mailings'] },
	{ label: m.home_group_mails, pages: ['/staff/mails', '/staff/mails/incoming', '/staff/campaigns'] },
	{ label: m.home_group_follow, pages: ['/staff/satisfaction', '/staff/audit'] },
	{ label: m.home_group_settings, pages: ['/staff/imports', '/staff/settings'] }
];

/** The entries of the menu in the order of the groups, each under its heading. */
export function grouped(entries: readonly NavEntry[]): NavEntry[] {
	const placed = GROUPS.flatMap(({ label, pages }) =>
		pages.flatMap((href) => {
			const entry = entries.find((one) => one.href === href);
			return entry ? [{ ...entry, ...(label ? { group: label() } : {}) }] : [];
		})
	);
	return [...placed, ...entries.filter(({ href }) => !placed.some((one) => one.href === href))];
}
