import { m } from '#lib/paraglide/messages.js';
import type { NavEntry } from '#lib/ui/ShellNav.svelte';

interface Reader {
	isManager: boolean;
	/** What waits behind some of the pages. */
	incoming: number;
	proposals: number;
	tasks: number;
}

/** Every page of the menu, one line each; `GROUPS` puts them in order. */
const pages = ({ isManager, incoming, proposals, tasks }: Reader): NavEntry[] => [
	{ href: '/staff', label: m.ui_nav_home(), icon: 'house' },
	{ href: '/staff/tickets', label: m.ui_nav_inbox(), icon: 'inbox' },
	{ href: '/staff/structures', label: m.directory_nav(), icon: 'building-complex' },
	{ href: '/staff/requests', label: m.ui_nav_requests(), short: m.ui_nav_requests_short(), icon: 'user-check' },
	{ href: '/staff/proposals', label: m.proposals_nav(), icon: 'list-checks', count: proposals },
	{ href: '/staff/tasks', label: m.tasks_nav(), icon: 'circle-check', count: tasks },
	{ href: '/staff/mails/incoming', label: m.incoming_nav(), icon: 'at-sign', count: incoming },
	{ href: '/staff/mails', label: m.ui_nav_mails(), icon: 'mail' },
	{ href: '/staff/news', label: m.ui_nav_news(), icon: 'newspaper' },
	{ href: '/staff/documents', label: m.documents_nav(), icon: 'file-text' },
	{ href: '/staff/mailings', label: m.mailings_nav(), icon: 'send' },
	{ href: '/staff/campaigns', label: m.campaigns_nav(), icon: 'mail-check' },
	{ href: '/staff/satisfaction', label: m.satisfaction_nav(), icon: 'award' },
	...(isManager
		? [
				{ href: '/staff/settings', label: m.settings_nav(), icon: 'settings-2' as const },
				{ href: '/staff/imports', label: m.imports_nav(), icon: 'upload' as const },
				{ href: '/staff/audit', label: m.ui_nav_audit(), icon: 'scroll-text' as const }
			]
		: [])
];

/** In which order they stand, and under which headings; one that is named nowhere comes last, without a heading. */
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

/** The menu in the reader's language. Made by the server: its words would weigh on every page of staff. */
export function staffMenu(reader: Reader): NavEntry[] {
	const entries = pages(reader);
	const placed = GROUPS.flatMap(({ label, pages }) =>
		pages.flatMap((href) => {
			const entry = entries.find((one) => one.href === href);
			return entry ? [{ ...entry, ...(label ? { group: label() } : {}) }] : [];
		})
	);
	return [...placed, ...entries.filter(({ href }) => !placed.some((one) => one.href === href))];
}
