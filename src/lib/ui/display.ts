import { createContext } from 'svelte';

/** How moments are written for the reader: their language, the time zone of the place. */
export type Display = { readonly locale: string; readonly timeZone: string };

const [read, provide, exists] = createContext<Display>();

export const provideDisplay = provide;

export function display(): Display | undefined {
	return exists() ? read() : undefined;
}
