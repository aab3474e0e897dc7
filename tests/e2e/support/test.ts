import {
	test as base,
	expect,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { watch } from './faults.ts';
import { startPortal, type Portal } from './portal.ts';

export { expect };
export type { Page };

interface Fixtures {
	/** Another browser, of another person or another device: its own cookies, its faults counted too. */
	browserOf(options?: BrowserContextOptions): Promise<Page>;
}

// eslint-disable-next-line no-empty-pattern
async function freshPortal({}: object, use: (portal: Portal) => Promise<void>): Promise<void> {
	const portal = await startPortal();
	await use(portal);
	await portal.stop();
}

/** `page` and `browserOf` look at the worker's portal, and a fault in any of their consoles fails the test. */
export const test = base.extend<Fixtures, { portal: Portal }>({
	portal: [freshPortal, { scope: 'worker' }],
	baseURL: ({ portal }, use) => use(portal.origin),
	context: async ({ context }, use) => {
		const faults = watch(context);
		await use(context);
		expect(faults, 'faults in the browser').toEqual([]);
	},
	browserOf: async ({ browser, contextOptions, baseURL, viewport, hasTouch, locale, timezoneId }, use) => {
		const opened: { context: BrowserContext; faults: string[] }[] = [];
		await use(async (options = {}) => {
			const context = await newContext(browser, {
				...contextOptions,
				baseURL: baseURL!,
				viewport,
				hasTouch,
				locale: locale!,
				timezoneId: timezoneId!,
				...options
			});
			opened.push({ context, faults: watch(context) });
			return context.newPage();
		});
		for (const { context, faults } of opened) {
			await context.close();
			expect(faults, 'faults in another browser').toEqual([]);
		}
	}
});

const newContext = (browser: Browser, options: BrowserContextOptions) => browser.newContext(options);

/** The same at a portal where no journey before has changed who holds which role. */
export const untouched = test.extend<object, { portal: Portal }>({ portal: [freshPortal, { scope: 'worker' }] });
