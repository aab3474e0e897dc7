import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../src');
const read = (folder: string, ending: string) =>
	readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending) && !file.startsWith('dev/'))
		.map((file) => readFileSync(join(src, folder, file), 'utf8'))
		.join('\n');

/** Names of texts, by what they are the label of. */
const texts = (code: string, labelled: RegExp) =>
	[...new Set([...code.matchAll(labelled)].map(([, key]) => key!))].sort();

test('what a summary calls a field where no script runs is what its page calls it', () => {
	const pages = read('routes', '.svelte') + read('lib/ui', '.svelte');
	const fields = [...pages.matchAll(/<(?:Field|FilesField|PasswordField|RadioGroup)\b.*?(?:\/>|<\/)/gs)].map(
		([field]) => field
	);
	const onPages = texts(fields.join('\n'), /\b(?:label|legend)={m\.(\w+)\(/g);
	const inSchemas = texts(read('lib/schemas', '.ts'), /\.meta\({ label: m\.(\w+) }\)/g);
	const missing = onPages.filter((key) => !inSchemas.includes(key));
	expect(missing, 'a field of a form says its label in its schema too: `.meta({ label: m.… })`').toEqual([]);
});
