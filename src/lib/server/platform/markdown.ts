import { Marked, type TokensList } from 'marked';
import sanitize from 'sanitize-html';
import { textOfBlocks } from './markdown-words.ts';

/**
 * Makes HTML of somebody's Markdown. Line ends are kept as typed; HTML inside it is shown as text, never obeyed; images
 * are not loaded (they would tell a third party who reads); what then comes out passes an allow-list.
 */
export function renderMarkdown(text: string): string {
	const known = rendered.get(text);
	if (known !== undefined) return known;
	const html = sanitize(parsed(text), ALLOWED);
	remember(text, html);
	return html;
}

/** Nobody quotes deeper than this by hand, and each level costs another pass over the text. */
const DEEPEST = 10;

/** Beyond, the parser may need a second for one message, and a thread of such messages would stall everybody. */
const MOST_MARKS = 3000;

/** Whether a text is built to be slow to read rather than read: marks by the thousand, lists in lists on one line, endless blanks. */
const isCostly = (text: string): boolean =>
	(text.match(/[*_~`[\]<>@|&/]/g)?.length ?? 0) > MOST_MARKS ||
	/^[ \t]*(?:(?:[-+*>]|\d{1,9}[.)])[ \t]+){12}/m.test(text) ||
	/[ \t]{1000}/.test(text);

function parsed(text: string): string {
	try {
		const tokens = tokensOf(text);
		return tokens ? marked.parser(tokens) : paragraph(text);
	} catch {
		// Built to overflow the parser: shown as it was typed.
		return paragraph(text);
	}
}

/** What a text is made of; null for one that is built to be slow. Throws for one that overflows the parser. */
function tokensOf(text: string): TokensList | null {
	if (isCostly(text)) return null;
	const shallow = text.replace(new RegExp(`^((?:[ \\t]*>){${DEEPEST}})[ \\t>]+`, 'gm'), '$1 ');
	return marked.lexer(shallow);
}

/** The same text for who reads no HTML: without its marks, links with their address, lists with their points. */
export function markdownAsText(text: string): string {
	const key = AS_TEXT + text;
	const known = rendered.get(key);
	if (known !== undefined) return known;
	const plain = asText(text);
	remember(key, plain);
	return plain;
}

/** No text a person can send begins so. */
const AS_TEXT = '\u0000';

function asText(text: string): string {
	try {
		const tokens = tokensOf(text);
		return tokens ? textOfBlocks(tokens).join('\n\n') : text;
	} catch {
		return text;
	}
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const paragraph = (text: string): string => `<p>${escapeHtml(text).replace(/\n/g, '<br>')}</p>`;

const marked = new Marked({
	gfm: true,
	breaks: true,
	renderer: {
		html: ({ text, block }) => (block ? paragraph(text.trimEnd()) : escapeHtml(text)),
		image: ({ text, href }) => escapeHtml(text || href),
		checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ')
	}
});

const ALLOWED: sanitize.IOptions = {
	allowedTags: [
		'p',
		'br',
		'strong',
		'em',
		'del',
		'code',
		'pre',
		'blockquote',
		'ul',
		'ol',
		'li',
		'a',
		'h3',
		'hr',
		'table',
		'thead',
		'tbody',
		'tr',
		'th',
		'td'
	],
	allowedAttributes: { a: ['href', 'rel', 'target'], ol: ['start'] },
	allowedSchemes: ['http', 'https', 'mailto'],
	allowProtocolRelative: false,
	nestingLimit: 60,
	transformTags: {
		// One level, below those of the page: a message does not reorder the outline around it.
		...Object.fromEntries(['h1', 'h2', 'h4', 'h5', 'h6'].map((name) => [name, 'h3'])),
		a: sanitize.simpleTransform('a', { rel: 'noopener noreferrer nofollow', target: '_blank' })
	}
};

/** A message never changes, and a thread is read far more often than written: the last ones stay ready, up to this many characters. */
const MOST_REMEMBERED = 2_000_000;
const rendered = new Map<string, string>();
let remembered = 0;

function remember(text: string, html: string): void {
	rendered.set(text, html);
	remembered += text.length + html.length;
	for (const [oldest, was] of rendered) {
		if (remembered <= MOST_REMEMBERED) break;
		rendered.delete(oldest);
		remembered -= oldest.length + was.length;
	}
}
