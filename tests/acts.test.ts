import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actInWords } from '#lib/act-words.ts';

const server = join(import.meta.dirname, '../src/lib/server');

test('the journal says in words whatever is written down in it', () => {
	const acts = readdirSync(server, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
		.flatMap((file) => [...readFileSync(join(server, file), 'utf8').matchAll(/recordAudit\(([^;]*?)\);/gs)])
		.flatMap(([, call]) => [...call!.matchAll(/'([a-z]+\.[a-z_]+)'/g)].map(([, act]) => act!));
	expect(new Set(acts).size).toBeGreaterThan(100);
	expect([...new Set(acts)].filter((act) => actInWords(act) === act)).toEqual([]);
});

test('an act without words is shown as it was written', () => {
	expect(actInWords('moon.landed')).toBe('moon.landed');
});
