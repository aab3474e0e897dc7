/** Tells open pages, in this process, that something changed; what it is they read for themselves, by their own rights. */
export interface Hub {
	/** Rings everybody who listens to a topic, once what was written is committed. Costs nothing where nobody does. */
	publish(topic: string): void;
	/** Returns how to stop. `ended` is called once when the portal stops. */
	listen(topics: readonly string[], on: { changed(): void; ended(): void }): () => void;
	/** Ends every stream, and all that would still begin. */
	close(): void;
}

interface Listener {
	changed(): void;
	ended(): void;
}

export function createHub(): Hub {
	const byTopic = new Map<string, Set<Listener>>();
	const all = new Set<Listener>();
	let closed = false;
	return {
		publish(topic) {
			for (const listener of [...(byTopic.get(topic) ?? [])]) listener.changed();
		},
		listen(topics, on) {
			if (closed) {
				on.ended();
				return () => {};
			}
			// An object of its own: the same functions given twice are two listeners.
			const listener = { ...on };
			all.add(listener);
			for (const topic of topics) {
				const there = byTopic.get(topic) ?? new Set();
				byTopic.set(topic, there.add(listener));
			}
			return () => {
				all.delete(listener);
				for (const topic of topics) {
					const there = byTopic.get(topic);
					there?.delete(listener);
					if (there?.size === 0) byTopic.delete(topic);
				}
			};
		},
		close() {
			closed = true;
			for (const listener of [...all]) listener.ended();
			all.clear();
			byTopic.clear();
		}
	};
}

/** What concerns one person: their bell. */
export const accountTopic = (accountId: string): string => `account:${accountId}`;
/** What happens to one ticket, by its number; notes and what staff arrange included. */
export const ticketTopic = (number: number): string => `ticket:${number}`;
