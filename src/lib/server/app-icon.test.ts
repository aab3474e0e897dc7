import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { APP_ICONS, type AppIconName } from '#lib/app-icons.ts';
import { appIcon, type Emblem } from './app-icon.ts';

const ACCENT = '#7a1f5c';
const NAMES = Object.keys(APP_ICONS) as AppIconName[];
const demo = (name: string) => readFile(new URL(`demo/${name}`, import.meta.url));
const of = (picture: Buffer, hash: string): Emblem => ({ picture, hash });
/** A wide symbol with nothing around it, as many logos are. */
const wide = (color: string) =>
	sharp({ create: { width: 600, height: 150, channels: 4, background: color } })
		.extend({ top: 20, bottom: 20, left: 20, right: 20, background: '#0000' })
		.png()
		.toBuffer();
const photo = () =>
	sharp(Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 7919) % 256)), {
		raw: { width: 64, height: 64, channels: 3 }
	})
		.resize(640, 640, { kernel: 'nearest' })
		.png()
		.toBuffer();

const EMBLEMS: Record<string, () => Promise<Emblem>> = {
	'the demo’s icon, a drawing': async () => of(await demo('icon.svg'), 'icon'),
	'the demo’s logo, wide': async () => of(await demo('logo.svg'), 'logo'),
	'a dark symbol on nothing': async () => of(await wide('#123456'), 'dark'),
	'a white symbol on nothing': async () => of(await wide('#ffffff'), 'white'),
	'a picture without a ground': async () => of(await photo(), 'photo'),
	'a square of one colour': async () =>
		of(
			await sharp({ create: { width: 512, height: 512, channels: 3, background: '#0b4f5e' } })
				.png()
				.toBuffer(),
			'plain'
		),
	'a letter': async () => ({ initial: 'D' }),
	'a letter with an accent': async () => ({ initial: 'É' }),
	'a figure': async () => ({ initial: '8' })
};

const pixels = async (png: Uint8Array) => {
	const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
	return {
		...info,
		at: (x: number, y: number) => [...data.subarray(4 * (y * info.width + x), 4 * (y * info.width + x) + 4)]
	};
};

test.each(Object.entries(EMBLEMS))('from %s every icon is a PNG of its size', async (_, emblem) => {
	for (const name of NAMES) {
		const { format, width, height } = await sharp(await appIcon(name, await emblem(), ACCENT)).metadata();
		const { size } = APP_ICONS[name];
		expect([name, format, width, height]).toEqual([name, 'png', size, size]);
	}
});

test.each(Object.entries(EMBLEMS))('whatever a phone cuts off, nothing of %s is lost', async (_, emblem) => {
	for (const name of ['maskable-192.png', 'maskable-512.png'] as const) {
		const { width: size, at } = await pixels(await appIcon(name, await emblem(), ACCENT));
		const ground = at(0, 0);
		expect(ground[3], 'opaque to its corners').toBe(255);
		// The circle of 80 % is what every mask leaves (https://www.w3.org/TR/appmanifest/#icon-masks).
		let outside = 0;
		let inside = 0;
		for (let y = 0; y < size; y++)
			for (let x = 0; x < size; x++) {
				const differs = at(x, y).some((value, part) => Math.abs(value - ground[part]!) > 24);
				if (!differs) continue;
				if (Math.hypot(x + 0.5 - size / 2, y + 0.5 - size / 2) > 0.4 * size) outside++;
				else inside++;
			}
		expect([name, outside]).toEqual([name, 0]);
		if (_ !== 'a square of one colour') expect(inside, 'there is something to see').toBeGreaterThan(0.01 * size * size);
	}
});

test('iOS, which shows black where there is nothing, gets an icon without holes', async () => {
	for (const emblem of Object.values(EMBLEMS)) {
		const { channels, width, at } = await pixels(await appIcon('apple-180.png', await emblem(), ACCENT));
		expect(channels).toBe(4);
		for (const [x, y] of [
			[0, 0],
			[width - 1, 0],
			[0, width - 1],
			[width >> 1, width >> 1]
		] as const)
			expect(at(x, y)[3]).toBe(255);
	}
});

test('the ground is the icon’s own, white under a dark symbol, the vendor’s colour under a pale one or a letter', async () => {
	const ground = async (emblem: Emblem) => (await pixels(await appIcon('maskable-192.png', emblem, ACCENT))).at(2, 2);
	expect(await ground(await EMBLEMS['the demo’s icon, a drawing']!())).toEqual([0x0b, 0x4f, 0x5e, 255]);
	expect(await ground(await EMBLEMS['a dark symbol on nothing']!())).toEqual([255, 255, 255, 255]);
	for (const name of ['a white symbol on nothing', 'a letter'])
		expect(await ground(await EMBLEMS[name]!())).toEqual([0x7a, 0x1f, 0x5c, 255]);
});

test('every letter and figure is drawn without a font', async () => {
	const seen = new Set<string>();
	for (const initial of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
		seen.add(Buffer.from(await appIcon('maskable-192.png', { initial }, ACCENT)).toString('base64'));
	expect(seen.size).toBe(36);
});
