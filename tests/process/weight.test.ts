import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cast } from '#server/demo/cast.ts';
import { weightOfPage } from '../../bench/weight.ts';
import { documentedLink } from '../support/documented.ts';
import { browser } from './browser.ts';
import { startServer, temporaryFolder } from './server.ts';

/** Bytes of script, gzipped (quality.md). */
const MOST = 90_000;
const MOST_TO_SIGN_IN = 45_000;
const root = join(import.meta.dirname, '../..');

test('no page makes a browser fetch more script than a slow phone can bear', async () => {
	const HANDOFF_SECRET = 'shared with the old portal alone';
	const server = await startServer({ DATA_DIR: temporaryFolder(), HANDOFF_SECRET });
	const [visitor, adam, sam, mona] = [browser(server), browser(server), browser(server), browser(server)];
	await adam.signIn('adam');
	await sam.signIn('sam');
	await mona.signIn('mona');
	expect(weightOfPage(root, (await visitor.ask('/login')).text)).toBeLessThan(MOST_TO_SIGN_IN);

	const home = (await adam.ask('/')).headers.location!;
	const linked = (html: string, path: string) => [
		...new Set([...html.matchAll(new RegExp(`href="(${path}/\\d+)"`, 'g'))].map(([, href]) => href!))
	];
	const own = linked((await adam.ask(`${home}/tickets?filter=all`)).text, `${home}/tickets`);
	const all = linked((await sam.ask('/staff/tickets')).text, '/staff/tickets');
	const customer = /href="(\/staff\/structures\/(?!new)[^"?]+)"/.exec((await sam.ask('/staff/structures')).text)![1]!;
	const item = /href="(\/staff\/news\/(?!new)[^"?/]+)\/readers"/.exec((await sam.ask('/staff/news')).text)![1]!;
	const read = /href="(\/s\/[^"]+\/news\/[^"?]+)"[^>]*>(?:(?!<\/a>)[\s\S])*Vos données/.exec(
		(await adam.ask(`${home}/news`)).text
	)![1]!;
	expect(own.length).toBeGreaterThan(3);
	expect(all.length).toBeGreaterThan(5);

	const { headers } = await mona.submit('/staff/campaigns/new', { name: 'Toutes', beginning: 'all', rate: '60' });
	const campaign = headers.location!;

	const mailing = /href="(\/staff\/mailings\/(?!new)[^"?]+)"[^>]*>Facturation/.exec(
		(await sam.ask('/staff/mailings')).text
	)![1]!;

	const inside = [
		'',
		'/tickets',
		'/tickets/new',
		'/tickets/search?q=a',
		'/contacts',
		'/structure',
		'/structure/addresses/new',
		'/structure/referents/dpo',
		'/structure/history',
		'/documents',
		'/news'
	];
	const { search } = new URL(await documentedLink(server.origin, HANDOFF_SECRET, cast.ines.email));
	const pages = [
		...['', search].map((query) => [visitor, `/from-old-portal${query}`] as const),
		...[
			...inside.map((path) => home + path),
			...own,
			read,
			'/account',
			'/account/notifications',
			'/account/notifications/preferences',
			'/help',
			'/welcome'
		].map((path) => [adam, path] as const),
		...['', '/new', '/search?q=a'].map((path) => [sam, `/staff/tickets${path}`] as const),
		...['', '/contacts', '/contacts/new', '/history', '/documents', '/documents/new'].map(
			(path) => [sam, customer + path] as const
		),
		...[
			...all,
			'/staff/structures',
			'/staff/structures/new',
			'/staff/requests',
			'/staff/proposals',
			'/staff/mails',
			'/staff/templates',
			'/staff/satisfaction',
			'/staff/news',
			'/staff/news/new',
			item,
			`${item}/readers`,
			'/staff/campaigns',
			'/staff/documents',
			'/staff/documents/new',
			'/staff/documents/batches/new'
		].map((path) => [sam, path] as const),
		...['', '/structures', '/people', '/message'].map((path) => [mona, campaign + path] as const),
		...['/staff', '/staff/tasks'].flatMap((path) => [[sam, path] as const, [mona, path] as const]),
		[mona, '/staff/campaigns/new'] as const,
		...['', '/new'].map((path) => [sam, `/staff/mailings${path}`] as const),
		...['', '/edit', '/structures', '/recipients', '/message'].map((path) => [sam, mailing + path] as const),
		[mona, '/staff/imports'] as const,
		...[
			'',
			'/identity',
			'/app',
			'/appearance',
			'/legal',
			'/categories?edit=new',
			'/products',
			'/limits',
			'/staff?invite'
		].map((path) => [mona, `/staff/settings${path}`] as const),
		[visitor, '/activation/none'] as const,
		[visitor, '/offline'] as const,
		[visitor, '/news'] as const,
		[visitor, '/app'] as const
	];
	const heavy: Record<string, number> = {};
	for (const [person, path] of pages) {
		const { status, text } = await person.ask(path);
		expect([path, status]).toEqual([path, 200]);
		const bytes = weightOfPage(root, text);
		if (bytes > MOST) heavy[path] = bytes;
	}
	expect(heavy).toEqual({});
});
