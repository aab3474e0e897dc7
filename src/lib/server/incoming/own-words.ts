import { isForward, nextWords, quoteMarkAt } from './quote-marks.ts';
import { trimmed, withoutSignature } from './signature-marks.ts';

/** Of what an answer between quotes answers, this much is enough to understand it. */
const LINES_OF_QUOTE = 6;

interface Part {
	kind: 'own' | 'quote';
	lines: string[];
}

/**
 * What somebody wrote in a mail: without what it quotes and without signatures. Answers between quotes keep the lines
 * they answer. Where nothing would be left, all of it.
 */
export function ownWords(text: string, names: string[] = []): string {
	const whole = cleaned(text);
	const parts = partsOf(whole.split('\n'))
		.map((part) => (part.kind === 'own' ? { ...part, lines: withoutSignature(part.lines, names) } : part))
		.filter(({ kind, lines }) => kind === 'quote' || lines.length > 0);
	const own = parts.filter(({ kind }) => kind === 'own');
	if (own.length === 0) return whole.trim();
	if (own.length === 1) return asMarkdown(own[0]!.lines).join('\n');
	return joined(parts);
}

/** Nobody reads on after so much: what a mail says is cut before anything is looked for in it. */
const LONGEST_TEXT = 200_000;
const MOST_LINES = 10_000;

/** A mail's text as it can be shown: no longer than anybody reads, without what cannot be seen, links as they were before a filter wrapped them. */
export const cleaned = (text: string): string =>
	text
		.slice(0, LONGEST_TEXT)
		.replace(/\r\n?/g, '\n')
		.toWellFormed()
		.replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
		.replace(/[^\P{Cc}\t\n]/gu, '')
		.replace(
			/https:\/\/[\w.-]+\.safelinks\.protection\.outlook\.com\/\?url=([^&\s>]+)[^\s>]*/gi,
			(all, url: string) => decoded(url) ?? all
		)
		.replace(
			/\[(cid:[^\]\n]{1,200}|image\s?:[^\]\n]{0,200}|Une image contenant[^\]]{0,300})\](<https?:[^<>\n]*>)?/gi,
			''
		)
		.split('\n', MOST_LINES)
		.map((line) => line.trimEnd())
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.replace(/^\n+/, '')
		.trimEnd();

function decoded(url: string): string | null {
	try {
		return decodeURIComponent(url);
	} catch {
		return null;
	}
}

function partsOf(lines: string[]): Part[] {
	const parts: Part[] = [];
	const add = (kind: Part['kind'], some: string[]) => {
		const last = parts.at(-1);
		if (last?.kind === kind) for (const line of some) last.lines.push(line);
		else parts.push({ kind, lines: [...some] });
	};
	let at = 0;
	while (at < lines.length) {
		const line = lines[at]!;
		if (isForward(line)) {
			add('own', lines.slice(at));
			break;
		}
		const mark = quoteMarkAt(lines, at);
		if (mark > 0) {
			add('quote', []);
			// Quoted line by line: there may be an answer below. Quoted as a whole: everything below is.
			if (!nextWords(lines, at + mark)?.startsWith('>')) break;
			at += mark;
			continue;
		}
		const between =
			line.trim() === '' && parts.at(-1)?.kind === 'quote' && (nextWords(lines, at)?.startsWith('>') ?? true);
		add(line.startsWith('>') || between ? 'quote' : 'own', [line]);
		at++;
	}
	return parts;
}

/** Answers, each below the end of what it answers. */
function joined(parts: Part[]): string {
	const last = parts.findLastIndex(({ kind }) => kind === 'own');
	return parts
		.slice(0, last + 1)
		.map(({ kind, lines }) => (kind === 'own' ? asMarkdown(lines) : shortened(lines)).join('\n'))
		.filter((part) => part !== '')
		.join('\n\n');
}

function shortened(lines: string[]): string[] {
	const said = trimmed(lines.filter((line) => !/^>\s*>/.test(line)).map((line) => line.replace(/^>\s?/, '')));
	const end = said.slice(-LINES_OF_QUOTE);
	return (end.length < said.length ? ['…', ...end] : end).map((line) => `> ${line}`.trimEnd());
}

/** Lines as typed, where Markdown would read an indent as code or a rule below words as a heading. */
const asMarkdown = (lines: string[]): string[] =>
	lines.flatMap((line) => {
		const shallow = line.replace(/^[ \t\u00a0]{2,}/, '').replace(/^(#{1,6}\s)/, '\\$1');
		return /^[-=]{2,}$/.test(shallow) ? ['', shallow.replace(/=/g, '-')] : [shallow];
	});
