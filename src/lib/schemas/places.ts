import { z } from 'zod';
import './field-label.ts';
import { line } from './person.ts';
import { TOWN_MAX } from './proposal-limits.ts';

/** A postal code or its beginning, a town or its beginning: either finds the other. */
export const findPlacesInput = z.object({
	postalCode: z
		.string()
		.regex(/^\d{0,5}$/)
		.default(''),
	town: line(TOWN_MAX).default('')
});
