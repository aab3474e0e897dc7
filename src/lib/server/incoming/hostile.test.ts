import { expect, test } from 'vitest';
import { world } from '../../../../tests/support/world.ts';
import { failureOf } from './automatic.ts';
import { ownWords } from './own-words.ts';
import { parseIncoming } from './parse.ts';
import { receive } from './domain.ts';

/** What grows with the square of a text takes minutes at this length; what does not, some hundredths of a second. */
const LENGTH = 150_000;
const LIMIT_MS = 2_000;

const filled = (what: string, length = LENGTH) => what.repeat(Math.ceil(length / what.length));
const blanks = filled(' ');

function within<R>(work: () => R): R {
	const start = performance.now();
	const result = work();
	expect(performance.now() - start).toBeLessThan(LIMIT_MS);
	return result;
}

const HOSTILE_TEXTS = {
	'blanks before a word': `Bonjour\n${blanks}x`,
	'blanks that do not break': `Bonjour\n${filled('\u00a0')}x`,
	'blanks after the letter firms print a tree by': `p${blanks}x`,
	'blanks after the name of a disclaimer': `confidentialité${blanks}x`,
	'blanks after a word': `Cordialement${blanks}x`,
	'points after a closing formula': `Cordialement${filled(',')}x`,
	'links that begin and never end': `${filled('<http:')}x`,
	'pictures whose links never end': filled('[cid:a]<https:'),
	'lines that say who wrote': filled(`a écrit le ${' '.repeat(380)}x\n\n`),
	'addresses without end that wrote': filled(`${'@.'.repeat(180)} wr wrote\n\n`),
	'lines of a head': filled('De :\n'),
	'quotes and blank lines': filled('> a\n\n'),
	'answers between quotes': filled('> a\nb\n\n'),
	'lines of one letter': filled('a\n'),
	'lines of one letter, passed on': `Message transféré\n${filled('a\n', 300_000)}`
};

test.each(Object.entries(HOSTILE_TEXTS))('what somebody wrote is found in %s without delay', (_, text) => {
	expect(within(() => ownWords(text, ['Vera'])).length).toBeLessThanOrEqual(LENGTH + 50_000);
});

const htmlMail = (html: string) =>
	Buffer.from(`From: a@b.example\r\nMessage-ID: <a@b.example>\r\nContent-Type: text/html\r\n\r\n${html}`);

test.each(
	Object.entries({
		'elements that never close': filled('<b>', 600_000),
		'blocks that never close': filled('<div>', 600_000),
		'cells of one line': `<table><tr>${filled('<td>a</td>', 200_000)}`,
		'lines in quotes': `${'<blockquote>'.repeat(190)}${filled('<br>', 300_000)}`
	})
)('a mail of %s is read, or left to staff, without delay', async (_, html) => {
	const start = performance.now();
	expect((await parseIncoming(htmlMail(html))).wholeText.length).toBeLessThanOrEqual(200_000);
	expect(performance.now() - start).toBeLessThan(2 * LIMIT_MS);
});

test('what a failure of delivery says is found without delay, on whichever line it stands', () => {
	const report = (text: string) => failureOf({ report: text, subject: '' } as never);
	within(() => report(`Action: failed\nDiagnostic-Code:${filled('\n')}`));
	expect(report('Action: failed\nDiagnostic-Code: smtp;\n 550 5.1.1 unknown\n user\nStatus: 5.1.1')).toEqual({
		why: '550 5.1.1 unknown user'
	});
	expect(report('Action: failed\nDiagnostic-Code: 550 no such user')).toEqual({ why: '550 no such user' });
});

test('a mail of nothing but traps is taken in without delay, and waits', async () => {
	const { base } = await world();
	const traps = Object.values(HOSTILE_TEXTS).map((text) => text.slice(0, 12_000));
	const raw = Buffer.from(
		`From: Mallory <mal@ice.example>\r\nTo: portail@defi-informatique.example\r\nSubject: [#1] x\r\nMessage-ID: <t@ice.example>\r\n` +
			`Content-Type: text/plain; charset=utf-8\r\n\r\n${traps.join('\n\n').replace(/\n/g, '\r\n')}`
	);
	const start = performance.now();
	expect(await receive(base, raw)).toBe('waiting');
	expect(performance.now() - start).toBeLessThan(2 * LIMIT_MS);
});

test('what programs and people write is still told apart, with blanks and links where they put them', () => {
	expect(ownWords('Merci !\n\n   *De :*   Sam\n> Envoyé : hier\nÀ       : Vera\nObjet : x\n\nAncien')).toBe('Merci !');
	expect(ownWords('Merci !\n\nLe lun. 23 nov. 2026 à 10:00, Sam  <sam@defi.example>   a écrit   :\n\n> Ancien')).toBe(
		'Merci !'
	);
	expect(ownWords('Merci !\n\nSam <sam@defi.example>\na écrit :\n> Ancien')).toContain('Merci !');
	expect(ownWords('Merci !\nObtenir Outlook pour iOS <https://aka.ms/o0ukef> .')).toBe('Merci !');
	expect(ownWords('Merci !\nP   avant d’imprimer, pensez à la planète\nSuite')).toBe('Merci !');
	expect(ownWords('Merci !\nAvis de confidentialité   :  \nSuite')).toBe('Merci !');
	expect(ownWords(`Merci !\nCe message est ${'très '.repeat(60)}confidentiel.\nSuite`)).toBe('Merci !');
});
