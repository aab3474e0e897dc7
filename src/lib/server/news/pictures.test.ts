import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { put } from '../../../../tests/support/files.ts';
import { picture, publish, written } from '../../../../tests/support/news-samples.ts';
import { everyRow } from '../../../../tests/support/rows.ts';
import { world, type World } from '../../../../tests/support/world.ts';

const onDisk = ({ filesFolder }: World): string[] =>
	readdirSync(filesFolder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ name }) => name)
		.sort();

const fieldsOf = async (answer: Promise<unknown>) =>
	describe(
		await answer.then(
			() => null,
			(error: unknown) => error
		)
	).fields;

const photo = (here: World, bytes: Buffer) => put(here.as('alix'), 'photo.jpg', bytes);
const alternative = 'Une porte bleue.';

async function sizesOf(here: World, id: string) {
	const rows = await here.base.db
		.selectFrom('newsPicture')
		.selectAll()
		.where('newsId', '=', id)
		.orderBy('width')
		.execute();
	return rows.map(({ width, height, hash }) => ({ width, height, hash }));
}

async function change(here: World, id: string, changes: object): Promise<void> {
	const { title, body, audience, picture, revision } = await here.as('alix').news.staffRead({ id });
	const input = {
		...written(),
		title,
		body,
		audience,
		alternative: picture?.alt ?? '',
		id,
		seen: revision,
		...changes
	};
	await here.as('alix').news.change(input as never);
}

test.each([
	[2400, 1200, [480, 960, 1600]],
	[1600, 900, [480, 960, 1600]],
	[700, 400, [480, 700]],
	[480, 270, [480]],
	[300, 500, [300]]
])('a picture of %i × %i is made anew in widths of %j, never enlarged', async (width, height, widths) => {
	const here = await world();
	const id = await publish(here, { files: [await photo(here, await picture(width, height))], alternative });
	const sizes = await sizesOf(here, id);
	expect(sizes.map(({ width }) => width)).toEqual(widths);
	for (const size of sizes) {
		const seen = await sharp(readFileSync(join(here.filesFolder, size.hash.slice(0, 2), size.hash))).metadata();
		expect([seen.format, seen.width, seen.height, seen.exif]).toEqual(['webp', size.width, size.height, undefined]);
		expect(Math.abs(size.height - (size.width * height) / width)).toBeLessThanOrEqual(1);
	}
	// What was put is kept in no other form.
	expect(onDisk(here)).toEqual(sizes.map(({ hash }) => hash).sort());
	const { picture: shown } = await here.as('vera').news.readInside({ structure: here.structure('sexey'), id });
	expect(shown).toMatchObject({ alt: alternative, width: widths.at(-1) });
	expect(shown!.srcset.match(/\d+w/g) ?? []).toEqual(widths.length > 1 ? widths.map((width) => `${width}w`) : []);
});

test('a strip nobody can look at is made smaller instead of failing', async () => {
	const here = await world();
	const id = await publish(here, { files: [await photo(here, await picture(40, 20_000))], alternative });
	const [size] = await sizesOf(here, id);
	expect(size!.height).toBeLessThanOrEqual(4800);
});

test('a picture without words for whoever does not see it is refused at their field, and can be sent again', async () => {
	const here = await world();
	const files = [await photo(here, await picture())];
	const input = { ...written({ files }), publish: true, requestKey: randomUUID() } as never;
	expect(await fieldsOf(here.as('alix').news.create(input))).toEqual({ alternative: expect.any(String) });
	await here.as('alix').news.create({ ...(input as object), alternative } as never);
});

test('what is no picture is refused at the field of pictures, and nothing of it stays', async () => {
	const here = await world();
	const before = await everyRow(here.base.db);
	const files = [await put(here.as('alix'), 'notes.txt', 'Bonjour')];
	expect(await fieldsOf(publish(here, { files, alternative }))).toEqual({ files: expect.stringMatching(/image/) });
	expect([await everyRow(here.base.db), onDisk(here)]).toEqual([before, []]);
});

test('somebody else’s waiting file, or one that is gone, is no picture of mine', async () => {
	const here = await world();
	const files = [await put(here.as('mona'), 'photo.jpg', await picture())];
	expect(await fieldsOf(publish(here, { files, alternative }))).toEqual({ files: expect.any(String) });
	expect(
		await here
			.as('alix')
			.news.waitingPicture({ upload: files[0]! })
			.catch((error: { code: string }) => error.code)
	).toBe('NOT_FOUND');
});

test('two pictures at once are one too many', async () => {
	const here = await world();
	const files = [await photo(here, await picture()), await photo(here, await picture(500, 300))];
	expect(await fieldsOf(publish(here, { files, alternative }))).toEqual({ files: expect.any(String) });
});

test('a refused change keeps the old picture, and the new one for the next try', async () => {
	const here = await world();
	const id = await publish(here, { files: [await photo(here, await picture())], alternative });
	const before = [await everyRow(here.base.db), onDisk(here)];
	const files = [await photo(here, await picture(900, 500))];
	await expect(change(here, id, { files, alternative, seen: 99 })).rejects.toMatchObject({ code: 'CONFLICT' });
	await here.as('alix').files.discard({ id: files[0]! });
	expect([await everyRow(here.base.db), onDisk(here)]).toEqual(before);
});

test('a picture that is replaced, removed, or goes with its draft, is forgotten with its bytes', async () => {
	const here = await world();
	const { id } = await here.as('alix').news.create({
		...written({ files: [await photo(here, await picture(1000, 500))], alternative }),
		requestKey: randomUUID()
	} as never);
	const first = await sizesOf(here, id);
	await change(here, id, { files: [await photo(here, await picture(1000, 600))], alternative });
	const second = await sizesOf(here, id);
	expect(first.map(({ hash }) => hash)).not.toEqual(second.map(({ hash }) => hash));
	expect(onDisk(here)).toEqual(second.map(({ hash }) => hash).sort());
	await change(here, id, { removePicture: true, alternative: '' });
	expect([onDisk(here), await here.base.db.selectFrom('storedFile').selectAll().execute()]).toEqual([[], []]);
	await change(here, id, { files: [await photo(here, await picture(1000, 500))], alternative });
	await here.as('alix').news.discard({ id });
	expect([onDisk(here), await here.base.db.selectFrom('storedFile').selectAll().execute()]).toEqual([[], []]);
});

test('the same picture in two items stays as long as one of them shows it', async () => {
	const here = await world();
	const bytes = await picture(1000, 500);
	const ids = [];
	for (let copy = 0; copy < 2; copy++)
		ids.push(await publish(here, { files: [await photo(here, bytes)], alternative }));
	const kept = onDisk(here);
	await change(here, ids[0]!, { removePicture: true, alternative: '' });
	expect(onDisk(here)).toEqual(kept);
	await change(here, ids[1]!, { removePicture: true, alternative: '' });
	expect(onDisk(here)).toEqual([]);
});
