// Everything there is to test, from the quickest to the slowest; stops at the first failure.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.js';
import { provideChromium } from './chromium.js';
import { requireNode } from './require-node.js';

requireNode('npm test');
const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const reports = mkdtempSync(join(tmpdir(), 'portal-tests-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
const total = { passed: 0, failed: 0, skipped: 0 };
const began = performance.now();

const CHROMIUM_PATH = await provideChromium();

step('Texts', 'npm', ['run', '--silent', 'texts']);
step('Types', 'npm', ['run', '--silent', 'types']);
step('Lint', 'npm', ['run', '--silent', 'lint']);
timed('Build', buildIfStale);
tests(
	'Unit tests',
	'vitest',
	['run', '--reporter=default', '--reporter=json', `--outputFile=${report('unit')}`],
	report('unit'),
	countVitest
);
tests(
	'Process tests',
	'vitest',
	[
		'run',
		'--config=tests/process/vitest.config.ts',
		'--reporter=default',
		'--reporter=json',
		`--outputFile=${report('process')}`
	],
	report('process'),
	countVitest
);
if (existsSync('playwright.config.ts')) {
	const env = { CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e') };
	// What failed is told last, and whole: a long run is often read from its end.
	tests('Journeys in Chromium', 'playwright', ['test', '--reporter=dot,json'], report('e2e'), countPlaywright, env);
}
summary();

function report(name) {
	return join(reports, `${name}.json`);
}

function step(name, command, args) {
	timed(name, () => {
		const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
		if (run.status === 0) return;
		process.stdout.write(run.stdout + run.stderr);
		total.failed++;
		stop(name);
	});
}

/** Shows the tests as they run, and adds them up from the report they leave. */
function tests(name, command, args, file, count, env = {}) {
	timed(name, () => {
		const run = spawnSync(join('node_modules', '.bin', command), args, {
			stdio: 'inherit',
			env: { ...process.env, ...env }
		});
		const counted = existsSync(file)
			? count(JSON.parse(readFileSync(file, 'utf8')))
			: { passed: 0, failed: 0, skipped: 0 };
		for (const outcome of Object.keys(total)) total[outcome] += counted[outcome];
		if (run.status === 0 && counted.failed === 0 && counted.passed > 0) return;
		if (counted.failed === 0) total.failed++;
		stop(name);
	});
}

function timed(name, work) {
	console.log(`\n== ${name}`);
	const start = performance.now();
	work();
	console.log(`== ${name}: done in ${seconds(start)}`);
}

function countVitest({ numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests }) {
	return { passed, failed, skipped: numPendingTests + numTodoTests };
}

function countPlaywright({ stats }) {
	return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

function stop(name) {
	console.error(`\n${name} failed; what comes after was not run.`);
	summary();
	process.exit(1);
}

function summary() {
	console.log(`\nIn ${seconds(began)}:`);
	console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
}

function seconds(start) {
	return `${((performance.now() - start) / 1000).toFixed(0)} s`;
}
