import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

type Text = string | [{ declarations: string[]; selectors: string[]; match: Record<string, string> }];

const root = join(import.meta.dirname, '..');
const areas = readdirSync(join(root, 'messages/fr')).sort();
const read = (locale: string, area: string) =>
	JSON.parse(readFileSync(join(root, 'messages', locale, area), 'utf8')) as Record<string, Text>;
const keysOf = (texts: Record<string, Text>) => Object.keys(texts).filter((key) => key !== '$schema');

const variants = (text: Text) => (typeof text === 'string' ? [text] : Object.values(text[0].match));
const parametersOf = (text: Text) =>
	[...new Set(variants(text).flatMap((variant) => [...variant.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)))].sort();

test('French and English have the same areas', () => {
	expect(readdirSync(join(root, 'messages/en')).sort()).toEqual(areas);
});

describe.each(areas)('%s', (area) => {
	const [fr, en] = [read('fr', area), read('en', area)];

	test('every text is in French and in English, under the name of its area', () => {
		expect(keysOf(en).sort()).toEqual(keysOf(fr).sort());
		expect(keysOf(fr).filter((key) => !key.startsWith(`${area.replace('.json', '')}_`))).toEqual([]);
	});

	test('both languages fill in the same things', () => {
		const differing = keysOf(fr).filter((key) => parametersOf(fr[key]!).join() !== parametersOf(en[key] ?? '').join());
		expect(differing).toEqual([]);
	});

	test('no text is empty, and French ends its words as French does', () => {
		const all = [...keysOf(fr).map((key) => fr[key]!), ...keysOf(en).map((key) => en[key]!)].flatMap(variants);
		expect(all.filter((text) => text.trim() === '')).toEqual([]);
		const plain = keysOf(fr).filter((key) =>
			variants(fr[key]!).some((text) => / [:;!?»](?! [!&])|« (?=\S)|\w'\w/.test(text))
		);
		expect(plain, 'needs a non-breaking space or ’').toEqual([]);
	});
});

test('no text is left over', () => {
	const code = sourcesBelow(join(root, 'src')).join('\n');
	const used = new Set([...code.matchAll(/\bm\.(\w+)|\bm\['(\w+)'\]/g)].map(([, dotted, quoted]) => dotted ?? quoted));
	expect(areas.flatMap((area) => keysOf(read('fr', area))).filter((key) => !used.has(key))).toEqual([]);
});

function sourcesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true })
		.filter(({ name }) => name !== 'paraglide')
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isDirectory()) return sourcesBelow(path);
			return /\.(ts|svelte)$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [readFileSync(path, 'utf8')] : [];
		});
}
