import { expect, test } from 'vitest';
import { brandIn, dressed, filesNamedIn, filesOf, isWhole } from './shell-files.ts';

const at = new URL('https://client.example.fr/offline');
const path = (name: string) => `/_app/immutable/${name}`;
const build = new Set(
	[
		'entry/start.A.mjs',
		'entry/app.B.mjs',
		'nodes/0.mjs',
		'nodes/1.mjs',
		'chunks/c.mjs',
		'chunks/d.mjs',
		'assets/a.css',
		'assets/f.woff2'
	].map(path)
);

test('files are found as pages, scripts and stylesheets name them; what is no file of this build is not', () => {
	const page = `<link href="/_app/immutable/assets/a.css" rel="stylesheet"><script>import("/_app/immutable/entry/start.A.mjs")</script>
		<a href="/s/x/tickets.css"></a><script src="https://elsewhere.example/_app/immutable/none.mjs"></script>`;
	expect(filesNamedIn(page, at, build)).toEqual([path('assets/a.css'), path('entry/start.A.mjs')]);
	const script = 'import{a}from"./d.mjs";const b=()=>import(`../chunks/c.mjs`),m=["../assets/a.css","x.mjs"];';
	expect(filesNamedIn(script, new URL(path('chunks/z.mjs'), at), build)).toEqual(
		['chunks/d.mjs', 'chunks/c.mjs', 'assets/a.css'].map(path)
	);
	expect(filesNamedIn('src:url(./f.woff2) format("woff2")', new URL(path('assets/a.css'), at), build)).toEqual([
		path('assets/f.woff2')
	]);
});

test('the shell takes along all it may ever fetch, and none of the other pages', async () => {
	const texts: Record<string, string> = {
		[path('entry/start.A.mjs')]: 'import"./app.B.mjs"',
		[path('entry/app.B.mjs')]: 'import("../nodes/0.mjs");import("../nodes/1.mjs")',
		[path('nodes/1.mjs')]: 'import("../chunks/c.mjs")',
		[path('chunks/c.mjs')]: 'import"./d.mjs";["../assets/a.css"]',
		[path('chunks/d.mjs')]: 'import"./c.mjs"',
		[path('assets/a.css')]: 'src:url(f.woff2)'
	};
	const page = `<script>import("${path('entry/start.A.mjs')}");[import("${path('nodes/1.mjs')}")]</script>`;
	const found = await filesOf(page, at, build, async (name) => texts[name] ?? '');
	expect(found.sort()).toEqual([...build].filter((name) => name !== path('nodes/0.mjs')).sort());
});

test('a page of another version is not taken for this one’s', () => {
	expect(isWhole(`<link href="${path('assets/a.css')}">`, build)).toBe(true);
	expect(isWhole(`<link href="${path('assets/a.css')}"><link href="${path('assets/newer.css')}">`, build)).toBe(false);
});

test('the vendor’s looks come along, by their own addresses', () => {
	expect(
		brandIn('<link href="/brand/colors.css?v=0b&amp;x=1"><img src="/brand/logo?v=7f"><img src="/brand/logo?v=7f">')
	).toEqual(['/brand/colors.css?v=0b&x=1', '/brand/logo?v=7f']);
});

test('the shell speaks its reader’s language and wears their colours', () => {
	expect(dressed('<html lang="fr" data-theme="system"><p lang="fr">', { locale: 'en', theme: 'dark' })).toBe(
		'<html lang="en" data-theme="dark"><p lang="fr">'
	);
});
