import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = <T>(name: string) => JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8')) as T;

test('the lock names the builds of every platform, or « npm ci » would refuse it', () => {
	const { packages } = read<{ packages: Record<string, { optionalDependencies?: Record<string, string> }> }>(
		'package-lock.json'
	);
	const optional = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
		Object.keys(optionalDependencies)
	);
	const named = new Set(
		Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
	);
	expect(
		optional.filter((name) => !named.has(name)),
		'run node scripts/complete-lock.js'
	).toEqual([]);
});

test('every dependency is pinned', () => {
	const { dependencies, devDependencies } = read<Record<string, Record<string, string>>>('package.json');
	const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
		// One may stand beside another edition of itself, under a name of its own.
		([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version)
	);
	expect(loose).toEqual([]);
});
