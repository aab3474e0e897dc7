import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { ticketsAbout } from './support/database.ts';
import { expectSound } from './support/sound.ts';
import { button, fillTicket, heading, link, m, menu, signIn } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const buffer = readFileSync(new URL('../../src/lib/server/demo/attachments/mise-a-jour-2026-4.png', import.meta.url));

const camera = (page: Page) => page.getByLabel(m.files_photo());

test('a phone’s camera takes a picture straight into a ticket; a computer, which has none, does not offer it', async ({
	page,
	portal,
	hasTouch
}) => {
	await signIn(page, 'vera');
	await page.goto(`${new URL(page.url()).pathname}/tickets/new`);
	await expect(page.getByLabel(m.files_choose())).toBeAttached();
	if (!hasTouch) {
		await expect(page.getByText(m.files_photo())).toBeHidden();
		return;
	}
	await expect(page.getByText(m.files_photo())).toBeVisible();
	// The camera at the back, at once; what is chosen otherwise may be of any kind.
	await expect(camera(page)).toHaveAttribute('capture', 'environment');
	await expect(camera(page)).toHaveAttribute('accept', 'image/*');
	await expect(page.getByLabel(m.files_choose())).not.toHaveAttribute('capture');
	await fillTicket(page, { subject: 'Pris en photo', body: 'Voici l’écran.' });
	for (const name of ['image.png', 'image.png'])
		await camera(page).setInputFiles({ name, mimeType: 'image/png', buffer });
	await expect(page.getByRole('list', { name: m.files_list() }).getByRole('listitem')).toHaveCount(2);
	await expect(camera(page)).toHaveValue('');
	await expectSound(page);
	await button(page, m.tickets_open_action()).click();
	await expect(heading(page, m.tickets_opened_title())).toBeVisible();
	expect(await ticketsAbout(portal, 'Pris en photo')).toEqual({ tickets: 1, messages: 1, files: 2 });
});

test.describe('around the edges of a screen', () => {
	test.skip(({ hasTouch }) => !hasTouch, 'about phones');

	/** A phone with a camera at its top and a stripe at its foot, as the largest have them. */
	const EDGES = { top: 59, bottom: 34 };

	async function onSuchAPhone(page: Page): Promise<void> {
		const devtools = await page.context().newCDPSession(page);
		const { top, bottom } = EDGES;
		await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { top, bottom, left: 0, right: 0 } });
	}

	const heightOf = (page: Page) => page.viewportSize()!.height;

	/** Whatever is read or pressed in a part that goes down to the foot of the screen, once scrolled to, is above the stripe. */
	async function expectAbove(page: Page, part: Locator): Promise<void> {
		await expect(part).toBeVisible();
		const box = async () => (await part.boundingBox())!;
		await expect.poll(async () => Math.round((await box()).y + (await box()).height)).toBe(heightOf(page));
		expect((await box()).y).toBeGreaterThanOrEqual(EDGES.top);
		const feet = await part.evaluate((element) => {
			const scrolled = [element, ...element.querySelectorAll('*')];
			for (const one of scrolled) one.scrollTop = one.scrollHeight;
			return [...element.querySelectorAll('a, button, input, select, summary, p, dd, label')]
				.filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
				.map((one) => {
					// The last one of a list may be painted down to the foot: what counts is where its words end.
					const words = document.createRange();
					words.selectNodeContents(one);
					const { bottom, height } = words.getBoundingClientRect();
					return height > 0 ? bottom : one.getBoundingClientRect().bottom;
				});
		});
		expect(feet.length).toBeGreaterThan(0);
		expect(Math.max(...feet)).toBeLessThanOrEqual(heightOf(page) - EDGES.bottom);
	}

	test('the bar, what stands above it and the top of the page keep clear of them', async ({ page }) => {
		await onSuchAPhone(page);
		await signIn(page, 'vera');
		await page.goto(`${new URL(page.url()).pathname}/tickets`);
		await expectAbove(page, menu(page));
		const tops = await page
			.getByRole('banner')
			.locator('> :not(nav)')
			.evaluateAll((parts) =>
				parts
					.flatMap((part) => [...part.querySelectorAll('summary, a')])
					.filter((one) => one.checkVisibility())
					.map((one) => one.getBoundingClientRect().top)
			);
		expect(Math.min(...tops)).toBeGreaterThanOrEqual(EDGES.top);

		const primary = link(page, m.tickets_new_action()).last();
		const [above, bar] = [(await primary.boundingBox())!, (await menu(page).boundingBox())!];
		expect(above.y + above.height).toBeLessThanOrEqual(bar.y);
		await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
		const last = page.getByRole('main').locator('a, button').filter({ visible: true }).last();
		const end = (await last.boundingBox())!;
		expect(end.y + end.height).toBeLessThanOrEqual(bar.y);
	});

	test('so does every sheet that comes from below', async ({ page, browserOf }) => {
		await onSuchAPhone(page);
		await signIn(page, 'thea');
		await page.goto(`${new URL(page.url()).pathname}/tickets`);
		for (const details of await page.getByRole('banner').locator('details').all()) {
			await details.locator('summary').first().click();
			await expectAbove(page, details.locator('> div'));
			await page.touchscreen.tap(page.viewportSize()!.width / 2, 20);
			await expect(details).not.toHaveAttribute('open');
		}

		const staff = await browserOf();
		await onSuchAPhone(staff);
		await signIn(staff, 'sam');
		await staff.goto('/staff/tickets');
		const dialog = staff.getByRole('dialog', { name: m.inbox_keys() });
		await expect(async () => {
			await staff.keyboard.press('?');
			await expect(dialog).toBeVisible({ timeout: 500 });
		}).toPass();
		await expectAbove(staff, dialog);
		await button(dialog, m.ui_close()).click();

		await menu(staff).getByRole('button').filter({ hasText: m.ui_more() }).click();
		const rest = staff.locator('[popover]').filter({ has: staff.getByRole('link'), visible: true });
		const bar = (await menu(staff).boundingBox())!;
		const box = (await rest.boundingBox())!;
		expect(box.y + box.height).toBeLessThanOrEqual(bar.y);
		expect(box.y).toBeGreaterThanOrEqual(EDGES.top);
	});

	test('pages at the door begin below one and end above the other', async ({ page }) => {
		await onSuchAPhone(page);
		await page.goto('/login');
		const logo = page.getByRole('banner').getByRole('img').first();
		expect((await logo.boundingBox())!.y).toBeGreaterThanOrEqual(EDGES.top);
		await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
		const last = page.getByRole('contentinfo').locator('a, button, select').filter({ visible: true }).last();
		const end = (await last.boundingBox())!;
		expect(end.y + end.height).toBeLessThanOrEqual(heightOf(page) - EDGES.bottom);
	});
});
