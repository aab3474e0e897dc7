/** Chance that comes out the same each time, so that two runs measure the same data. */
export interface Chance {
	/** From 0 to 1, 1 excluded. */
	next(): number;
	one<T>(choices: readonly T[]): T;
}

/** Mulberry32. */
export function chance(seed: number): Chance {
	let state = seed | 0;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	return { next, one: (choices) => choices[Math.floor(next() * choices.length)]! };
}
