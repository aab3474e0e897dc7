import sanitize from 'sanitize-html';

/** Beyond, a mail is read by its plain part only, or not at all by itself. */
const LONGEST = 1_000_000;

/** What programs mark as a signature; the rest is told by its words. */
const SIGNATURE =
	/(^|\s)(moz-signature|gmail_signature|gmail_signature_prefix|ms-outlook-mobile-signature|ms-outlook-ios-signature|AppleMailSignature|protonmail_signature_block|signature_block)(\s|$)/;
const SIGNATURE_ID =
	/^(x_)?(Signature|AppleMailSignature|ms-outlook-mobile-signature|lineBreakAtBeginningOfSignature)$/i;

const BLOCKS = new Set([
	'p',
	'div',
	'blockquote',
	'ul',
	'ol',
	'li',
	'table',
	'tr',
	'h1',
	'h2',
	'h3',
	'h4',
	'h5',
	'h6',
	'hr',
	'pre'
]);
const VOID = new Set(['br', 'hr']);

/** Anything programs write as HTML, well-formed and without what nobody reads. */
const wellFormed = (html: string): string =>
	sanitize(html, {
		allowedTags: [...BLOCKS, 'br', 'span', 'td', 'th', 'a'],
		allowedAttributes: { a: ['href'], '*': ['class', 'id'] },
		allowedSchemes: ['http', 'https', 'mailto'],
		nonTextTags: ['style', 'script', 'head', 'title', 'textarea', 'option', 'noscript', 'xml'],
		nestingLimit: 200
	});

/** The text of an HTML mail as its reader sees it, one line a paragraph; quotes begin with `>`, pictures are left out. */
export function textOfHtml(html: string): string {
	if (html.length > LONGEST) return '';
	const lines: string[] = [];
	let line = '';
	let depth = 0;
	/** What is open, and whether nothing stands between it and the next paragraph, as Word writes. */
	const open: { tight: boolean }[] = [];
	/** How many were open where a signature began. */
	let hiddenFrom: number | null = null;
	let link: { href: string; at: number } | null = null;

	const end = () => {
		lines.push(`${'> '.repeat(depth)}${line.trim()}`);
		line = '';
	};
	const endIfBegun = () => {
		// Word writes an empty line as a space that does not break.
		if (line.trim() !== '' || line.includes('\u00a0')) end();
		else line = '';
	};

	for (const [, closing, name, attributes, text] of wellFormed(html).matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|([^<]+)/g)) {
		if (text !== undefined) {
			if (hiddenFrom === null) line += unescape(text).replace(/[\t\n\r ]+/g, ' ');
			continue;
		}
		if (VOID.has(name!)) {
			if (hiddenFrom !== null) continue;
			end();
			continue;
		}
		if (!closing) {
			open.push({ tight: /MsoNormal|MsoPlainText|xmsonormal/.test(attributes!) });
			if (hiddenFrom === null && isSignature(attributes!)) hiddenFrom = open.length;
			if (hiddenFrom !== null) continue;
			if (BLOCKS.has(name!)) endIfBegun();
			if (name === 'blockquote') depth++;
			if (name === 'li') line = '- ';
			if ((name === 'td' || name === 'th') && line.trim() !== '') line += ' ';
			if (name === 'a') link = { href: unescape(/href="([^"]*)"/.exec(attributes!)?.[1] ?? ''), at: line.length };
			continue;
		}
		const hidden = hiddenFrom !== null;
		if (hiddenFrom === open.length) hiddenFrom = null;
		const { tight } = open.pop()!;
		if (hidden) continue;
		if (name === 'a' && link) {
			line += target(link.href, line.slice(link.at));
			link = null;
		}
		if (BLOCKS.has(name!)) endIfBegun();
		if (name === 'blockquote') depth--;
		if (/^(p|h\d|ul|ol|table|blockquote)$/.test(name!) && !tight) lines.push('> '.repeat(depth).trim());
	}
	endIfBegun();
	return lines
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

function isSignature(attributes: string): boolean {
	const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
	return SIGNATURE.test(value('class')) || SIGNATURE_ID.test(value('id'));
}

/** Where a link leads, if its words do not say it. */
function target(href: string, words: string): string {
	if (!/^https?:/.test(href)) return '';
	const bare = (address: string) =>
		address
			.trim()
			.replace(/^https?:\/\//, '')
			.replace(/\/$/, '');
	return bare(href) === bare(words) || words.trim() === '' ? '' : ` (${href})`;
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

/** What is left after well-forming: the few characters HTML cannot write as they are. */
const unescape = (text: string): string =>
	text
		.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => NAMED[name]!)
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
