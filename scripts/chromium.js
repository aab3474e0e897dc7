import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const SYSTEM = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/snap/bin/chromium'
];

/** The path of a Chromium to test with; installs Debian's where that is possible. Ends the process, saying what to do, where it is not. */
export async function provideChromium() {
	const found = await findChromium();
	if (found) return found;
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.log('There is no Chromium on this machine: installing Debian’s with apt-get (about a minute)…');
		for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'chromium']]) {
			const run = spawnSync('apt-get', args, {
				encoding: 'utf8',
				env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
			});
			if (run.status !== 0) console.error(run.stdout, run.stderr);
		}
		const installed = await findChromium();
		if (installed) return installed;
	}
	console.error(
		'The tests in the browser need Chromium, and there is none here. Install it (Debian, Ubuntu: « apt-get install chromium » as root; elsewhere: « npx playwright install chromium »), or set CHROMIUM_PATH to one.'
	);
	process.exit(1);
}

async function findChromium() {
	const { CHROMIUM_PATH } = process.env;
	if (CHROMIUM_PATH && !existsSync(CHROMIUM_PATH)) {
		console.error(`CHROMIUM_PATH is ${CHROMIUM_PATH}, where there is nothing.`);
		process.exit(1);
	}
	const { chromium } = await import('@playwright/test');
	return [CHROMIUM_PATH, ...SYSTEM, chromium.executablePath()].find((path) => path && existsSync(path));
}
