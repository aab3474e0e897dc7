import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { everyRow } from '../../../../tests/support/rows.ts';
import { put } from '../../../../tests/support/files.ts';
import { world, type World } from '../../../../tests/support/world.ts';
import { sweepFiles } from './domain.ts';

const pixels = (width: number, height: number) =>
	sharp({
		create: { width, height, channels: 3, background: '#3366aa', noise: { type: 'gaussian', mean: 120, sigma: 40 } }
	});
/** A PNG of one bit a pixel, all black: ten kilobytes that unfold into 81 million pixels, and cost nothing to make. */
function blackAndWhite(width: number, height: number): Buffer {
	const chunk = (type: string, data: Buffer) => {
		const [named, length, sum] = [Buffer.concat([Buffer.from(type), data]), Buffer.alloc(4), Buffer.alloc(4)];
		length.writeUInt32BE(data.length);
		sum.writeUInt32BE(crc32(named));
		return Buffer.concat([length, named, sum]);
	};
	const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	const rows = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height));
	const signature = Buffer.from('89504e470d0a1a0a', 'hex');
	return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

const PNG = await pixels(60, 40).png().toBuffer();
const JPEG = await pixels(800, 600).jpeg().toBuffer();
const PDF = Buffer.from(
	'%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n'
);
const ZIP = Buffer.concat([
	Buffer.from('504b0304', 'hex'),
	Buffer.alloc(60),
	Buffer.from('504b0506', 'hex'),
	Buffer.alloc(18)
]);
const EXE = Buffer.concat([Buffer.from('MZ'), randomBytes(2000)]);
const ELF = Buffer.concat([Buffer.from('\u007fELF', 'latin1'), randomBytes(500)]);
const HTML = '<!doctype html><title>x</title><script>alert(1)</script>';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** Names of all that lies in the folder of files. */
function onDisk({ filesFolder }: World): string[] {
	try {
		return readdirSync(filesFolder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ name }) => name);
	} catch {
		return [];
	}
}

const BAD: [what: string, name: string, bytes: string | Buffer, said: RegExp][] = [
	['empty', 'vide.txt', '', /vide/],
	['too big', 'trop.log', Buffer.alloc(25 * 1024 * 1024 + 1), /25\s?Mo au plus/],
	['a cut picture', 'photo.jpg', JPEG.subarray(0, JPEG.length / 2), /incomplet/],
	['a cut PNG', 'capture.png', PNG.subarray(0, PNG.length - 30), /incomplet/],
	['a cut PDF', 'facture.pdf', PDF.subarray(0, PDF.length - 20), /incomplet/],
	['a cut ZIP', 'export.zip', ZIP.subarray(0, 64), /incomplet/],
	['a page called a picture', 'photo.png', HTML, /son nom annonce/],
	['a program called a PDF', 'facture.pdf', EXE, /programmes/],
	['a program called a log', 'journal.log', ELF, /programmes/],
	['a PDF called a picture', 'photo.jpg', PDF, /son nom annonce/],
	['a picture called a text', 'notes.txt', PNG, /son nom annonce/],
	['a text called a PDF', 'facture.pdf', 'bonjour', /son nom annonce/],
	['a page called a text', 'notes.txt', `\uFEFF  <!-- -->${HTML}`, /son nom annonce/],
	['a page of UTF-16 called a table', 'table.csv', Buffer.from(`\uFEFF${HTML}`, 'utf16le'), /son nom annonce/],
	['a drawing called a text', 'notes.xml', `<?xml version="1.0"?>${SVG}`, /son nom annonce/],
	['a program', 'outil.exe', EXE, /programmes/],
	['a program by a double ending', 'facture.pdf.exe', PDF, /programmes/],
	['a program behind dots', 'facture.exe. .', PDF, /programmes/],
	['a script', 'corrige.js', 'WScript.Echo(1)', /programmes/],
	['a page', 'page.html', HTML, /programmes/],
	['an SVG with a script', 'logo.svg', SVG, /SVG/],
	['an SVG without', 'logo.SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', /SVG/],
	['a picture that unfolds into too much', 'bombe.png', blackAndWhite(9000, 9000), /trop grande/],
	['a name that climbs', '../../etc/passwd', 'x', /nom/],
	['a name with an end in it', 'facture\u0000.pdf', PDF, /nom/],
	['a name with a line in it', 'facture\r\nX: y.pdf', PDF, /nom/],
	['a name that turns round', 'facture\u202Efdp.txt', 'x', /nom/],
	['a name of dots', '...', 'x', /nom/],
	['no name', '', 'x', /nom/],
	['a name of Windows’ own', 'CON.txt', 'x', /nom/],
	['a name that ends nowhere', `${'a'.repeat(256)}.txt`, 'x', /nom/],
	['half a character', 'a\ud800.txt', 'x', /nom/]
];

test.each(BAD)('%s is refused with its reason, and nothing of it stays', async (_, name, bytes, said) => {
	const here = await world();
	const before = await everyRow(here.base.db);
	const content = Readable.from([Buffer.from(bytes)]);
	const told = describe(
		await here
			.as('vera')
			.files.upload({ name, content })
			.catch((error: unknown) => error)
	);
	expect(told.code).toBe(name === 'trop.log' ? 'too_large' : 'invalid');
	expect(told.message).toMatch(said);
	expect(await everyRow(here.base.db)).toBe(before);
	expect(onDisk(here)).toEqual([]);
});

const GOOD: [name: string, bytes: Buffer | string, kept: string, type: string][] = [
	['capture.png', PNG, 'capture.png', 'image/png'],
	['photo.jpeg', JPEG, 'photo.jpeg', 'image/jpeg'],
	['WhatsApp.png', JPEG, 'WhatsApp.jpg', 'image/jpeg'],
	['image', PNG, 'image.png', 'image/png'],
	['C:\\Users\\Vera\\Bureau\\facture.pdf', PDF, 'facture.pdf', 'application/pdf'],
	['e\u0301tat: mai?.csv', 'a;b\n1;2', 'état_ mai_.csv', 'text/csv'],
	['\u200Ejournal.log', '<xml>…', 'journal.log', 'text/plain'],
	['export.xlsx', ZIP, 'export.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
	['export.xls', 'a\tb', 'export.xls', 'application/vnd.ms-excel'],
	['sauvegarde.n4ds', 'S10.G00', 'sauvegarde.n4ds', 'application/octet-stream'],
	['.env', 'A=1', '.env', 'application/octet-stream'],
	['message.eml', 'From: a@b.fr\r\n\r\nBonjour', 'message.eml', 'message/rfc822'],
	['unicode.txt', Buffer.from('\uFEFFbonjour', 'utf16le'), 'unicode.txt', 'text/plain']
];

test.each(GOOD)('%s may be sent', async (name, bytes, kept, type) => {
	const here = await world();
	const content = Readable.from([Buffer.from(bytes)]);
	expect(await here.as('pia').files.upload({ name, content })).toMatchObject({ name: kept, type });
});

test('a photograph is stored upright, without what the camera wrote into it, with a small WebP beside', async () => {
	const here = await world();
	const photo = await pixels(800, 600)
		.jpeg()
		.withExif({ IFD0: { Copyright: 'zibeline' }, IFD3: { GPSLatitudeRef: 'N' } })
		.withMetadata({ orientation: 6 })
		.toBuffer();
	expect(photo.includes('Exif')).toBe(true);
	const shown = await here.as('vera').files.upload({ name: 'IMG_0001.JPG', content: Readable.from([photo]) });
	expect(shown).toMatchObject({ name: 'IMG_0001.JPG', width: 600, height: 800 });
	const row = await here.base.db.selectFrom('upload').selectAll().executeTakeFirstOrThrow();
	const stored = readFileSync(join(here.filesFolder, row.hash.slice(0, 2), row.hash));
	expect(createHash('sha256').update(stored).digest('hex')).toBe(row.hash);
	expect(stored.length).toBe(row.size);
	expect(stored.includes('zibeline')).toBe(false);
	const seen = await sharp(stored).metadata();
	expect([seen.width, seen.height, seen.exif, seen.orientation]).toEqual([600, 800, undefined, undefined]);
	const preview = readFileSync(join(here.filesFolder, row.previewHash!.slice(0, 2), row.previewHash!));
	expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', height: 360, width: 270 });
	expect(onDisk(here).sort()).toEqual([row.hash, row.previewHash].sort());
});

test('a picture larger than a screen is made smaller, one that moves still moves', { timeout: 20_000 }, async () => {
	const here = await world();
	const api = here.as('vera');
	const large = await api.files.upload({
		name: 'grand.png',
		content: Readable.from([
			await sharp({ create: { width: 5000, height: 4000, channels: 3, background: '#369' } })
				.png()
				.toBuffer()
		])
	});
	expect(large.width! * large.height!).toBeLessThanOrEqual(16_010_000);
	const frames = await Promise.all(
		['#f00', '#0f0'].map((background) =>
			sharp({ create: { width: 20, height: 20, channels: 3, background } })
				.png()
				.toBuffer()
		)
	);
	const moving = await sharp(frames, { join: { animated: true } })
		.gif()
		.toBuffer();
	const { id } = await api.files.upload({ name: 'geste.gif', content: Readable.from([moving]) });
	const { hash } = await here.base.db
		.selectFrom('upload')
		.select('hash')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	expect((await sharp(join(here.filesFolder, hash.slice(0, 2), hash)).metadata()).pages).toBe(2);
});

test('a connection that breaks leaves nothing, and is no fault', async () => {
	const here = await world();
	const content = new Readable({ read() {} });
	content.push('begun');
	setTimeout(() => content.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })), 20);
	const told = describe(
		await here
			.as('vera')
			.files.upload({ name: 'notes.txt', content })
			.catch((error: unknown) => error)
	);
	expect(told.code).toBe('invalid');
	expect(onDisk(here)).toEqual([]);
});

test('only its owner sees and takes back a waiting file; taken back, it is gone', async () => {
	const here = await world();
	const id = await put(here.as('vera'), 'notes.txt', 'Bonjour');
	expect(await here.as('adam').files.waiting({ ids: [id] })).toEqual([]);
	await here.as('adam').files.discard({ id });
	expect(await here.as('vera').files.waiting({ ids: [id] })).toMatchObject([{ id, name: 'notes.txt', size: 7 }]);
	await here.as('vera').files.discard({ id });
	expect(await here.as('vera').files.waiting({ ids: [id] })).toEqual([]);
	expect(onDisk(here)).toEqual([]);
});

test('the same bytes put twice lie there once, until nobody has them any more', async () => {
	const here = await world();
	const [first, second] = [
		await put(here.as('vera'), 'a.txt', 'Bonjour'),
		await put(here.as('adam'), 'b.txt', 'Bonjour')
	];
	expect(onDisk(here)).toHaveLength(1);
	await here.as('vera').files.discard({ id: first });
	expect(onDisk(here)).toHaveLength(1);
	await here.as('adam').files.discard({ id: second });
	expect(onDisk(here)).toHaveLength(0);
});

test('a file not sent within a day is forgotten; what others refer to stays', async () => {
	const here = await world();
	const id = await put(here.as('vera'), 'notes.txt', 'Bonjour');
	const logo = await here.base.files.put(Buffer.from('logo'));
	await here.base.db
		.insertInto('storedFile')
		.values({ hash: logo, type: 'image/png', size: 4, width: null, height: null, createdAt: here.base.now() })
		.execute();
	// As the vendor's identity names it.
	await here.base.db
		.insertInto('setting')
		.values({ key: 'vendor', value: JSON.stringify({ logo }), updatedAt: here.base.now() })
		.onConflict((c) => c.column('key').doUpdateSet({ value: JSON.stringify({ logo }) }))
		.execute();
	const orphan = await here.base.files.put(Buffer.from('nobody’s'));
	await sweepFiles(here.base);
	expect(onDisk(here)).toContain(orphan);
	here.pass({ hours: 25 });
	expect(await here.as('vera').files.waiting({ ids: [id] })).toEqual([]);
	await sweepFiles(here.base);
	expect(onDisk(here)).toEqual([logo]);
	expect(await here.base.db.selectFrom('upload').selectAll().execute()).toEqual([]);
});

test('so many files an hour and so many bytes a day, and no more', async () => {
	const here = await world();
	const account = await here.accountId('vera');
	const used = (key: string, count: number) =>
		here.base.db
			.insertInto('rateLimit')
			.values({ key: `files:${key}:${account}`, count, blockedUntil: null, expiresAt: '9999' })
			.onConflict((c) => c.column('key').doUpdateSet({ count }))
			.execute();
	await used('count', 200);
	const refusal = async () =>
		describe(await put(here.as('vera'), 'a.txt', 'Bonjour').catch((error: unknown) => error)).code;
	expect(await refusal()).toBe('rate_limited');
	await used('count', 0);
	await used('bytes', 2 * 1024 ** 3 - 3);
	expect(await refusal()).toBe('rate_limited');
	expect(onDisk(here)).toEqual([]);
	// A message may always be as full as it is said to be.
	await here.as('mona').vendor.setLimits({ maxFiles: 50, maxFileMb: 200 });
	await put(here.as('vera'), 'a.txt', 'Bonjour');
	await used('bytes', 50 * 200 * 1024 ** 2 - 3);
	expect(await refusal()).toBe('rate_limited');
});

test('staff may put a month’s invoices of all customers at once: more files and bytes, in one go, than anybody else', async () => {
	const here = await world();
	const account = await here.accountId('sam');
	const used = (key: string, count: number) =>
		here.base.db
			.insertInto('rateLimit')
			.values({ key: `${key}:${account}`, count, blockedUntil: null, expiresAt: '9999' })
			.onConflict((c) => c.column('key').doUpdateSet({ count }))
			.execute();
	const outcome = async () =>
		put(here.as('sam'), 'a.txt', 'Bonjour').then(
			() => 'in',
			(error: unknown) => describe(error).code
		);
	await used('files:count', 5_999);
	await used('files:bytes', 19 * 1024 ** 3);
	await used('act:files.upload', 5_999);
	expect(await outcome()).toBe('in');
	// Each of the three is a limit of its own.
	expect(await outcome()).toBe('rate_limited');
	await used('files:count', 0);
	expect(await outcome()).toBe('rate_limited');
	await used('act:files.upload', 0);
	expect(await outcome()).toBe('in');
	await used('files:bytes', 20 * 1024 ** 3);
	expect(await outcome()).toBe('rate_limited');
	// What else staff do is counted as everybody's.
	await used('act:files.discard', 120);
	await expect(here.as('sam').files.discard({ id: 'none' })).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
});
