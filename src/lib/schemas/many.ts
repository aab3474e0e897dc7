import { z } from 'zod';
import { DIRECTORY_SEARCH_MAX } from './directory-choices.ts';
import { id, wholeBetween } from './form-fields.ts';
import { RECIPIENT_SEARCH_MAX } from './many-choices.ts';
import { EMAIL_MAX, NUMBER_TYPED_MAX } from './person-limits.ts';
import { line } from './person.ts';

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
	.union([z.number(), z.string().max(NUMBER_TYPED_MAX).transform(Number)])
	.refine((value) => Number.isSafeInteger(value));

const address = z.string().max(EMAIL_MAX).optional();
/** As an address of a page has it: what it says wrongly counts as not said. */
const queryInAddress = (max: number) =>
	z
		.string()
		.transform((typed) => typed.slice(0, max))
		.pipe(line(max))
		.catch('');

/** What a list of structures is asked for: how they are called, and the last of the page before. */
export const structuresAsked = { query: line(DIRECTORY_SEARCH_MAX).default(''), after: id.optional() };
export const structuresInAddress = {
	query: queryInAddress(DIRECTORY_SEARCH_MAX),
	after: structuresAsked.after.catch(undefined)
};

/** What a list of people is asked for: how their address begins, and the last one of the page before. */
export const peopleAsked = { query: line(RECIPIENT_SEARCH_MAX).default(''), after: address };
export const peopleInAddress = { query: queryInAddress(RECIPIENT_SEARCH_MAX), after: address.catch(undefined) };
