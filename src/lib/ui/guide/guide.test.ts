import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { inLocale } from '#server/platform/locale.ts';
import { forAdministrators } from './administrators.ts';
import { forEverybody } from './everybody.ts';

/** A page of ten pictures must open on a telephone line of the countryside. */
const MOST_BYTES = 40_000;
const LOCALES = ['fr', 'en'] as const;
const DAYS = { close: 9, reopen: 21, invitation: 4 };

const folder = join(import.meta.dirname, 'pictures');
const sizes = JSON.parse(readFileSync(join(folder, 'sizes.json'), 'utf8')) as Record<
	string,
	Record<string, { width: number; height: number }>
>;
const sectionsIn = (locale: 'fr' | 'en') =>
	inLocale(locale, () => [...forEverybody({ count: 10, bytes: 25 * 1024 * 1024 }, DAYS), ...forAdministrators(DAYS)]);
const shown = LOCALES.flatMap((locale) =>
	sectionsIn(locale).flatMap(({ picture }) =>
		picture ? ['light', 'dark'].map((scheme) => ({ name: picture.name, locale, scheme })) : []
	)
);
const fileOf = ({ name, locale, scheme }: (typeof shown)[number]) => `${name}.${locale}.${scheme}.webp`;

test('the same things are told in both languages, each under an anchor of its own', () => {
	const [fr, en] = [sectionsIn('fr'), sectionsIn('en')];
	expect(en.map(({ id, picture, steps }) => [id, picture?.name, steps.length])).toEqual(
		fr.map(({ id, picture, steps }) => [id, picture?.name, steps.length])
	);
	expect(new Set(fr.map(({ id }) => id)).size).toBe(fr.length);
	expect(en.filter(({ title }, index) => title === fr[index]!.title)).toEqual([]);
});

test('how many files a ticket takes is what the operator allows', () => {
	const told = inLocale('fr', () => forEverybody({ count: 3, bytes: 7 * 1024 * 1024 }, DAYS));
	expect(told.find(({ id }) => id === 'ticket')!.steps.join()).toContain('3 fichiers au plus, de 7 Mo');
});

test.each(LOCALES)('what is pressed on a device is called as it is there, in %s', (locale) => {
	inLocale(locale, () => {
		const told = new Map(sectionsIn(locale).map(({ id, steps }) => [id, steps.join()]));
		for (const word of [m.push_turn_on(), m.push_way(), m.push_quiet()]) expect(told.get('push')).toContain(word);
		expect(told.get('phone')).toContain(m.app_title());
	});
});

test('every picture told of is there in both languages, by day and by night, and no other', () => {
	expect(shown.length).toBeGreaterThanOrEqual(6 * 4);
	expect(
		readdirSync(folder)
			.filter((file) => file !== 'sizes.json')
			.sort()
	).toEqual(shown.map(fileOf).sort());
	expect(Object.keys(sizes).sort()).toEqual([...new Set(shown.map(({ name }) => name))].sort());
});

describe.each(shown.map((picture) => ({ ...picture, file: fileOf(picture) })))('$file', ({ name, locale, file }) => {
	test('is light, and as large as the page says, at twice the sharpness', async () => {
		expect(statSync(join(folder, file)).size).toBeLessThanOrEqual(MOST_BYTES);
		const { format, width, height } = await sharp(join(folder, file)).metadata();
		const { width: w, height: h } = sizes[name]![locale]!;
		expect({ format, width, height }).toEqual({ format: 'webp', width: 2 * w, height: 2 * h });
	});
});
