import sanitize from 'sanitize-html';

/** Beyond, a mail is read by its plain part only, or not at all by itself. */
export const LONGEST_HTML = 1_000_000;
/** Nothing of a text beyond this is kept. */
const LONGEST_TEXT = 200_000;

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

/** No program nests so deep: the parser's work grows with the square of what stays open. */
const MOST_OPEN = 2_000;
/** What never stays open. */
const CLOSES_ITSELF = new Set(
	'area base br col dd dt embed hr img input li link meta option p source td th tr wbr'.split(' ')
);

function staysShallow(html: string): boolean {
	let open = 0;
	for (const [, closing, name] of html.matchAll(/<(\/?)([a-z][a-z0-9:]{0,40})/gi)) {
		if (CLOSES_ITSELF.has(name!.toLowerCase())) continue;
		open += closing ? -1 : 1;
		if (open > MOST_OPEN) return false;
		if (open < 0) open = 0;
	}
	return true;
}

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
	if (html.length > LONGEST_HTML || !staysShallow(html)) return '';
	const lines: string[] = [];
	let line = '';
	/** Whether there is more in the line than blanks: asking the line itself would cost its length each time. */
	let worded = false;
	let length = 0;
	let depth = 0;
	/** What is open, and whether nothing stands between it and the next paragraph, as Word writes. */
	const open: { tight: boolean }[] = [];
	/** How many were open where a signature began. */
	let hiddenFrom: number | null = null;
	let link: { href: string; words: string } | null = null;

	const add = (whole: string) => {
		length += whole.length + 1;
		lines.push(whole);
	};
	const end = () => {
		add(`${'> '.repeat(depth)}${line.trim()}`);
		line = '';
		worded = false;
		if (link) link.words = '';
	};
	const say = (words: string) => {
		line += words;
		worded ||= words.trim() !== '';
		if (link) link.words += words;
	};
	const endIfBegun = () => {
		// Word writes an empty line as a space that does not break.
		if (worded || line.includes('\u00a0')) end();
		else line = '';
	};

	for (const [, closing, name, attributes, text] of wellFormed(html).matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|([^<]+)/g)) {
		if (length > LONGEST_TEXT) break;
		if (text !== undefined) {
			if (hiddenFrom === null) say(unescape(text).replace(/[\t\n\r ]+/g, ' '));
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
			if (name === 'li') say('- ');
			if ((name === 'td' || name === 'th') && worded) say(' ');
			if (name === 'a') link = { href: unescape(/href="([^"]*)"/.exec(attributes!)?.[1] ?? ''), words: '' };
			continue;
		}
		const hidden = hiddenFrom !== null;
		if (hiddenFrom === open.length) hiddenFrom = null;
		const { tight } = open.pop()!;
		if (hidden) continue;
		if (name === 'a' && link) {
			const { href, words } = link;
			link = null;
			say(target(href, words));
		}
		if (BLOCKS.has(name!)) endIfBegun();
		if (name === 'blockquote') depth--;
		if (/^(p|h\d|ul|ol|table|blockquote)$/.test(name!) && !tight) add('> '.repeat(depth).trim());
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
