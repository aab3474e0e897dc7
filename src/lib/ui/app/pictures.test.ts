import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { screenshotsIn } from './pictures.ts';

const folder = join(import.meta.dirname, 'pictures');

test.each(['fr', 'en'] as const)(
	'in « %s » there are pictures for phones and for computers, each with its words',
	(locale) => {
		const pictures = screenshotsIn(locale);
		for (const [factor, least] of [
			['narrow', 3],
			['wide', 2]
		] as const) {
			const those = pictures.filter(({ form_factor }) => form_factor === factor);
			expect(those.length).toBeGreaterThanOrEqual(least);
			// Browsers leave out whatever has another shape than the first.
			expect(new Set(those.map(({ sizes }) => sizes)).size).toBe(1);
		}
		for (const { src, label } of pictures)
			expect([src, label]).toEqual([expect.stringContaining(`.${locale}.`), expect.stringMatching(/\p{L}{3}/u)]);
	}
);

test('every picture is of the size it says, and of a shape browsers show', async () => {
	const files = readdirSync(folder).filter((file) => file.endsWith('.webp'));
	expect(files).toHaveLength(screenshotsIn('fr').length * 2);
	for (const { src, sizes } of [...screenshotsIn('fr'), ...screenshotsIn('en')]) {
		const file = files.find((name) => src.includes(name))!;
		const { width, height, format } = await sharp(join(folder, file)).metadata();
		expect([file, format, `${width}x${height}`]).toEqual([file, 'webp', sizes]);
		// https://developer.mozilla.org/docs/Web/Manifest/screenshots; Chromium: 320 to 3840, at most 2.3 to 1.
		expect(Math.min(width, height)).toBeGreaterThanOrEqual(320);
		expect(Math.max(width, height)).toBeLessThanOrEqual(3840);
		expect(Math.max(width, height) / Math.min(width, height)).toBeLessThanOrEqual(2.3);
	}
});
