import { spawnSync } from 'node:child_process';
import { readdirSync, realpathSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './require-node.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = [
	'src',
	'messages',
	'migrations',
	'static',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'vite.serve.config.ts',
	'project.inlang/settings.json'
];
const STAMP = join(root, 'build', '.built');

// Run by itself (`npm run build`) it builds whatever is there already.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	requireNode('npm run build');
	build();
}

/** Builds when a source is newer than the build. Ends the process, saying why, when that fails. */
export function buildIfStale() {
	if (Math.max(...SOURCES.map((path) => newestBelow(join(root, path)))) > (mtimeOf(STAMP) ?? 0)) build();
}

function build() {
	const started = new Date();
	console.log('Building (about half a minute, only after a change)…');
	for (const config of ['vite.config.ts', 'vite.serve.config.ts']) {
		const vite = join(root, 'node_modules/vite/bin/vite.js');
		const run = spawnSync(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
			cwd: root,
			encoding: 'utf8'
		});
		if (run.status === 0) continue;
		console.error(run.stdout, run.stderr);
		console.error('The build failed.');
		process.exit(1);
	}
	// As old as its start: what changed while it ran is newer, and is built next time.
	writeFileSync(STAMP, '');
	utimesSync(STAMP, started, started);
}

function newestBelow(path) {
	const time = mtimeOf(path);
	if (time === null || /\/(paraglide|generated)$/.test(path)) return 0;
	if (!statSync(path).isDirectory()) return time;
	return Math.max(0, ...readdirSync(path).map((name) => newestBelow(join(path, name))));
}

function mtimeOf(path) {
	try {
		return statSync(path).mtimeMs;
	} catch {
		return null;
	}
}
