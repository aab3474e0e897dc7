import { COMMON_PLACEHOLDERS, placeholders } from '#server/platform/placeholders.ts';

/** What stands in a template for something of the ticket. */
const PLACEHOLDERS = {
	...COMMON_PLACEHOLDERS,
	number: ['numéro', 'number'],
	subject: ['sujet', 'subject'],
	product: ['produit', 'product'],
	agent: ['agent']
} as const satisfies Record<string, readonly string[]>;

export type Placeholder = keyof typeof PLACEHOLDERS;

export const { fill, leftIn } = placeholders(PLACEHOLDERS);
