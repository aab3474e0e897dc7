import { expect, test } from 'vitest';
import { put } from '../../../../tests/support/files.ts';
import { picture, publish, sell, versionIn } from '../../../../tests/support/news-samples.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';
import type { StructureKey } from '#server/demo/structures.ts';

/** Who reads, and in which of their structures; where nobody is let in, the news of everybody are what is left. */
const READERS: { who: CastKey | 'anonymous'; in?: StructureKey }[] = [
	{ who: 'anonymous' },
	{ who: 'noor' },
	{ who: 'pia', in: 'sexey' },
	{ who: 'vera', in: 'sexey' },
	{ who: 'adam', in: 'sexey' },
	{ who: 'thea', in: 'sexey' },
	{ who: 'thea', in: 'maron' },
	{ who: 'otto', in: 'commercy' },
	{ who: 'vic', in: 'commercy' },
	{ who: 'lola', in: 'sexey' },
	{ who: 'rene', in: 'sexey' }
];

/**
 * `yes` reads it, `-` finds nothing there. Sexey has the product « mairie », Commercy « cfa », Maron neither. In Sexey Adam
 * is administrator and technical referent, Théa accounting referent; in Maron she is administrator, accounting referent
 * and DPO; in Commercy Otto is administrator. Pia waits, Lola is locked, René refused, Noor has no structure.
 */
//                                     anon. noor  pia   vera  adam  thea  thea/maron otto  vic   lola  rene
const EXPECTED = {
	public: '                          yes   yes   yes   yes   yes   yes   yes        yes   yes   yes   yes',
	inside: '                          -     -     -     yes   yes   yes   yes        yes   yes   -     -',
	mairie: '                          -     -     -     yes   yes   yes   -          -     -     -     -',
	cfa: '                             -     -     -     -     -     -     -          yes   yes   -     -',
	'mairie, cfa': '                     -     -     -     yes   yes   yes   -          yes   yes   -     -',
	unsold: '                          -     -     -     -     -     -     -          -     -     -     -',
	administrator: '                   -     -     -     -     yes   -     yes        yes   -     -     -',
	accounting: '                      -     -     -     -     -     yes   yes        -     -     -     -',
	technical: '                       -     -     -     -     yes   -     -          -     -     -     -',
	dpo: '                             -     -     -     -     -     -     yes        -     -     -     -',
	'administrator, accounting': '       -     -     -     -     yes   yes   yes        yes   -     -     -',
	'mairie administrator': '            -     -     -     -     yes   -     -          -     -     -     -',
	'mairie accounting': '               -     -     -     -     -     yes   -          -     -     -     -',
	'mairie dpo': '                      -     -     -     -     -     -     -          -     -     -     -',
	'cfa administrator': '               -     -     -     -     -     -     -          yes   -     -     -',
	'cfa accounting': '                  -     -     -     -     -     -     -          -     -     -     -',
	draft: '                           -     -     -     -     -     -     -          -     -     -     -',
	scheduled: '                       -     -     -     -     -     -     -          -     -     -     -',
	ended: '                           -     -     -     -     -     -     -          -     -     -     -',
	'public, scheduled': '               -     -     -     -     -     -     -          -     -     -     -',
	'public, ended': '                   -     -     -     -     -     -     -          -     -     -     -'
} as const;
type Audience = keyof typeof EXPECTED;

const ITEMS: Record<Audience, Record<string, unknown>> = {
	public: { audience: 'public' },
	inside: {},
	mairie: { products: ['mairie'] },
	cfa: { products: ['cfa'] },
	'mairie, cfa': { products: ['mairie', 'cfa'] },
	unsold: { products: ['unsold'] },
	administrator: { roles: ['administrator'] },
	accounting: { roles: ['accounting'] },
	technical: { roles: ['technical'] },
	dpo: { roles: ['dpo'] },
	'administrator, accounting': { roles: ['administrator', 'accounting'] },
	'mairie administrator': { products: ['mairie'], roles: ['administrator'] },
	'mairie accounting': { products: ['mairie'], roles: ['accounting'] },
	'mairie dpo': { products: ['mairie'], roles: ['dpo'] },
	'cfa administrator': { products: ['cfa'], roles: ['administrator'] },
	'cfa accounting': { products: ['cfa'], roles: ['accounting'] },
	draft: {},
	scheduled: { from: '2090-01-01T09:00' },
	ended: {},
	'public, scheduled': { audience: 'public', from: '2090-01-01T09:00' },
	'public, ended': { audience: 'public' }
};

const AUDIENCES = Object.keys(EXPECTED) as Audience[];

interface Item {
	id: string;
	version: string;
	title: string;
}

/** One item of each kind, each with a picture of its own and asking to be confirmed. */
async function published(here: World, audiences: readonly Audience[] = AUDIENCES): Promise<Record<Audience, Item>> {
	await sell(here, 'mairie', [here.structure('sexey')]);
	await sell(here, 'cfa', [here.structure('commercy')]);
	await sell(here, 'unsold');
	const staff = here.as('alix');
	const items = {} as Record<Audience, Item>;
	for (const [index, audience] of audiences.entries()) {
		const title = `Pour ${audience}`;
		const files = [await put(staff, 'photo.jpg', await picture(30 + index, 20))];
		const words = { title, body: `Du **neuf** pour ${audience}.`, alternative: 'Une porte.', acknowledge: true };
		const id = await publish(here, { ...ITEMS[audience], ...words, files });
		if (audience.endsWith('ended')) await staff.news.end({ id });
		// What was to come and is no more is a draft.
		if (audience === 'draft')
			await here.base.db.updateTable('news').set({ releasedAt: null }).where('id', '=', id).execute();
		items[audience] = { id, title, version: versionIn((await staff.news.staffRead({ id })).picture!.src) };
	}
	return items;
}

/** For all tests that only read: making twenty-one pictures is most of what they cost. */
let readOnly: Promise<{ here: World; items: Record<Audience, Item> }> | undefined;

const publishedOnce = () => (readOnly ??= world().then(async (here) => ({ here, items: await published(here) })));

const answers = (asked: Promise<unknown>): Promise<'yes' | '-' | string> =>
	asked.then(
		() => 'yes',
		(error: { code?: string }) => (error.code === 'NOT_FOUND' ? '-' : `refused: ${error.code}`)
	);

/** All pages of a list. */
async function ids(
	page: (after?: string) => Promise<{ news: { id: string }[]; next: string | null }>
): Promise<string[]> {
	const found: string[] = [];
	for (let after: string | undefined; ;) {
		const { news, next } = await page(after);
		found.push(...news.map(({ id }) => id));
		if (next === null) return found;
		after = next;
	}
}

const cells = (row: string): string[] => row.trim().split(/\s+/);

test('who reads what: the list, the page, its picture, what awaits and what may be confirmed all say the same', async () => {
	const { here, items } = await publishedOnce();
	for (const [column, { who, in: place }] of READERS.entries()) {
		const api = who === 'anonymous' ? here.visitor() : here.as(who);
		const structure = place && here.structure(place);
		const letIn = structure !== undefined && (await answers(api.news.inside({ structure }))) === 'yes';
		const listed = letIn
			? await ids((after) => api.news.inside({ structure, after }))
			: await ids((after) => api.news.list({ after }));
		expect(letIn, `${who} is a member`).toBe(!['anonymous', 'noor', 'pia', 'lola', 'rene'].includes(who));
		const expected = AUDIENCES.filter((audience) => cells(EXPECTED[audience])[column] === 'yes');
		// Before any is confirmed.
		if (letIn) expect((await api.news.awaited({ structure })).count, `${who} awaits`).toBe(expected.length);
		for (const audience of AUDIENCES) {
			const { id } = items[audience];
			const told = `${who} in ${place}: ${audience}`;
			const cell = cells(EXPECTED[audience])[column]!;
			expect(listed.includes(id) ? 'yes' : '-', `${told}, listed`).toBe(cell);
			const read = letIn ? api.news.readInside({ structure, id }) : api.news.read({ id });
			expect(await answers(read), `${told}, read`).toBe(cell);
			if (letIn) expect(await answers(api.news.acknowledge({ structure, id })), `${told}, confirmed`).toBe(cell);
		}
		if (letIn) expect((await api.news.awaited({ structure })).count, `${who} awaits nothing more`).toBe(0);
		expect(listed).toHaveLength(expected.length);
		await here.base.db.deleteFrom('newsAcknowledgement').execute();
	}
});

test('a picture is seen by whoever may read its item in one of their structures, and by nobody else', async () => {
	const { here, items } = await publishedOnce();
	for (const who of new Set(READERS.map(({ who }) => who))) {
		const api = who === 'anonymous' ? here.visitor() : here.as(who);
		const columns = READERS.flatMap((reader, column) => (reader.who === who ? [column] : []));
		for (const audience of AUDIENCES) {
			const row = cells(EXPECTED[audience]);
			const cell = columns.some((column) => row[column] === 'yes') ? 'yes' : '-';
			const { id, version } = items[audience];
			expect(await answers(api.news.picture({ id, version })), `${who}: ${audience}`).toBe(cell);
			expect(await answers(api.news.picture({ id, version: '000000000000' })), 'of no version').toBe('-');
		}
	}
});

test('only what is public and online is on the sign-in page, in the public list and in the feed', async () => {
	const { here, items } = await publishedOnce();
	for (const who of ['anonymous', 'vera', 'otto', 'mona'] as const) {
		const api = who === 'anonymous' ? here.visitor() : here.as(who);
		const latest = (await api.news.latest()).map(({ id }) => id);
		expect(latest, who).toEqual([items.public.id]);
		expect(await ids((after) => api.news.list({ after })), who).toEqual([items.public.id]);
		const feed = await api.news.feed();
		const [shown, ...others] = AUDIENCES.map((audience) => feed.includes(items[audience].id));
		expect([shown, ...new Set(others)], who).toEqual([true, false]);
		for (const audience of AUDIENCES)
			expect(await answers(api.news.read({ id: items[audience].id })), `${who}: ${audience}`).toBe(
				audience === 'public' ? 'yes' : '-'
			);
	}
});

test('staff see every item and picture, whatever its state', async () => {
	const { here, items } = await publishedOnce();
	for (const who of ['sam', 'mona'] as const)
		for (const audience of AUDIENCES) {
			const { id, version } = items[audience];
			expect(await answers(here.as(who).news.staffRead({ id })), audience).toBe('yes');
			expect(await answers(here.as(who).news.picture({ id, version })), audience).toBe('yes');
		}
});

test("another structure's item reads exactly like one that does not exist", async () => {
	const { here, items } = await publishedOnce();
	const structure = here.structure('sexey');
	const told = (id: string) =>
		here
			.as('vera')
			.news.readInside({ structure, id })
			.catch((error: Error) => JSON.stringify([error.message, { ...error, stack: '' }]));
	expect(await told(items.cfa.id)).toBe(await told('019f0000-0000-7000-8000-000000000000'));
});

test('whoever loses their access, their role, or whose structure loses the product, no longer reads', async () => {
	const here = await world();
	const items = await published(here, ['inside', 'mairie', 'accounting']);
	const structure = here.structure('sexey');
	const reads = (who: CastKey, audience: Audience) =>
		answers(here.as(who).news.readInside({ structure, id: items[audience].id }));
	expect([await reads('thea', 'accounting'), await reads('vera', 'mairie')]).toEqual(['yes', 'yes']);
	await here.base.db
		.deleteFrom('referent')
		.where('contactId', '=', await here.contactId('thea', 'sexey'))
		.execute();
	await here.base.db.deleteFrom('structureProduct').where('structureId', '=', structure).execute();
	expect([await reads('thea', 'accounting'), await reads('vera', 'mairie')]).toEqual(['-', '-']);
	await here.as('adam').contacts.lock({ structure, contact: await here.contactId('vera', 'sexey'), vacate: true });
	expect(await reads('vera', 'inside')).toBe('-');
	const { id, version } = items.inside;
	expect(await answers(here.as('vera').news.picture({ id, version }))).toBe('-');
});
