import { m } from '#lib/paraglide/messages.js';
import { baseLocale } from '#lib/paraglide/runtime.js';
import type { Ctx } from '#server/platform/context.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { newsForFeed } from './domain.ts';
import type { NewsSummary } from './shown.ts';

/** Where it is found, below the portal's own address. */
const PATH = '/news/rss.xml';

/**
 * The public news as RSS 2.0, in the vendor's language whoever asks, so that one answer serves all. Addresses begin with
 * the configured origin.
 */
export async function feed(ctx: Ctx): Promise<string> {
	const { origin } = ctx.settings;
	const { name } = await vendorOf(ctx.db);
	const news = await newsForFeed(ctx);
	const title = `${name} – ${m.news_page_title({}, { locale: baseLocale })}`;
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
		'<channel>',
		element('title', title),
		element('link', `${origin}/news`),
		element('description', m.news_feed_text({ vendor: name }, { locale: baseLocale })),
		element('language', baseLocale),
		`<atom:link href="${escaped(origin + PATH)}" rel="self" type="application/rss+xml"/>`,
		...(news[0] ? [element('lastBuildDate', dated(news[0].publishedAt))] : []),
		...news.map((item) => itemOf(item, origin)),
		'</channel>',
		'</rss>',
		''
	].join('\n');
}

function itemOf({ id, title, excerpt, publishedAt }: NewsSummary, origin: string): string {
	const address = `${origin}/news/${id}`;
	return [
		'<item>',
		element('title', title),
		element('link', address),
		`<guid isPermaLink="true">${escaped(address)}</guid>`,
		element('pubDate', dated(publishedAt)),
		element('description', escapedOnce(excerpt)),
		'</item>'
	].join('\n');
}

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

/** RFC 822 with a year of four figures, as RSS asks for. */
const dated = (moment: string): string => new Date(moment).toUTCString();

/** What readers show as HTML is escaped as such first: words are words, whatever they look like. */
const escapedOnce = (text: string): string => text.replace(/[&<>]/g, (sign) => SIGNS[sign]!);

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML has no place for control characters, half a character, or what is none, not even escaped. */
const NO_XML =
	// eslint-disable-next-line no-control-regex
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escaped = (text: string): string => text.replace(NO_XML, '').replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
