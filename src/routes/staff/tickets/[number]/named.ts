import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { numberOf } from '#lib/schemas/ticket-number.ts';

/** The ticket an address names; missing where it cannot be one. */
export function named({ number: text }: { number?: string }): { number: number } {
	const number = numberOf(text ?? '');
	if (number === null) error(404, { message: m.errors_not_found(), code: 'not_found' });
	return { number };
}
