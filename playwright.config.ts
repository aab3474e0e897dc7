import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

/** CHROMIUM_PATH, else the one of the system, else the one Playwright installs. */
const executablePath = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome'
].find((path) => path && existsSync(path));

/**
 * Journeys on the built application. No server is named here: each worker starts a portal of its own, the way an
 * operator does, on a free port and a new data folder (tests/e2e/support/portal.ts).
 */
export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/e2e/support/built.ts',
	outputDir: 'test-results',
	reporter: [[process.env.CI ? 'dot' : 'list']],
	forbidOnly: Boolean(process.env.CI),
	workers: 2,
	// A machine that does other work too is slower, and not wrong.
	timeout: 120_000,
	expect: { timeout: 15_000 },
	use: {
		actionTimeout: 15_000,
		navigationTimeout: 30_000,
		...devices['Desktop Chrome'],
		locale: 'fr-FR',
		timezoneId: 'Europe/Paris',
		contextOptions: { reducedMotion: 'reduce' },
		screenshot: 'only-on-failure',
		launchOptions: {
			...(executablePath ? { executablePath } : {}),
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	},
	projects: [
		{ name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
		{ name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true } }
	]
});
