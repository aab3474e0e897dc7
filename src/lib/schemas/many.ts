import { z } from 'zod';
import { wholeBetween } from './form-fields.ts';

/** As many as a page of a list shows. */
const MOST_AT_ONCE = 50;

/** A whole number typed in a form; `otherwise` where nothing was. */
export const between = (min: number, max: number, otherwise: number) => wholeBetween(min, max).default(otherwise);

/** A row's number. */
export const recipient = z
	.union([z.number(), z.string().max(16).regex(/^\d+$/).transform(Number)])
	.refine((value) => Number.isSafeInteger(value) && value > 0);

/** One or several boxes of one name; none ticked sends nothing. */
export const ticked = <T extends z.ZodType>(one: T) =>
	z
		.union([one.transform((only) => [only]), z.array(one).max(MOST_AT_ONCE)])
		.optional()
		.transform((all) => all ?? []) as unknown as z.ZodType<z.output<T>[], z.input<T> | z.input<T>[] | undefined>;

/** How many a page said it would be, as its form sends it. */
export const seenCount = z
	.union([z.number(), z.string().max(10).transform(Number)])
	.refine((value) => Number.isSafeInteger(value));
