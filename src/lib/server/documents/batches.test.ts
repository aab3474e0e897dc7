import { randomUUID } from 'node:crypto';
import { describe as group, expect, test } from 'vitest';
import { forgetBatches } from './domain.ts';
import { documentIn } from '../../../../tests/support/document-samples.ts';
import { put } from '../../../../tests/support/files.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';

/** A batch of files by name; what is in each follows its name, or is said. */
async function batchOf(here: World, names: (string | [name: string, bytes: string])[], values: object = {}) {
	const sam = here.as('sam');
	const files: string[] = [];
	for (const one of names) {
		const [name, bytes] = typeof one === 'string' ? [one, `Contenu de ${one}`] : one;
		files.push(await put(sam, name, bytes));
	}
	return (await sam.documents.createBatch({ kind: 'invoice', files, announce: true, ...values })).id;
}

const read = async (here: World, batch: string) => (await here.as('sam').documents.batch({ batch })).files;
const states = async (here: World, batch: string) => (await read(here, batch)).map(({ state }) => state);
const hashes = async ({ base }: World, batch: string) =>
	(await base.db.selectFrom('documentBatchFile').select('hash').where('batchId', '=', batch).execute()).map(
		({ hash }) => hash
	);

test('each file is given to the structure its name says, or says why not', async () => {
	const here = await world();
	await documentIn(here, here.structure('commercy'), { kind: 'invoice', bytes: 'Déjà là' });
	const batch = await batchOf(here, [
		'FAC-118_C10601_novembre.txt',
		['FAC-119_C10602.txt', 'Déjà là'],
		['copie_C10601.txt', 'Contenu de FAC-118_C10601_novembre.txt'],
		['copie_C10603.txt', 'Contenu de FAC-118_C10601_novembre.txt'],
		'FAC-120.txt',
		'FAC-121_C99999.txt',
		'C10601_C10602.txt'
	]);
	expect(await read(here, batch)).toMatchObject([
		{ state: 'ready', title: 'FAC-118 novembre', structure: { customerNumber: 'C10601' }, byHand: false },
		{ state: 'already_there', structure: { customerNumber: 'C10602' } },
		{ state: 'twice' },
		{ state: 'twice' },
		{ state: 'no_number', structure: null, numbers: [] },
		{ state: 'unknown_number', numbers: ['C99999'] },
		{ state: 'two_numbers', numbers: ['C10601', 'C10602'] }
	]);
	const seen = await here.as('mona').documents.batches();
	expect(seen).toMatchObject([{ id: batch, createdBy: 'Samuel Petitjean', counts: { ready: 1, twice: 2 } }]);
	for (const filter of ['ready', 'to_fix', 'left_out', 'published'] as const)
		expect((await here.as('sam').documents.batch({ batch, filter })).files).toHaveLength(
			{ ready: 1, to_fix: 6, left_out: 0, published: 0 }[filter]
		);
	// Looked at, nothing of it is anybody's.
	expect((await here.as('adam').documents.list({ structure: here.structure('sexey') })).documents).toEqual([]);
	expect(await here.mails()).toEqual([]);
});

test('what is no invoice may be for several structures, once each', async () => {
	const here = await world();
	const same = 'Conditions générales';
	const names = ['a_C10601.txt', 'b_C10602.txt', 'c_C10601.txt'].map((name) => [name, same] as [string, string]);
	const batch = await batchOf(here, names, { kind: 'other', seenBy: 'everybody' });
	expect(await states(here, batch)).toEqual(['ready', 'ready', 'twice']);
	const sam = here.as('sam');
	expect(await sam.documents.publishBatch({ batch, seen: 2 })).toEqual({ count: 2 });
	expect(await states(here, batch)).toEqual(['published', 'published', 'already_there']);
});

test('staff choose a structure by hand, leave a file out, put it back, and publish in one act', async () => {
	const here = await world();
	const { documents } = here.as('sam');
	const batch = await batchOf(here, [
		'FAC-1_C10601.txt',
		'FAC-2.txt',
		['copie_C10601.txt', 'Contenu de FAC-1_C10601.txt']
	]);
	const [first, second, copy] = await read(here, batch);
	await expect(
		documents.changeBatchFile({ batch, file: second!.id, title: 'Facture 2', seen: 1 })
	).rejects.toMatchObject({
		cause: { fields: { structure: expect.any(String) } }
	});
	await expect(
		documents.changeBatchFile({ batch, file: second!.id, title: 'Facture 2', structure: 'nowhere', seen: 1 })
	).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await documents.changeBatchFile({
		batch,
		file: second!.id,
		title: 'Facture 2',
		structure: here.structure('commercy'),
		seen: 1
	});
	// A form of before that would put it back where it was, or elsewhere.
	await expect(
		documents.changeBatchFile({
			...{ batch, file: second!.id, title: 'Facture 3', seen: 1 },
			structure: here.structure('maron')
		})
	).rejects.toMatchObject({ code: 'CONFLICT', cause: { fields: { seen: expect.any(String) } } });
	await documents.leaveOut({ batch, file: first!.id });
	expect(await read(here, batch)).toMatchObject([
		{ state: 'left_out' },
		{ state: 'ready', title: 'Facture 2', byHand: true },
		// Nothing stands in its way any more.
		{ state: 'ready' }
	]);
	await documents.putBack({ batch, file: first!.id });
	await documents.leaveOut({ batch, file: copy!.id });
	expect(await documents.publishBatch({ batch, seen: 2 })).toEqual({ count: 2 });
	expect(await states(here, batch)).toEqual(['published', 'published', 'left_out']);
	const { documents: ofOtto } = await here.as('otto').documents.list({ structure: here.structure('commercy') });
	expect(ofOtto).toMatchObject([{ title: 'Facture 2', kind: 'invoice', fileName: 'FAC-2.txt' }]);
	const entries = await here.base.db
		.selectFrom('auditEntry')
		.select(['act'])
		.where('act', 'like', 'document.%')
		.execute();
	expect(entries.map(({ act }) => act)).toEqual([
		'document.batch_created',
		'document.batch_file_changed',
		'document.batch_file_left_out',
		'document.batch_file_put_back',
		'document.batch_file_left_out',
		'document.published',
		'document.published',
		'document.batch_published'
	]);
});

group('Publishing', () => {
	test('sent twice, also at the same time, publishes and tells once', async () => {
		const here = await world();
		const { documents } = here.as('sam');
		const batch = await batchOf(here, ['FAC-1_C10601.txt', 'FAC-2_C10601.txt']);
		const both = await Promise.all([1, 2].map(() => documents.publishBatch({ batch, seen: 2 })));
		expect([...both, await documents.publishBatch({ batch, seen: 2 })]).toEqual(Array(3).fill({ count: 2 }));
		expect((await here.as('thea').documents.list({ structure: here.structure('sexey') })).documents).toHaveLength(2);
		expect((await here.mails()).map(({ to }) => to)).toEqual([cast.thea.email]);
	});

	test('is refused where the list is another than the one that was seen, and where nothing is ready', async () => {
		const here = await world();
		const { documents } = here.as('sam');
		const batch = await batchOf(here, ['FAC-1_C10601.txt', 'FAC-2_C10602.txt']);
		const [first, second] = await read(here, batch);
		await documents.leaveOut({ batch, file: first!.id });
		await expect(documents.publishBatch({ batch, seen: 2 })).rejects.toMatchObject({ code: 'CONFLICT' });
		await documents.leaveOut({ batch, file: second!.id });
		await expect(documents.publishBatch({ batch, seen: 0 })).rejects.toMatchObject({ code: 'CONFLICT' });
		expect((await here.base.db.selectFrom('document').select('id').execute()).length).toBe(0);
	});

	test('a file that came to be in the structure meanwhile is not published twice', async () => {
		const here = await world();
		const batch = await batchOf(here, [['FAC-1_C10601.txt', 'Facture 1'], 'FAC-2_C10601.txt']);
		await documentIn(here, here.structure('sexey'), { kind: 'invoice', bytes: 'Facture 1' });
		expect(await states(here, batch)).toEqual(['already_there', 'ready']);
		await here.as('sam').documents.publishBatch({ batch, seen: 1 });
		expect((await here.as('adam').documents.list({ structure: here.structure('sexey') })).counts).toEqual([
			{ kind: 'invoice', count: 2 }
		]);
	});

	test('what is fixed later is published later, and tells its own people alone', async () => {
		const here = await world();
		const { documents } = here.as('sam');
		const batch = await batchOf(here, ['FAC-1_C10601.txt', 'FAC-2.txt']);
		await documents.publishBatch({ batch, seen: 1 });
		await here.mails();
		const [published, second] = await read(here, batch);
		await expect(documents.leaveOut({ batch, file: published!.id })).rejects.toMatchObject({ code: 'CONFLICT' });
		await documents.changeBatchFile({
			batch,
			file: second!.id,
			title: 'F2',
			structure: here.structure('maron'),
			seen: 1
		});
		await documents.publishBatch({ batch, seen: 1 });
		const mails = await here.mails();
		expect(mails.map(({ to }) => to)).toEqual([cast.thea.email]);
		expect(mails[0]!.text).toContain(`/s/${here.structure('maron')}/documents`);
		expect(mails[0]!.text).not.toContain('FAC-1');
	});

	test('tells nobody where staff chose so', async () => {
		const here = await world();
		const batch = await batchOf(here, ['FAC-1_C10601.txt'], { announce: false });
		await here.as('sam').documents.publishBatch({ batch, seen: 1 });
		expect(await here.mails()).toEqual([]);
	});
});

test('the same form sent twice makes one batch; with other files, another', async () => {
	const here = await world();
	const requestKey = randomUUID();
	const sam = here.as('sam');
	const send = async (bytes: string) =>
		sam.documents.createBatch({ kind: 'invoice', files: [await put(sam, 'FAC-1_C10601.txt', bytes)], requestKey });
	const first = await send('Un');
	expect(await send('Un')).toEqual(first);
	expect(await send('Deux')).not.toEqual(first);
	expect(await sam.documents.batches()).toHaveLength(2);
});

test('a batch nobody finishes is forgotten after a week with its bytes; what was published of it stays', async () => {
	const here = await world();
	const batch = await batchOf(here, ['FAC-1_C10601.txt', 'FAC-2.txt']);
	await here.as('sam').documents.publishBatch({ batch, seen: 1 });
	const [published, waiting] = await hashes(here, batch);
	here.pass({ days: 6 });
	await forgetBatches(here.base);
	expect(await states(here, batch)).toEqual(['published', 'no_number']);
	here.pass({ days: 1, seconds: 60 });
	await forgetBatches(here.base);
	await expect(read(here, batch)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect([await here.base.files.read(published!), await here.base.files.read(waiting!)]).toEqual([
		expect.anything(),
		null
	]);
	expect((await here.as('thea').documents.list({ structure: here.structure('sexey') })).documents).toHaveLength(1);
});

test('given up, it leaves nothing; a withdrawn document’s bytes go though it came by a batch', async () => {
	const here = await world();
	const { documents } = here.as('sam');
	const batch = await batchOf(here, ['FAC-1_C10601.txt', 'FAC-2.txt']);
	const [first, second] = await hashes(here, batch);
	await documents.publishBatch({ batch, seen: 1 });
	const [document] = (await documents.kept({ of: here.structure('sexey') })).documents;
	await documents.withdraw({ document: document!.id });
	await documents.forgetFile({ document: document!.id });
	expect(await here.base.files.read(first!)).toBeNull();
	await documents.discardBatch({ batch });
	expect(await here.base.files.read(second!)).toBeNull();
	expect(await documents.batches()).toEqual([]);
});

test('five hundred files are matched, read and published in one act', { timeout: 60_000 }, async () => {
	const here = await world();
	const sam = here.as('sam');
	const files: string[] = [];
	for (let index = 0; index < 500; index++)
		files.push(await put(sam, `FAC-${index}_C1060${1 + (index % 6)}.txt`, `Facture ${index}`));
	const started = Date.now();
	const { id: batch } = await sam.documents.createBatch({ kind: 'invoice', files, announce: true });
	const first = await sam.documents.batch({ batch });
	expect([first.files.length, first.counts.ready, first.structures]).toEqual([50, 500, 6]);
	const places = new Set(first.files.map(({ id }) => id));
	for (let after = first.next; after;) {
		const page = await sam.documents.batch({ batch, after });
		for (const { id } of page.files) places.add(id);
		after = page.next;
	}
	expect(places.size).toBe(500);
	expect(await sam.documents.publishBatch({ batch, seen: 500 })).toEqual({ count: 500 });
	const mails = await here.mails();
	expect(new Set(mails.map(({ to }) => to)).size).toBe(mails.length);
	// Ten times what it takes alone.
	expect(Date.now() - started).toBeLessThan(20_000);
});
