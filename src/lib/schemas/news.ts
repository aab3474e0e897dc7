import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { uploadIds } from './files.ts';
import { box, id } from './form-fields.ts';
import {
	NEWS_ACTS,
	NEWS_ALTERNATIVE_MAX,
	NEWS_AUDIENCES,
	NEWS_BODY_MAX,
	NEWS_ROLES,
	NEWS_STATES,
	NEWS_TITLE_MAX,
	READER_FILTERS
} from './news-choices.ts';
import { line, requiredLine } from './person.ts';

/** Where a list goes on: what its last row is ordered by. */
const mark = z.string().max(200);
/** More than a vendor has. */
const MOST_PRODUCTS = 100;

/** Boxes of one name: none ticked sends nothing. What is no choice is refused, never left out: the rest would reach more people. */
const ticked = <T extends z.ZodType<string>>(one: T) =>
	z
		.union([one.transform((only) => [only]), z.array(one).max(MOST_PRODUCTS)])
		.optional()
		.transform((all) => [...new Set(all ?? [])]) as unknown as z.ZodType<
		z.output<T>[],
		z.input<T> | z.input<T>[] | undefined
	>;

const WALL_CLOCK = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?$/;
/** A day and an hour on the clock of the portal's place, `2026-12-01T09:00` as browsers write them; empty for none. */
const wallClock = z
	.string()
	.max(40)
	.optional()
	.transform((typed) => (typed ?? '').trim().replace(' ', 'T').slice(0, 16))
	.refine((typed) => typed === '' || isOnTheCalendar(typed), { error: () => m.news_moment_wrong() });

function isOnTheCalendar(typed: string): boolean {
	const year = Number(typed.slice(0, 4));
	const moment = new Date(`${typed}:00Z`);
	// A 30th of February becomes a 2nd of March.
	return (
		WALL_CLOCK.test(typed) &&
		!Number.isNaN(moment.getTime()) &&
		moment.toISOString().startsWith(typed) &&
		year >= 2000 &&
		year < 2100
	);
}

const audience = z.enum(NEWS_AUDIENCES).meta({ label: m.news_audience });
const products = ticked(id).meta({ label: m.news_products });
const roles = ticked(z.enum(NEWS_ROLES)).meta({ label: m.news_roles });

const written = {
	title: requiredLine(NEWS_TITLE_MAX).meta({ label: m.news_title }),
	body: z
		.string()
		.max(NEWS_BODY_MAX)
		.refine((text) => text.trim() !== '', { error: () => m.errors_required() })
		.meta({ label: m.news_body }),
	audience,
	products,
	roles,
	from: wallClock.meta({ label: m.news_from }),
	until: wallClock.meta({ label: m.news_until }),
	pinned: box.meta({ label: m.news_pin }),
	acknowledge: box.meta({ label: m.news_acknowledge_ask }),
	/** A picture put before. */
	files: uploadIds.meta({ label: m.news_picture }),
	alternative: line(NEWS_ALTERNATIVE_MAX).default('').meta({ label: m.news_alternative }),
	removePicture: box.meta({ label: m.news_picture_remove })
};

export const newsInput = z.object({ id });
export const newsPictureInput = z.object({ id, version: z.string().max(64) });
export const listNewsInput = z.object({ after: mark.optional() });

export const staffNewsInput = z.object({ state: z.enum(NEWS_STATES).default('online'), after: mark.optional() });
export const newsReachInput = z.object({ audience, products, roles });
export type NewsReachInput = z.output<typeof newsReachInput>;

export const createNewsInput = z.object({
	...written,
	publish: z.boolean().default(false),
	/** Made by the form: sent twice, it makes one item. */
	requestKey: z.uuid()
});
export type CreateNewsInput = z.output<typeof createNewsInput>;

export const changeNewsInput = z.object({
	...written,
	id,
	publish: z.boolean().default(false),
	/** Which revision the form showed. */
	seen: z.union([z.number(), z.string().max(10).transform(Number)]).refine((value) => Number.isSafeInteger(value)),
	/** That more people are to read what is online. */
	widened: box.meta({ label: m.news_widened })
});
export type ChangeNewsInput = z.output<typeof changeNewsInput>;
export type WrittenNews = Omit<CreateNewsInput, 'publish' | 'requestKey'>;

export const previewNewsInput = z.object({ ...written, id: id.optional() });
export type PreviewNewsInput = z.output<typeof previewNewsInput>;

const act = z.enum(NEWS_ACTS).default('save');
/** The same as the editor's form sends them. */
export const createNewsForm = createNewsInput.omit({ publish: true }).extend({ act });
export const changeNewsForm = changeNewsInput.omit({ publish: true, id: true }).extend({ act });

export const readersInput = z.object({
	id,
	filter: z.enum(READER_FILTERS).default('waiting'),
	after: mark.optional()
});
export type ReadersInput = z.output<typeof readersInput>;
/** What the last row of a part is ordered by, whoever it was: they may be gone when the next part is read. */
const readerMark = z
	.string()
	.max(4_000)
	.transform((text, ctx): unknown => {
		try {
			return JSON.parse(text);
		} catch {
			ctx.addIssue({ code: 'custom' });
			return z.NEVER;
		}
	})
	.pipe(z.tuple([z.string(), z.number(), z.string(), z.string()]));
export const exportReadersInput = z.object({ id, after: readerMark.optional() });
export type ExportReadersInput = z.output<typeof exportReadersInput>;
export const waitingPictureInput = z.object({ upload: id });

/** What the addresses of pages say; what they say wrongly counts as not said. */
export const newsListState = z.object({ after: mark.optional().catch(undefined) });
export const staffNewsState = z.object({
	state: z.enum(NEWS_STATES).catch('online'),
	after: mark.optional().catch(undefined)
});
export const readersState = z.object({
	filter: z.enum(READER_FILTERS).catch('waiting'),
	after: mark.optional().catch(undefined)
});
