import type { Locator } from '@playwright/test';
import { expectSound } from './support/sound.ts';
import { button, field, heading, link, m, signIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test.skip(({ hasTouch }) => !hasTouch, 'about what a thumb does');

test('on a phone, what is pressed is large enough for a thumb', async ({ page }) => {
	await signIn(page, 'adam');
	const home = new URL(page.url()).pathname;
	for (const path of ['/account', '/welcome', home, `${home}/tickets`, `${home}/tickets/new`, `${home}/contacts`]) {
		await page.goto(path);
		const small = await page.evaluate(() =>
			[...document.querySelectorAll('main button, main summary, nav a, nav button, main [role=button]')]
				.filter((element) => element.checkVisibility())
				.map((element) => ({ box: element.getBoundingClientRect(), html: element.outerHTML.slice(0, 120) }))
				.filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
				.map(({ box, html }) => `${Math.round(box.width)} × ${Math.round(box.height)} ${html}`)
		);
		expect(small, path).toEqual([]);
	}
	await expect(heading(page, m.contacts_title())).toBeVisible();
});

test('on a phone, what opens is a sheet from below, and a touch beside it closes it', async ({ page, browserOf }) => {
	await signIn(page, 'thea');
	await page.goto(`${new URL(page.url()).pathname}/contacts`);
	const { width, height } = page.viewportSize()!;
	const account = page
		.getByRole('banner')
		.locator('details')
		.filter({ has: page.getByRole('button', { name: m.ui_sign_out(), includeHidden: true }) });
	const menus = [
		page.getByRole('banner').locator('details').first(),
		page.getByRole('banner').locator('details', { has: page.getByLabel(/^Notifications/) }),
		account
	];
	for (const menu of menus) {
		await menu.locator('summary').click();
		await expectAtTheFoot(menu.locator('> div'), { width, height });
		await page.touchscreen.tap(width / 2, 20);
		await expect(menu).not.toHaveAttribute('open');
	}

	const scriptless = await browserOf({ javaScriptEnabled: false });
	await signIn(scriptless, 'adam');
	const first = scriptless.getByRole('banner').locator('details').first();
	await first.locator('summary').click();
	await expectAtTheFoot(first.locator('> div'), { width, height });
	await scriptless.touchscreen.tap(width / 2, 20);
	await expect(first).not.toHaveAttribute('open');
});

test('on a phone with keys, a dialog is a sheet from below that scrolls inside', async ({ page }) => {
	await signIn(page, 'sam');
	await page.goto('/staff/tickets');
	const dialog = page.getByRole('dialog', { name: m.inbox_keys() });
	await expect(async () => {
		await page.keyboard.press('?');
		await expect(dialog).toBeVisible({ timeout: 500 });
	}).toPass();
	await expectAtTheFoot(dialog, page.viewportSize()!);
	await expectSound(page, { covered: true });

	const low = { width: 390, height: 320 };
	await page.setViewportSize(low);
	await expectAtTheFoot(dialog, low);
	await expect(button(dialog, m.ui_close())).toBeInViewport({ ratio: 1 });
	const checkbox = dialog.getByRole('checkbox', { name: m.inbox_keys_switch() });
	await expect(checkbox).not.toBeInViewport();
	await checkbox.scrollIntoViewIfNeeded();
	await expect(checkbox).toBeInViewport();
	await expect(button(dialog, m.ui_close())).toBeInViewport({ ratio: 1 });
	await button(dialog, m.ui_close()).click();
	await expect(dialog).toBeHidden();
});

test('on a phone, the thumb has what one comes for: a new ticket above the bar, the answer from anywhere in a thread', async ({
	page
}) => {
	const bar = page.getByRole('banner').getByRole('navigation');
	for (const [person, path, name] of [
		['adam', '/', m.contacts_home_new_ticket()],
		['sam', '/staff/tickets?filter=all', m.inbox_new()]
	] as const) {
		await signIn(page, person);
		await page.goto(path);
		const create = link(page.getByRole('main'), name);
		await expect(create).toBeInViewport({ ratio: 1 });
		await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
		await expect(create).toBeInViewport({ ratio: 1 });
		const [above, below] = [(await create.boundingBox())!, (await bar.boundingBox())!];
		expect(above.y + above.height).toBeLessThanOrEqual(below.y);
		expect(above.y).toBeGreaterThan(page.viewportSize()!.height / 2);
	}

	await page.goto('/staff/tickets/1009');
	await page.evaluate(() => window.scrollTo(0, 0));
	const answer = field(page, m.tickets_reply_label());
	await expect(answer).not.toBeInViewport();
	const shortcut = link(page, m.tickets_write_reply());
	await expect(shortcut).toBeInViewport({ ratio: 1 });
	await expectSound(page);
	await page.evaluate(() => window.scrollTo(0, 0));
	await shortcut.click();
	await expect(answer).toBeInViewport();
});

/** As wide as the window, down to its lower edge, and not over all of it. */
async function expectAtTheFoot(sheet: Locator, window: { width: number; height: number }): Promise<void> {
	await expect(sheet).toBeVisible();
	await expect
		.poll(async () => {
			const { x, y, width, height } = (await sheet.boundingBox())!;
			return { x, width, foot: Math.round(y + height), beside: y >= 44 };
		})
		.toEqual({ x: 0, width: window.width, foot: window.height, beside: true });
}
