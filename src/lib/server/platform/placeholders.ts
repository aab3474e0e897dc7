import { fold } from '#lib/fold.ts';

/** What many texts have filled in, by the names people write; each is known in both languages, with or without accents. */
export const COMMON_PLACEHOLDERS = {
	civility: ['civilité', 'civility'],
	firstName: ['prénom', 'first name'],
	lastName: ['nom', 'last name'],
	structure: ['structure'],
	vendor: ['entreprise', 'company']
} as const;

/** Letters and spaces between braces: what somebody meant to be filled in. Code in a message rarely looks so. */
const PATTERN = /\{([\p{L} _’'-]{1,40})\}/gu;

/** What may stand between braces in one kind of text. */
export function placeholders<K extends string>(known: Record<K, readonly string[]>) {
	const byName = new Map(
		Object.entries<readonly string[]>(known).flatMap(([key, names]) =>
			names.map((name) => [fold(name), key as K] as const)
		)
	);
	const keyOf = (name: string): K | undefined => byName.get(fold(name).trim());
	const allIn = (text: string): string[] => [...new Set(text.match(PATTERN) ?? [])];

	return {
		/** Fills a text in. What is unknown, or has no value here, stays as it is and is named in `left`. */
		fill(text: string, values: Partial<Record<K, string>>): { body: string; left: string[] } {
			const left = new Set<string>();
			const body = text.replace(PATTERN, (whole, name: string) => {
				const key = keyOf(name);
				const value = key && values[key];
				if (value) return value;
				left.add(whole);
				return whole;
			});
			return { body, left: [...left] };
		},

		/** Fills a text in for somebody nobody looks at: what has no value goes, with the blank before it. */
		fillAll: (text: string, values: Record<K, string>): string =>
			text.replace(new RegExp(`( ?)${PATTERN.source}`, 'gu'), (whole, blank: string, name: string) => {
				const key = keyOf(name);
				if (!key) return whole;
				return values[key] === '' ? '' : blank + values[key];
			}),

		/** Whether anything stands between braces. */
		anyIn: (text: string): boolean => allIn(text).length > 0,

		/** What stands between braces and means nothing here. */
		unknownIn: (text: string): string[] => allIn(text).filter((whole) => keyOf(whole.slice(1, -1)) === undefined),

		/** What is still to be filled in in a text: what is known here, and what some of `templates` ask for. */
		leftIn(text: string, templates: readonly string[]): string[] {
			const asked = new Set(templates.flatMap(allIn));
			return allIn(text).filter((whole) => asked.has(whole) || keyOf(whole.slice(1, -1)) !== undefined);
		}
	};
}
