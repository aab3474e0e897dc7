import { z } from 'zod';

/** What names a thing: an identifier of ours, or whatever somebody sends in its place. */
export const id = z.string().min(1).max(64);

/** A box of a form, or a plain yes or no. */
export const box = z
	.union([z.boolean(), z.literal('on')])
	.default(false)
	.transform((value) => value !== false);
