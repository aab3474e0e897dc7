import type { ComponentProps } from 'svelte';
import type Badge from '#lib/ui/Badge.svelte';

/** How a state looks, and what it is called. */
export interface Said {
	tone: NonNullable<ComponentProps<typeof Badge>['tone']>;
	says(): string;
}

/** What may be done to what is sent little by little, as it stands. */
export const turnOf = (status: string): 'pause' | 'resume' | null =>
	status === 'running' ? 'pause' : status === 'paused' ? 'resume' : null;

/** What a list of people may be narrowed to; before the start, to what they can be by then. */
export const filtersOf = <State extends string>(
	filters: readonly ('all' | State)[],
	before: boolean,
	states: Record<State, Said>,
	totals: Record<State, number>,
	all: string
) =>
	filters
		.filter((filter) => !before || ['all', 'to_send', 'left_out'].includes(filter))
		.map((filter) =>
			filter === 'all' ? { filter, label: all } : { filter, label: states[filter].says(), count: totals[filter] }
		);

/** An action of a list, whose answer shows the same part of the list again. */
export function actionHere(name: string, { searchParams }: URL): string {
	const kept = [...searchParams].filter(([name]) => ['q', 'show', 'after'].includes(name));
	return `?/${name}${kept.length > 0 ? `&${new URLSearchParams(kept)}` : ''}`;
}
