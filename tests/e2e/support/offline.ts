import { readFileSync } from 'node:fs';
import { test as base, type Page } from '@playwright/test';
import { everythingKept, openDevice, prepared, type DeviceBrowser } from './device.ts';
import { startLossy, type Lossy } from './lossy.ts';
import { field, heading, link, m, openTicket, signIn } from './steps.ts';
import { expect } from './test.ts';

const buffer = readFileSync(
	new URL('../../../src/lib/server/demo/attachments/mise-a-jour-2026-4.png', import.meta.url)
);
export const PICTURE = { name: 'capture écran.png', mimeType: 'image/png', buffer };

interface Fixtures {
	network: Lossy;
	device: DeviceBrowser;
}

/** A portal behind a network of its own, and a browser that can be closed and opened again. */
export const test = base.extend<Fixtures>({
	// eslint-disable-next-line no-empty-pattern
	network: async ({}, use) => {
		const network = await startLossy();
		await use(network);
		await network.stop();
	},
	device: async (
		{ playwright, network, launchOptions, contextOptions, viewport, hasTouch, locale, timezoneId },
		use
	) => {
		const device = await openDevice(playwright.chromium, {
			...launchOptions,
			...contextOptions,
			baseURL: network.portal.origin,
			viewport,
			hasTouch,
			locale: locale!,
			timezoneId: timezoneId!
		});
		await use(device);
		await device.stop();
	}
});

/** As often as it takes for a page to find out by itself. */
export const SOON = { timeout: 30_000 };

export const waiting = (page: Page) => page.getByRole('status', { name: m.offline_waiting_title() });
export const answerField = (page: Page) => field(page, m.tickets_answer_title());

/** Signs in, opens a ticket, and looks at the list and at the form as one does. */
export async function lookAround(
	page: Page,
	person: 'vera' | 'adam',
	subject: string
): Promise<{ home: string; number: string }> {
	await signIn(page, person);
	const home = new URL(page.url()).pathname;
	await prepared(page);
	await page.goto(`${home}/tickets`);
	const number = await openTicket(page, { subject, body: 'Le **mot** que personne d’autre ne dit : hippocampe.' });
	await page.goto(`${home}/tickets`);
	await expect(link(page, `#${number} ${subject}`)).toBeVisible();
	await page.goto(`${home}/tickets/new`);
	await expect(heading(page, m.tickets_new_title())).toBeVisible();
	await kept(page, '/choices');
	await page.goto(`${home}/tickets/${number}`);
	await kept(page, `/${number}`);
	return { home, number };
}

/** Until the device has it. */
export const kept = (page: Page, what: string): Promise<void> =>
	expect.poll(() => everythingKept(page), SOON).toContain(`${what}"`);
