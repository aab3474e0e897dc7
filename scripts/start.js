// Builds when the sources are newer than the build, then serves. Plain JavaScript, so that an old Node reads it far
// enough to be told.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = ['src', 'messages', 'migrations', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts', 'project.inlang/settings.json'];
const STAMP = join(root, 'build', '.built');

if (Number(process.versions.node.split('.')[0]) < 24) {
	console.error(`Espace client runs on Node 24; this is Node ${process.versions.node}. Run « npm ci », which brings it, then « npm start » (not « node »).`);
	process.exit(1);
}

process.chdir(root);
if (newest(SOURCES) > (mtimeOf(STAMP) ?? 0)) build();
await import('../src/cli/serve.ts');

function build() {
	const started = new Date();
	console.log('Building (about half a minute, only after a change)…');
	const run = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8' });
	if (run.status !== 0) {
		console.error(run.stdout, run.stderr);
		console.error('The build failed; nothing was started.');
		process.exit(1);
	}
	writeFileSync(STAMP, '');
	utimesSync(STAMP, started, started);
}

function newest(paths) {
	return Math.max(...paths.map((path) => newestBelow(join(root, path))));
}

function newestBelow(path) {
	const time = mtimeOf(path);
	if (time === null || path.endsWith('paraglide')) return 0;
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
