import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { NUMBER_TYPED_MAX } from './person-limits.ts';

/** What names a thing: an identifier of ours, or whatever somebody sends in its place. */
export const id = z.string().min(1).max(64);

/** A box of a form, or a plain yes or no. */
export const box = z
	.union([z.boolean(), z.literal('on')])
	.default(false)
	.transform((value) => value !== false);

/** A whole number as a form sends it, with the spaces people put between its figures or not. */
export const wholeBetween = (min: number, max: number) =>
	z
		.union([
			z.number(),
			z
				.string()
				.max(NUMBER_TYPED_MAX)
				.transform((typed) => typed.replace(/[\s\u00a0\u202f]/g, ''))
				.transform((typed) => (/^\d+$/.test(typed) ? Number(typed) : NaN))
		])
		.refine((value) => Number.isInteger(value) && value >= min && value <= max, {
			error: () => m.campaigns_number_between({ min, max })
		});
