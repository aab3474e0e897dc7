import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { provideChromium } from '../../scripts/chromium.js';
import config from '../../playwright.config.ts';

/** The Chromium of the journeys, with a profile of its own, as measuring tools want it: by the port it listens on. */
export async function startChromium(): Promise<number> {
	const profile = mkdtempSync(join(tmpdir(), 'portal-chromium-'));
	const child = spawn(
		(await provideChromium())!,
		[
			...config.use!.launchOptions!.args!,
			'--headless=new',
			'--disable-dev-shm-usage',
			'--remote-debugging-port=0',
			`--user-data-dir=${profile}`,
			'about:blank'
		],
		{ stdio: ['ignore', 'ignore', 'pipe'], detached: true }
	);
	const ended = once(child, 'exit');
	onTestFinished(async () => {
		// With all the processes it has started.
		process.kill(-child.pid!, 'SIGKILL');
		await ended;
		rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	});
	for await (const line of createInterface(child.stderr)) {
		const port = /^DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(line)?.[1];
		if (port) {
			child.stderr.resume();
			return Number(port);
		}
	}
	throw new Error('Chromium ended without saying where it listens.');
}
