import type { NavEntry } from './ShellNav.svelte';

export interface Section {
	/** Its heading, where it has one. */
	label: string | undefined;
	entries: NavEntry[];
}

/** Entries that follow each other under one heading. */
export function sectionsOf(entries: readonly NavEntry[]): Section[] {
	const sections: Section[] = [];
	for (const entry of entries) {
		const last = sections.at(-1);
		if (last && last.label === entry.group) last.entries.push(entry);
		else sections.push({ label: entry.group, entries: [entry] });
	}
	return sections;
}
