import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { publish, sell, written } from '../../../../tests/support/news-samples.ts';
import { everyRow } from '../../../../tests/support/rows.ts';
import { inOrder } from './readers-store.ts';
import { excerptOf } from './shown.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';

const key = () => ({ requestKey: randomUUID() });
const create = (here: World, changes = {}, publish = false) =>
	here.as('sam').news.create({ ...written(changes), publish, ...key() } as never);

/** What the editor would send to leave an item as it is. */
async function asItIs(here: World, id: string) {
	const { title, body, audience, products, roles, from, until, pinned, acknowledge, picture, revision } = await here
		.as('alix')
		.news.staffRead({ id });
	const boxes = { products: products.map(({ id }) => id), roles, pinned, acknowledge };
	const unchanged = {
		removePicture: false,
		files: [],
		alternative: picture?.alt ?? '',
		publish: false,
		widened: false
	};
	return { id, title, body, audience, ...boxes, from, until, ...unchanged, seen: revision };
}

const refusal = async (answer: Promise<unknown>) => {
	const { code, fields } = describe(
		await answer.then(
			() => null,
			(error: unknown) => error
		)
	);
	return { code, fields };
};

const audit = async ({ base }: World) =>
	(
		await base.db
			.selectFrom('auditEntry')
			.select(['act', 'actingAs'])
			.where('act', 'like', 'news.%')
			.orderBy('id')
			.execute()
	).map(({ act, actingAs }) => `${act} ${actingAs}`);

const listed = async (here: World, structure = here.structure('sexey')) =>
	(await here.as('vera').news.inside({ structure })).news.map(({ title }) => title);

test('a draft is nobody’s until it is published, and each act is written down', async () => {
	const here = await world();
	const { id } = await create(here, { title: 'À venir' });
	expect(await listed(here)).toEqual([]);
	expect((await here.as('mona').news.staffList({ state: 'draft' })).news).toMatchObject([{ id, title: 'À venir' }]);
	await here.as('sam').news.change({ ...(await asItIs(here, id)), title: 'C’est là', publish: true });
	expect(await listed(here)).toEqual(['C’est là']);
	await here.as('sam').news.change({ ...(await asItIs(here, id)), pinned: true });
	await here.as('sam').news.change({ ...(await asItIs(here, id)), pinned: false });
	await here.as('mona').news.end({ id });
	expect(await listed(here)).toEqual([]);
	expect((await here.as('mona').news.staffList({ state: 'ended' })).news).toMatchObject([{ id }]);
	const other = await create(here);
	await here.as('sam').news.discard({ id: other.id });
	expect(await audit(here)).toEqual([
		'news.created agent',
		'news.changed agent',
		'news.published agent',
		'news.changed agent',
		'news.pinned agent',
		'news.changed agent',
		'news.unpinned agent',
		'news.ended manager',
		'news.created agent',
		'news.discarded agent'
	]);
});

test('the same form sent twice makes one item', async () => {
	const here = await world();
	const input = { ...written(), ...key() };
	const ids = [await here.as('sam').news.create(input), await here.as('sam').news.create(input)];
	expect(ids[0]).toEqual(ids[1]);
	expect(await audit(here)).toEqual(['news.created agent']);
});

test('a form sent again once it was finished changes what it made, unless somebody else has', async () => {
	const here = await world();
	const sam = here.as('sam');
	const first = { ...written(), ...key() };
	const { id } = await sam.news.create(first);
	const finished = { ...first, body: 'Le texte entier.', publish: true };
	expect(await sam.news.create(finished)).toEqual({ id });
	expect(await sam.news.staffRead({ id })).toMatchObject({ state: 'online', body: 'Le texte entier.' });
	// The same once more is no change, and no refusal.
	expect(await sam.news.create(finished)).toEqual({ id });
	expect(await refusal(sam.news.create({ ...finished, body: 'Encore.' }))).toMatchObject({ code: 'conflict' });
	expect(await refusal(here.as('mona').news.create(first))).toMatchObject({ code: 'conflict' });
	expect((await sam.news.staffRead({ id })).body).toBe('Le texte entier.');
	expect(await audit(here)).toEqual(['news.created agent', 'news.changed agent', 'news.published agent']);
});

test('an item that ended is brought back to no more people without a question, and that is written down', async () => {
	const here = await world();
	const id = await publish(here, { roles: ['dpo'] });
	await here.as('sam').news.end({ id });
	const before = { ...(await asItIs(here, id)), until: '' };
	const back = { ...before, roles: [] };
	expect(await refusal(here.as('sam').news.change(back))).toMatchObject({ fields: { widened: expect.any(String) } });
	const still = { ...back, until: (await asItIs(here, id)).until };
	expect(await refusal(here.as('sam').news.change(still))).toMatchObject({ fields: { widened: expect.any(String) } });
	await here.as('sam').news.change({ ...back, widened: true });
	expect((await here.as('sam').news.staffRead({ id })).state).toBe('online');
	expect((await audit(here)).slice(-2)).toEqual(['news.changed agent', 'news.published agent']);
});

test('what was to come and has no beginning any more begins now, whatever end it has', async () => {
	const here = await world();
	const id = await publish(here, { from: '2090-03-01T09:00' });
	const until = '2090-02-01T09:00';
	await here.as('sam').news.change({ ...(await asItIs(here, id)), from: '', until });
	expect(await here.as('sam').news.staffRead({ id })).toMatchObject({ state: 'online', until });
	const other = await publish(here, { from: '2090-03-01T09:00' });
	const past = { ...(await asItIs(here, other)), from: '', until: '2020-02-01T09:00' };
	expect(await refusal(here.as('sam').news.change(past))).toMatchObject({ fields: { until: expect.any(String) } });
});

test.each([
	[
		'Écrivez à support_paie@defi.example pour C# et *tout* de suite.',
		'Écrivez à support_paie@defi.example pour C# et tout de suite.'
	],
	['# [Version **2_1**](https://a.example/x_y)\n\nSuite', 'Version 2_1'],
	['> Une citation, 3 > 2', 'Une citation, 3 > 2'],
	[`${'mot '.repeat(99)}suivant`, `${'mot '.repeat(99).trim()}…`]
])('« %s » is shown in a list as plain words', (body, excerpt) => {
	expect(excerptOf(body)).toBe(excerpt);
});

test('what is to come appears at its time on the clock of the portal’s place, and ends at its time', async () => {
	const here = await world();
	const now = Date.parse(here.base.now());
	const inParis = (moment: number) =>
		new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' }).format(moment);
	const [from, until] = [inParis(now + 2 * 3_600_000), inParis(now + 5 * 3_600_000)];
	const { id } = await create(here, { from, until }, true);
	const state = async () => (await here.as('sam').news.staffRead({ id })).state;
	expect([await state(), await listed(here)]).toEqual(['scheduled', []]);
	expect((await here.as('sam').news.staffList({ state: 'scheduled' })).news).toMatchObject([{ id }]);
	here.pass({ hours: 2, seconds: 1 });
	expect([await state(), (await listed(here)).length]).toEqual(['online', 1]);
	here.pass({ hours: 3 });
	expect([await state(), await listed(here)]).toEqual(['ended', []]);
	const { from: shown, until: shownUntil } = await here.as('sam').news.staffRead({ id });
	expect([shown, shownUntil]).toEqual([from.replace(' ', 'T'), until.replace(' ', 'T')]);
});

test.each([
	['the wrong way round', { from: '2090-02-01T09:00', until: '2090-01-01T09:00' }, { until: /après le début/ }],
	['at the same moment', { from: '2090-02-01T09:00', until: '2090-02-01T09:00' }, { until: /après le début/ }],
	['over before it begins', { until: '2020-01-01T09:00' }, { until: /déjà passée/ }],
	['on no calendar', { from: '2027-02-30T09:00' }, { from: /un jour et une heure/ }],
	['at an hour the clock leaves out', { from: '2027-03-28T02:30' }, { from: /un jour et une heure/ }],
	['in words', { until: 'demain' }, { until: /un jour et une heure/ }],
	['in another age', { until: '0026-01-01T09:00' }, { until: /un jour et une heure/ }],
	['for all and yet for some', { audience: 'public', roles: ['dpo'] }, { audience: /lue de tous/ }],
	['for the users of no product', { products: ['nothing'] }, { products: /n’existe plus/ }],
	['for holders of no role', { roles: ['boss'] }, { roles: /./ }],
	['without a title', { title: ' \u200b ' }, { title: /./ }],
	['without words', { body: ' \n\t' }, { body: /./ }],
	['too long', { body: 'a'.repeat(20_001) }, { body: /20.?000/ }],
	['with a title too long', { title: 'a'.repeat(151) }, { title: /150/ }]
])('an item %s is refused at its field, and nothing is kept', async (_, changes, told) => {
	const here = await world();
	const before = await everyRow(here.base.db);
	const { code, fields } = await refusal(create(here, changes, true));
	expect(code).toBe('invalid');
	for (const [field, text] of Object.entries(told))
		expect(Object.entries(fields!)).toContainEqual([expect.stringMatching(`^${field}`), expect.stringMatching(text)]);
	expect(await everyRow(here.base.db)).toBe(before);
});

test('the second of two who change the same item is told whose change it was, and overwrites nothing', async () => {
	const here = await world();
	const id = await publish(here);
	const seen = await asItIs(here, id);
	await here.as('mona').news.change({ ...seen, title: 'De Mona' });
	const before = await everyRow(here.base.db);
	const told = describe(
		await here
			.as('sam')
			.news.change({ ...seen, title: 'De Sam' })
			.catch((error: unknown) => error)
	);
	expect(told).toMatchObject({ code: 'conflict', message: expect.stringContaining('Mona Vautrin') });
	expect(await everyRow(here.base.db)).toBe(before);
	await here.as('sam').news.change({ ...(await asItIs(here, id)), title: 'De Sam' });
	expect(await listed(here)).toEqual(['De Sam']);
});

test('what is online reaches more people only where that is said to be intended', async () => {
	const here = await world();
	for (const product of ['mairie', 'cfa']) await sell(here, product);
	const id = await publish(here, { products: ['mairie'], roles: ['dpo'] });
	const change = async (changes: object) => here.as('sam').news.change({ ...(await asItIs(here, id)), ...changes });
	const wider: object[] = [
		{ products: [] },
		{ products: ['mairie', 'cfa'] },
		{ products: ['cfa'] },
		{ roles: [] },
		{ roles: ['dpo', 'technical'] },
		{ audience: 'public', products: [], roles: [] }
	];
	for (const changes of wider)
		expect(await refusal(change(changes)), JSON.stringify(changes)).toMatchObject({
			code: 'invalid',
			fields: { widened: expect.any(String) }
		});
	await change({ title: 'Le même public' });
	await change({ products: ['mairie', 'cfa'], widened: true });
	await change({ products: ['mairie'] });
	await here.as('sam').news.end({ id });
	await change({ products: [], widened: true });
});

test('an item that was to come can be taken back, a draft deleted, and nothing that was published', async () => {
	const here = await world();
	const { id } = await create(here, { from: '2090-01-01T09:00' }, true);
	expect(await refusal(here.as('sam').news.discard({ id }))).toMatchObject({ code: 'conflict' });
	await here.as('sam').news.end({ id });
	expect((await here.as('sam').news.staffRead({ id })).state).toBe('draft');
	expect(await refusal(here.as('sam').news.end({ id }))).toMatchObject({ code: 'conflict' });
	await here.as('sam').news.discard({ id });
	expect(await refusal(here.as('sam').news.staffRead({ id }))).toMatchObject({ code: 'not_found' });
	const online = await publish(here);
	await here.as('sam').news.end({ id: online });
	expect(await refusal(here.as('sam').news.discard({ id: online }))).toMatchObject({ code: 'conflict' });
});

test('what people have read and confirmed stays, whatever date it is given since', async () => {
	const here = await world();
	const sam = here.as('sam').news;
	const id = await publish(here, { acknowledge: true });
	here.pass({ seconds: 60 });
	const structure = here.structure('sexey');
	await here.as('vera').news.acknowledge({ structure, id });
	const readAt = (await sam.staffRead({ id })).publishedAt;
	for (const ended of [false, true]) {
		if (ended) expect((await sam.staffRead({ id })).state).toBe('ended');
		await sam.change({ ...(await asItIs(here, id)), from: '2090-01-01T09:00', until: '' } as never);
		expect((await sam.staffRead({ id })).state).toBe('scheduled');
		expect(await refusal(here.as('vera').news.readInside({ structure, id }))).toMatchObject({ code: 'not_found' });
		await sam.end({ id });
		expect(await sam.staffRead({ id })).toMatchObject({ state: 'ended', publishedAt: readAt });
		expect(await refusal(sam.discard({ id }))).toMatchObject({ code: 'conflict' });
	}
	const { acknowledgements } = await here.base.db
		.selectFrom('news')
		.select('acknowledgements')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	expect(acknowledgements).toBe(1);
});

test('lists go on where a page ended, pinned items first, each once, also when something is published meanwhile', async () => {
	const here = await world();
	const titles: string[] = [];
	for (let number = 0; number < 30; number++) {
		const title = `n° ${number}`;
		await publish(here, { title, audience: 'public', pinned: number < 3 });
		here.pass({ seconds: 1 });
		titles.push(title);
	}
	const order = [...titles.slice(0, 3).reverse(), ...titles.slice(3).reverse()];
	const structure = here.structure('sexey');
	const readers = {
		inside: (after?: string) => here.as('vera').news.inside({ structure, after }),
		public: (after?: string) => here.visitor().news.list({ after }),
		staff: (after?: string) => here.as('sam').news.staffList({ state: 'online', after })
	};
	for (const [name, page] of Object.entries(readers)) {
		const found: string[] = [];
		let after: string | undefined;
		do {
			const { news, next } = await page(after);
			found.push(...news.map(({ title }) => title));
			if (after === undefined && name === 'public') await publish(here, { title: 'Entre-temps', audience: 'public' });
			after = next ?? undefined;
		} while (after);
		expect(
			found.filter((title) => title !== 'Entre-temps'),
			name
		).toEqual(order);
	}
	expect((await here.visitor().news.list({ after: 'nonsense' })).news[0]!.title).toBe('n° 2');
});

test('confirming is said once, by whom it is asked of, and stays with its moment', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const id = await publish(here, { acknowledge: true, title: 'À lire' });
	const plain = await publish(here, { title: 'Pour information' });
	const vera = here.as('vera');
	expect(await vera.news.awaited({ structure })).toEqual({ count: 1, first: [{ id, title: 'À lire' }] });
	await vera.news.acknowledge({ structure, id });
	const { acknowledgement } = await vera.news.readInside({ structure, id });
	expect(acknowledgement!.at).not.toBeNull();
	here.pass({ hours: 1 });
	await vera.news.acknowledge({ structure, id });
	expect((await vera.news.readInside({ structure, id })).acknowledgement).toEqual(acknowledgement);
	await vera.news.acknowledge({ structure, id: plain });
	expect((await vera.news.readInside({ structure, id: plain })).acknowledgement).toBeNull();
	expect(await here.base.db.selectFrom('newsAcknowledgement').selectAll().execute()).toHaveLength(1);
	expect((await audit(here)).filter((act) => act.startsWith('news.acknowledged'))).toEqual([
		'news.acknowledged member'
	]);
	expect((await vera.news.awaited({ structure })).count).toBe(0);
});

test('staff see who has confirmed and who has not, one row a person, of those it is meant for now', async () => {
	const here = await world();
	await sell(here, 'mairie', [here.structure('sexey'), here.structure('maron')]);
	const id = await publish(here, { acknowledge: true, products: ['mairie'] });
	await here.as('thea').news.acknowledge({ structure: here.structure('maron'), id });
	const { readers, totals, structures } = await here.as('sam').news.readers({ id, filter: 'all' });
	const thea = readers.filter(({ email }) => email === cast.thea.email);
	expect(thea).toHaveLength(1);
	expect(thea[0]).toMatchObject({ acknowledgedAt: expect.any(String) });
	expect(thea[0]!.structures.map(({ customerNumber }) => customerNumber).sort()).toEqual(['C10601', 'C10606']);
	expect(readers.map(({ email }) => email)).toEqual(expect.arrayContaining([cast.vera.email, cast.adam.email]));
	for (const who of ['pia', 'lola', 'rene', 'ines', 'otto'] as const)
		expect(readers.map(({ email }) => email)).not.toContain(cast[who].email);
	expect(totals).toEqual({ all: readers.length, done: 1, waiting: readers.length - 1 });
	expect(structures).toBe(2);
	const only = async (filter: 'waiting' | 'done') =>
		(await here.as('sam').news.readers({ id, filter })).readers.map(({ email }) => email);
	expect(await only('done')).toEqual([cast.thea.email]);
	expect(await only('waiting')).toEqual(readers.map(({ email }) => email).filter((email) => email !== cast.thea.email));
	expect(await here.as('sam').news.reach({ audience: 'members', products: ['mairie'], roles: [] })).toEqual({
		people: totals.all,
		structures: 2
	});
	// Who is shut out is asked no more, and who has said so is no more among those asked.
	await here.base.db.updateTable('contact').set({ access: 'locked' }).where('email', '=', cast.thea.email).execute();
	expect((await here.as('sam').news.readers({ id, filter: 'all' })).totals).toMatchObject({
		done: 0,
		all: totals.all - 1
	});
});

test('the list as a spreadsheet names everybody, and what looks like a formula is a text', async () => {
	const here = await world();
	const id = await publish(here, { acknowledge: true, roles: ['administrator'] });
	await here.base.db.updateTable('contact').set({ lastName: '=cmd()' }).where('email', '=', cast.adam.email).execute();
	await here.as('adam').news.acknowledge({ structure: here.structure('sexey'), id });
	const { csv, next, name } = await here.as('sam').news.exportReaders({ id });
	expect(name).toMatch(/^prises-de-connaissance-\d{4}-\d\d-\d\d\.csv$/);
	expect(next).toBeNull();
	const rows = csv.trimEnd().split('\r\n');
	expect(rows[0]).toBe('\ufeffNom;Prénom;Adresse e-mail;Structures;Codes client;Confirmé;Le');
	const row = rows.find((row) => row.includes(cast.adam.email))!;
	expect(row).toMatch(/^'=cmd\(\);Adam;.*;C10601;oui;\d{4}-\d\d-\d\d \d\d:\d\d$/);
	expect(rows.find((row) => row.includes(cast.otto.email))).toMatch(/;non;$/);
});

test('a part of the list goes on after somebody who is gone meanwhile', async () => {
	const here = await world();
	const id = await publish(here, { acknowledge: true });
	const audience = { audience: 'members' as const, products: [], roles: [] };
	const [first, ...rest] = await inOrder(here.base.db, id, audience, 'all', undefined, 100);
	await here.base.db.updateTable('contact').set({ access: 'locked' }).where('id', '=', first!.contactId).execute();
	const { sortName, standing, searchText, contactId } = first!;
	const after = JSON.stringify([sortName, standing, searchText, contactId]);
	const { csv } = await here.as('sam').news.exportReaders({ id, after });
	expect(csv.trimEnd().split('\r\n').length).toBe(rest.length);
	expect(csv).toContain(rest[0]!.email);
});

test('a preview shows what stands in the editor, and keeps nothing', async () => {
	const here = await world();
	await sell(here, 'mairie', [here.structure('sexey')]);
	const before = await everyRow(here.base.db);
	const shown = await here.as('sam').news.preview(
		written({
			body: '**Gras** <b>non</b>',
			products: ['mairie'],
			roles: ['administrator'],
			acknowledge: true
		}) as never
	);
	expect(shown.news).toMatchObject({ title: 'Nouveauté', acknowledgement: { at: null }, picture: null });
	expect(shown.news.html).toContain('<strong>Gras</strong>');
	expect(shown.news.html).not.toContain('<b>');
	expect(shown).toMatchObject({ products: ['Produit mairie'], reach: { people: 1, structures: 1 } });
	expect(await everyRow(here.base.db)).toBe(before);
});
