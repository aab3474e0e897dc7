import { z } from 'zod';
import { id } from './form-fields.ts';

/** Files put before, by their ids: a form sends none, one or several. How many a message may have is a setting. */
export const uploadIds = z
	.union([z.array(id).max(100), id])
	.optional()
	.transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value));
