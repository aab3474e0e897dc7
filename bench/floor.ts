import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(import.meta.dirname, 'floor');

/** Builds the bare application where a source, or what it is built with, is newer than the build. Returns what to serve. */
export function builtFloor(root: string): string {
	const out = join(root, 'build/bench-floor');
	const entry = join(out, 'index.js');
	const newest = Math.max(...[join(root, 'package-lock.json'), ...files()].map((file) => statSync(file).mtimeMs));
	if (existsSync(entry) && statSync(entry).mtimeMs > newest) return entry;
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
		cwd: SOURCES,
		env: { ...process.env, FLOOR_OUT: out, FLOOR_KIT: join(root, '.svelte-kit/bench-floor') },
		encoding: 'utf8'
	});
	if (run.status !== 0) throw new Error(`The floor did not build:\n${run.stdout}${run.stderr}`);
	return entry;
}

const files = (): string[] =>
	readdirSync(SOURCES, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
