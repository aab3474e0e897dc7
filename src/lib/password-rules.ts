/** The characters of which a password holds at least one. */
export const SYMBOLS = '$?!&%*_@';

/**
 * The rules a person sees ticked while typing, and the server enforces (product, section 3).
 * The server also refuses the most common passwords, a list too long for the browser.
 */
export const PASSWORD_RULES = {
	length: (value: string) => [...value].length >= 8,
	digit: (value: string) => /\p{Nd}/u.test(value),
	capital: (value: string) => /\p{Lu}/u.test(value),
	symbol: (value: string) => [...value].some((character) => SYMBOLS.includes(character)),
	notName: (value: string, email: string) => !containsName(value, email)
} as const;

export type PasswordRule = keyof typeof PASSWORD_RULES;

/** Names of one or two letters are no hint: refusing every password with an « a » would be. */
const SHORTEST_NAME = 3;

function containsName(value: string, email: string): boolean {
	const name = email.split('@')[0]!.trim().toLowerCase();
	return name.length >= SHORTEST_NAME && value.toLowerCase().includes(name);
}

/** The rules a password breaks, in the order they are shown. */
export const brokenRules = (value: string, email: string): PasswordRule[] =>
	(Object.keys(PASSWORD_RULES) as PasswordRule[]).filter((rule) => !PASSWORD_RULES[rule](value, email));
