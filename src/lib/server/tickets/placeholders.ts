import { fold } from '#lib/fold.ts';

/** What stands in a template for something of the ticket; each name is known in both languages, with or without accents. */
export const PLACEHOLDERS = {
	civility: ['civilité', 'civility'],
	firstName: ['prénom', 'first name'],
	lastName: ['nom', 'last name'],
	number: ['numéro', 'number'],
	subject: ['sujet', 'subject'],
	structure: ['structure'],
	product: ['produit', 'product'],
	agent: ['agent'],
	vendor: ['entreprise', 'company']
} as const satisfies Record<string, readonly string[]>;

export type Placeholder = keyof typeof PLACEHOLDERS;

const BY_NAME = new Map(
	Object.entries(PLACEHOLDERS).flatMap(([key, names]) => names.map((name) => [fold(name), key as Placeholder] as const))
);

/** Letters and spaces between braces: what somebody meant to be filled in. Code in a message rarely looks so. */
const PATTERN = /\{([\p{L} _’'-]{1,40})\}/gu;

const placeholderOf = (name: string): Placeholder | undefined => BY_NAME.get(fold(name).trim());

/** Fills a template in. What is unknown, or has no value here, stays as it is and is named in `left`. */
export function fill(template: string, values: Partial<Record<Placeholder, string>>): { body: string; left: string[] } {
	const left = new Set<string>();
	const body = template.replace(PATTERN, (whole, name: string) => {
		const key = placeholderOf(name);
		const value = key && values[key];
		if (value) return value;
		left.add(whole);
		return whole;
	});
	return { body, left: [...left] };
}

/** What is still to be filled in in a text: placeholders we know, and those some template asks for. */
export function leftIn(text: string, templates: readonly string[]): string[] {
	const asked = new Set(templates.flatMap((template) => template.match(PATTERN) ?? []));
	return [...new Set(text.match(PATTERN) ?? [])].filter(
		(whole) => asked.has(whole) || placeholderOf(whole.slice(1, -1)) !== undefined
	);
}
