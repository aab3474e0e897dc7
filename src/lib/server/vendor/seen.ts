import { hashSecret } from '#server/platform/ids.ts';

/** What some settings say, in one word: whoever changes them says which they saw. */
export const stateOf = <Values extends object>(values: Values, names: readonly (keyof Values)[]): string =>
	hashSecret(JSON.stringify(names.map((name) => [name, values[name]]))).slice(0, 16);
