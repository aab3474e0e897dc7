import type { Token, Tokens } from 'marked';

/** Blocks of a Markdown text as plain text, one string each. */
export const textOfBlocks = (tokens: readonly Token[]): string[] =>
	tokens.map((token) => textOfBlock(token as Tokens.Generic).trimEnd()).filter((block) => block !== '');

function textOfBlock(token: Tokens.Generic): string {
	switch (token.type) {
		case 'space':
		case 'def':
			return '';
		case 'hr':
			return '—'.repeat(10);
		case 'code':
			return String(token.text).replace(/^/gm, '    ');
		case 'blockquote':
			return textOfBlocks(token.tokens ?? [])
				.join('\n\n')
				.replace(/^/gm, '> ');
		case 'list':
			return (token as Tokens.List).items
				.map((item, index) => itemAsText(token as Tokens.List, item, index))
				.join('\n');
		case 'table':
			return [(token as Tokens.Table).header, ...(token as Tokens.Table).rows]
				.map((row) => row.map((cell) => words(cell.tokens)).join(' | '))
				.join('\n');
		case 'html':
			return String(token.raw);
		default:
			return token.tokens ? words(token.tokens) : decoded(String(token.text ?? token.raw));
	}
}

function itemAsText({ ordered, start }: Tokens.List, item: Tokens.ListItem, index: number): string {
	const mark = ordered ? `${Number(start || 1) + index}. ` : '- ';
	const [first = '', ...rest] = textOfBlocks(item.tokens.filter(({ type }) => type !== 'checkbox'))
		.join('\n')
		.split('\n');
	const box = item.task ? (item.checked ? '☑ ' : '☐ ') : '';
	return [mark + box + first, ...rest.map((line) => ' '.repeat(mark.length) + line)].join('\n');
}

const words = (tokens: readonly Token[]): string => tokens.map((token) => wordsOf(token as Tokens.Generic)).join('');

function wordsOf(token: Tokens.Generic): string {
	switch (token.type) {
		case 'br':
			return '\n';
		case 'link': {
			const label = words(token.tokens ?? []);
			const href = String(token.href);
			return label === href || `mailto:${label}` === href ? label : `${label} (${href})`;
		}
		case 'image':
			return String(token.text || token.href);
		case 'html':
			return String(token.raw);
		case 'codespan':
			return String(token.text);
		default:
			return token.tokens ? words(token.tokens) : decoded(String(token.text ?? token.raw));
	}
}

/** The parser escapes what it hands on as text in some of its tokens. */
const decoded = (text: string): string =>
	text
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#39;/g, "'")
		.replace(/&amp;/g, '&');
