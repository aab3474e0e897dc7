import { m } from '#lib/paraglide/messages.js';
import type { Audience } from '#lib/schemas/mailing-choices.ts';
import { escapeHtml, type MailContent } from '#server/platform/mail.ts';
import { markdownAsText, renderMarkdown } from '#server/platform/markdown.ts';
import { COMMON_PLACEHOLDERS, placeholders } from '#server/platform/placeholders.ts';
import type { Holding, Standing } from './holdings.ts';
import type { Mailing } from './store.ts';

type Locale = 'fr' | 'en';
type Value = keyof typeof COMMON_PLACEHOLDERS;

/** What may be filled in in a mailing: what is known of whoever gets it. */
export const words = placeholders(COMMON_PLACEHOLDERS);

/** Names beyond this say nothing any more to who reads them. */
const MOST_NAMED = 60;

export interface Reader extends Pick<Standing, 'civility' | 'firstName' | 'lastName'> {
	locale: Locale;
	/** What they get it for: at least one. */
	standing: readonly Holding[];
}

/**
 * A mailing as one person gets it: in their language, where it has one, with what is to be filled in, naming all their
 * structures and why it comes to them. Values are put in after the Markdown was read: a name holds no markup.
 */
export function letterOf(mailing: Mailing, reader: Reader, vendor: string): MailContent {
	const locale = languageFor(mailing, reader.locale);
	const [subject, text] = locale === 'fr' ? [mailing.subjectFr, mailing.textFr] : [mailing.subjectEn, mailing.textEn];
	const names = structuresOf(reader.standing);
	const values = valuesOf(reader, named(names, locale), vendor, locale);
	const escaped = Object.fromEntries(
		Object.entries(values).map(([key, value]) => [key, escapeHtml(value)])
	) as typeof values;
	return {
		subject: words.fillAll(subject, values),
		body: [
			{ html: words.fillAll(renderMarkdown(text), escaped), text: words.fillAll(markdownAsText(text), values) },
			...(names.length > 1 ? [m.mailings_about({ structures: named(names, locale) }, { locale })] : [])
		],
		notes: whysOf(reader.standing, locale)
	};
}

/** Whether something is to be filled in where a link leads to: an address is written out before anything is. */
export const fillsInLink = (text: string): boolean =>
	[...renderMarkdown(text).matchAll(/ href="([^"]*)"/g)].some(([, target]) => words.anyIn(decoded(target!)));

function decoded(target: string): string {
	try {
		return decodeURIComponent(target);
	} catch {
		return target;
	}
}

/** The language somebody gets a mailing in. */
export const languageFor = ({ subjectEn }: Mailing, locale: Locale): Locale => (subjectEn === '' ? 'fr' : locale);

const structuresOf = (standing: readonly Holding[]): string[] => [
	...new Map(standing.map(({ structureId, structure }) => [structureId, structure])).values()
];

function named(names: readonly string[], locale: Locale): string {
	const shown = names.slice(0, MOST_NAMED);
	const left = names.length - shown.length;
	const all = left > 0 ? [...shown, m.mailings_others({ count: left }, { locale })] : shown;
	return new Intl.ListFormat(locale, { type: 'conjunction' }).format(all);
}

function valuesOf(
	{ civility, firstName, lastName }: Reader,
	structure: string,
	vendor: string,
	locale: Locale
): Record<Value, string> {
	const civilities = { m: m.accounts_civility_m({}, { locale }), mme: m.accounts_civility_mme({}, { locale }), '': '' };
	return { civility: civilities[civility], firstName, lastName, structure, vendor };
}

const HELD = {
	accounting: m.mailings_why_accounting,
	technical: m.mailings_why_technical,
	dpo: m.mailings_why_dpo,
	administrator: m.mailings_why_administrator
} as const;
const STOOD_IN = {
	accounting: m.mailings_why_no_accounting,
	technical: m.mailings_why_no_technical,
	dpo: m.mailings_why_no_dpo,
	administrator: m.mailings_why_administrator
} as const;

/** Why it comes to somebody, role by role, with the structures. */
export function whysOf(standing: readonly Holding[], locale: Locale): string[] {
	const roles = (['accounting', 'technical', 'dpo', 'administrator'] as const satisfies Audience[]).flatMap((role) =>
		[false, true].map((standsIn) => ({ role, standsIn }))
	);
	return roles.flatMap(({ role, standsIn }) => {
		const of = standing.filter((one) => one.role === role && one.standsIn === standsIn);
		if (of.length === 0) return [];
		return [(standsIn ? STOOD_IN : HELD)[role]({ structures: named(structuresOf(of), locale) }, { locale })];
	});
}
