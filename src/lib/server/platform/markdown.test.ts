import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';

test('Markdown becomes the HTML of a calm conversation', () => {
	expect(renderMarkdown('Bonjour,\nmerci **beaucoup**.')).toBe(
		'<p>Bonjour,<br />merci <strong>beaucoup</strong>.</p>\n'
	);
	expect(renderMarkdown('1. un\n2. deux')).toContain('<ol>');
	expect(renderMarkdown('- [x] fait')).toContain('☑');
	expect(renderMarkdown('| a | b |\n|---|---|\n| 1 | 2 |')).toContain('<td>1</td>');
	expect(renderMarkdown('```\nif (a < b)\n```')).toContain('<pre><code>if (a &lt; b)');
});

test('headings of a message stand below those of the page', () => {
	for (const level of [1, 2, 3, 4, 5, 6]) expect(renderMarkdown(`${'#'.repeat(level)} Titre`)).toBe('<h3>Titre</h3>\n');
});

test('links lead out safely, and only to the web or to an address', () => {
	expect(renderMarkdown('[ici](https://exemple.fr/a?b=1&c=2)')).toBe(
		'<p><a href="https://exemple.fr/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">ici</a></p>\n'
	);
	expect(renderMarkdown('[écrire](mailto:a@exemple.fr)')).toContain('href="mailto:a@exemple.fr"');
	for (const bad of [
		'javascript:alert(1)',
		'JaVaScRiPt:alert(1)',
		'java&#x0A;script:alert(1)',
		'data:text/html,x',
		'vbscript:x',
		'file:///etc/passwd',
		'//evil.example'
	]) {
		expect(renderMarkdown(`[ici](${bad})`)).not.toContain('href');
	}
});

test.each([
	'<script>alert(1)</script>',
	'<img src=x onerror=alert(1)>',
	'<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
	'<style>body{display:none}</style>',
	'<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
	'<iframe src="https://evil.example"></iframe>',
	'<form action="/logout"><input name=a></form>',
	'<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
	'**<b onmouseover=alert(1)>gras</b>**',
	'`<script>`\n\n<!-- --><script>alert(1)</script>',
	'[x](https://e.example "><script>alert(1)</script>")',
	'<https://e.example/"onmouseover="alert(1)>'
])('HTML in a message is shown, never obeyed: %s', (text) => {
	const html = renderMarkdown(text);
	const tags = [...html.matchAll(/<(\/?[a-z0-9]+)([^>]*)>/gi)];
	for (const [, name, attributes] of tags) {
		expect(['p', 'br', 'a', 'strong', 'code'], html).toContain(name!.replace('/', ''));
		expect(attributes, html).not.toMatch(/\son|style|javascript/i);
	}
});

test('an image is not loaded: its description stands in its place', () => {
	expect(renderMarkdown('![le plan](https://tracker.example/a.png)')).toBe('<p>le plan</p>\n');
	expect(renderMarkdown('![<script>](data:image/svg+xml,x)')).not.toMatch(/<(img|script)/);
});

test('a text built to exhaust the parser is rendered in a moment', () => {
	const long = 20_000;
	const texts = [
		'>',
		'> ',
		'[',
		'![',
		'*a ',
		'_a',
		'**a *',
		'`',
		'- ',
		'|',
		'<',
		'&',
		'(',
		'\\',
		'a@',
		'1. ',
		'\t- ',
		'[a](',
		'~~',
		'\n> '
	].map((piece) => piece.repeat(long).slice(0, long));
	for (const text of [...texts, Array.from({ length: 190 }, (_, depth) => `${' '.repeat(depth)}- a`).join('\n')]) {
		const start = performance.now();
		renderMarkdown(text);
		expect(performance.now() - start, text.slice(0, 10)).toBeLessThan(1500);
	}
});

test('a text built to be slow is shown as typed, a long table is not taken for one', () => {
	for (const text of [
		`${'*'.repeat(9999)}a${'*'.repeat(9999)}`,
		'a.b@'.repeat(4000),
		'1. '.repeat(5000),
		`a${' '.repeat(15_000)}b`
	]) {
		expect(renderMarkdown(text)).toBe(`<p>${text}</p>`);
	}
	const table = `| Nom | Montant |\n| --- | --- |\n${'| Mairie | **12** |\n'.repeat(300)}`;
	expect(renderMarkdown(table)).toContain('<td><strong>12</strong></td>');
});
