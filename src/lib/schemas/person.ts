import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { EMAIL_MAX } from './person-limits.ts';
import { canonicalPhone } from './phone-number.ts';

export const CIVILITIES = ['mme', 'm', ''] as const;
export type Civility = (typeof CIVILITIES)[number];

export const LOCALES = ['fr', 'en'] as const;
export const THEMES = ['system', 'light', 'dark'] as const;

/** Characters that show nothing but turn what follows around, or make an empty name of what looks like none. */
const UNSEEN = /[\u0080-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]/g;

/** One line of text as people type it: trimmed, inner white space folded, no control characters, nothing unseen. */
export const line = (max: number) =>
	z
		.string()
		.max(max)
		// eslint-disable-next-line no-control-regex
		.refine((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), {
			error: () => m.errors_invalid_value()
		})
		.transform((value) => value.replace(UNSEEN, '').replace(/\s+/g, ' ').trim());

/** The same, with something in it. */
export const requiredLine = (max: number) =>
	line(max).refine((value) => value !== '', { error: () => m.errors_required() });

/** An e-mail address, lower-case and trimmed. */
export const email = z
	.string()
	.max(EMAIL_MAX)
	.transform((value) => value.trim().toLowerCase())
	.pipe(z.email());

/** A password as typed: any Unicode, up to 256 characters. The rules are checked where a new one is chosen. */
export const password = z.string().min(1).max(256);

export const civility = z.enum(CIVILITIES).default('');
export const personName = requiredLine(80);
export const jobFunction = line(120);

const asPhone = (value: string, ctx: z.RefinementCtx): string => {
	const number = canonicalPhone(value);
	if (number !== null) return number;
	ctx.addIssue({ code: 'custom', message: m.errors_phone() });
	return z.NEVER;
};
/** A phone number, kept in one form ({@link canonicalPhone}). */
export const phoneNumber = requiredLine(40).transform(asPhone);
/** The same, or none. */
export const phone = line(40).transform((value, ctx) => (value === '' ? '' : asPhone(value, ctx)));
