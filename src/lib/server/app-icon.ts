import { buffer } from 'node:stream/consumers';
import type { RequestEvent } from '@sveltejs/kit';
import type sharpModule from 'sharp';
import { APP_ICONS, type AppIconName } from '#lib/app-icons.ts';
import { contrast } from '#lib/palette.ts';
import { inTurn } from './files/domain.ts';
import { drawnInitial } from './initials.ts';

/** What the icons of the application are made of: the vendor's picture, or the first letter of its name. */
export type Emblem = { picture: Buffer; hash: string } | { initial: string };

/** The stored picture, or the letter where there is none. */
export async function emblemOf(
	{ locals }: Pick<RequestEvent, 'locals'>,
	hash: string | null,
	initial: string
): Promise<Emblem> {
	const stored = hash === null ? null : await locals.ctx.files.read(hash);
	return stored && hash ? { picture: await buffer(stored), hash } : { initial };
}

type Sharp = typeof sharpModule;

/** Few, small, and the same for everybody: what was drawn once is kept as long as the process lives. */
const drawn = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const MOST_DRAWN = 24;

/** One of the pictures of the application as PNG; `accent` is the ground of what brings none. */
export function appIcon(name: AppIconName, emblem: Emblem, accent: string): Promise<Uint8Array<ArrayBuffer>> {
	const key = `${name} ${'hash' in emblem ? emblem.hash : emblem.initial} ${accent}`;
	let made = drawn.get(key);
	if (!made) {
		if (drawn.size >= MOST_DRAWN) drawn.clear();
		made = inTurn(() => draw(name, emblem, accent));
		made.catch(() => drawn.delete(key));
		drawn.set(key, made);
	}
	return made;
}

async function draw(name: AppIconName, emblem: Emblem, accent: string): Promise<Uint8Array<ArrayBuffer>> {
	const { default: sharp } = await import('sharp');
	sharp.cache(false);
	sharp.concurrency(1);
	const { size, look } = APP_ICONS[name];
	if (look === 'shortcut') return png(sharp, await svgOf(sharp, PLUS, size), accent, size, 0.5);
	if ('initial' in emblem) {
		const letter = await svgOf(sharp, drawnInitial(emblem.initial), size);
		return png(sharp, letter, accent, size, REACH[look], look === 'whole');
	}
	const seen = await looked(sharp, emblem.picture, accent);
	// A picture made as an icon, with its own shape, stays as it is where it is shown whole.
	if (look === 'whole' && seen.square)
		return bytesOf(
			await sharp(await large(sharp, emblem.picture, size))
				.resize(size, size)
				.png()
				.toBuffer()
		);
	return png(sharp, seen.content, seen.ground, size, REACH[look], look === 'whole');
}

/** How far what is shown reaches across, corner to corner, as a part of the icon's side. */
const REACH = { whole: 0.86, maskable: 0.78, apple: 0.86 };

const PLUS = '<path d="M50 24V76M24 50H76" fill="none" stroke="#fff" stroke-width="11" stroke-linecap="round"/>';

/** `content` in the middle of the ground, its corners within the circle of `reach`. */
async function png(
	sharp: Sharp,
	content: Buffer,
	ground: string,
	size: number,
	reach: number,
	rounded = false
): Promise<Uint8Array<ArrayBuffer>> {
	const { width, height } = await sharp(content).metadata();
	// A slim one, such as an I, would stand taller than all others.
	const scale = Math.min((size * reach) / Math.hypot(width, height), (size * 0.62) / height);
	const inside = await sharp(content)
		.resize(Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale)), { fit: 'fill' })
		.png()
		.toBuffer();
	const whole = sharp({ create: { width: size, height: size, channels: 4, background: ground } }).composite([
		{ input: inside, gravity: 'centre' }
	]);
	if (!rounded) return bytesOf(await whole.png().toBuffer());
	const shape = `<svg width="${size}" height="${size}"><rect width="${size}" height="${size}" rx="${size * 0.22}"/></svg>`;
	return bytesOf(
		await sharp(await whole.png().toBuffer())
			.composite([{ input: Buffer.from(shape), blend: 'dest-in' }])
			.png()
			.toBuffer()
	);
}

const bytesOf = (buffer: Buffer) => new Uint8Array(buffer) as Uint8Array<ArrayBuffer>;

/** Drawn in a square of 100, without the empty space around. */
const svgOf = (sharp: Sharp, drawing: string, size: number): Promise<Buffer> =>
	sharp(
		Buffer.from(
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${size}" height="${size}">${drawing}</svg>`
		)
	)
		.trim()
		.png()
		.toBuffer();

/** What is within a picture, apart from its ground, and that ground: its own where its edges are of one colour. */
async function looked(
	sharp: Sharp,
	picture: Buffer,
	accent: string
): Promise<{ content: Buffer; ground: string; square: boolean }> {
	const image = await large(sharp, picture, 512);
	const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
	const { width, height } = info;
	const at = (x: number, y: number) => {
		const from = 4 * (Math.min(height - 1, Math.floor(y)) * width + Math.min(width - 1, Math.floor(x)));
		return [...data.subarray(from, from + 4)] as [number, number, number, number];
	};
	const edges = [at(width / 2, 1), at(width / 2, height - 2), at(1, height / 2), at(width - 2, height / 2)];
	const square = width === height;
	const [first] = edges as [[number, number, number, number]];
	const own = edges.every(
		(edge) => edge[3] > 250 && edge.every((value, index) => Math.abs(value - first[index]!) < 12)
	);
	if (own) {
		const ground = hexOf(first);
		const flat = await sharp(image).flatten({ background: ground }).png().toBuffer();
		return { content: await trimmed(sharp, flat, ground), ground, square };
	}
	const content = await trimmed(sharp, image);
	return { content, ground: isPale(data) ? accent : '#ffffff', square };
}

/** Sharp at the size it is shown at: drawings are drawn larger, not blown up. */
async function large(sharp: Sharp, picture: Buffer, size: number): Promise<Buffer> {
	const { format, width, height } = await sharp(picture).metadata();
	const density = format === 'svg' ? Math.min(2400, Math.max(72, (72 * size) / Math.min(width, height))) : 72;
	return sharp(picture, { density }).resize(2000, 2000, { fit: 'inside', withoutEnlargement: true }).png().toBuffer();
}

/** Nothing is left of a picture of one colour: it then stays as it is. */
const trimmed = (sharp: Sharp, image: Buffer, ground?: string): Promise<Buffer> =>
	sharp(image)
		.trim({ threshold: 12, ...(ground ? { background: ground } : {}) })
		.png()
		.toBuffer()
		.catch(() => image);

const hexOf = ([r, g, b]: readonly number[]): string =>
	`#${[r!, g!, b!].map((value) => value.toString(16).padStart(2, '0')).join('')}`;

/** Whether what is seen would be lost on white. */
function isPale(data: Buffer): boolean {
	const sum = [0, 0, 0];
	let seen = 0;
	for (let from = 0; from < data.length; from += 4) {
		if (data[from + 3]! < 128) continue;
		seen++;
		for (const part of [0, 1, 2]) sum[part]! += data[from + part]!;
	}
	if (seen === 0) return false;
	return contrast('#ffffff', hexOf(sum.map((value) => Math.round(value / seen)))) < 1.7;
}
