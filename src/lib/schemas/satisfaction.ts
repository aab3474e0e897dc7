import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { COMMENT_MAX } from './satisfaction-limits.ts';

const number = z.number().int().min(1).max(2_147_483_647);
const token = z.string().min(1).max(100);

/** As a form sends it, or as a number. */
const score = z
	.union([z.string().regex(/^[1-5]$/, { error: () => m.errors_choose() }), z.number()], {
		error: () => m.errors_choose()
	})
	.transform(Number)
	.pipe(
		z
			.number()
			.int()
			.min(1, { error: () => m.errors_choose() })
			.max(5, { error: () => m.errors_choose() })
	)
	.meta({ label: m.satisfaction_question });

/** Some lines, or none. */
const comment = z
	.string()
	.max(2 * COMMENT_MAX, { error: () => m.errors_too_long({ count: COMMENT_MAX }) })
	.default('')
	.refine((value) => !/[^\P{Cc}\t\n\r]/u.test(value), { error: () => m.errors_invalid_value() })
	.transform((value) => value.replace(/\r\n?/g, '\n').trim())
	.pipe(z.string().max(COMMENT_MAX))
	.meta({ label: m.satisfaction_comment });

export const ratedTicketInput = z.object({ number });
export const rateTicketInput = z.object({ number, score, comment });
export const ratingLinkInput = z.object({ token });
export const rateByLinkInput = z.object({ token, score, comment });
export const averagesInput = z.object({
	/** Continues the comments after this moment, as the page before ended. */
	before: z.string().max(30).optional()
});
