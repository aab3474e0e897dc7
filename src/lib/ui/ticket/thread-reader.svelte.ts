import { untrack } from 'svelte';

/** How far the reader of a thread has come: what arrived since counts as read once it stood before their eyes. */
export function threadReader(thread: () => { number: number; newest: string | null }) {
	let read = $state(untrack(() => mark(thread())));

	function mark({ number, newest }: { number: number; newest: string | null }) {
		return { number, id: newest ?? '' };
	}

	// Another ticket on the same page begins anew.
	$effect.pre(() => {
		const { number } = thread();
		if (untrack(() => read.number) !== number) read = untrack(() => mark(thread()));
	});

	return {
		get until() {
			return read.number === thread().number ? read.id : (thread().newest ?? '');
		},
		/** An entry came into sight; their ids are in the order they were written. */
		saw(id: string) {
			if (id > read.id) read = { ...read, id };
		},
		/** What one sends oneself comes after all one has seen. */
		caughtUp() {
			read = mark(thread());
		}
	};
}
