import { signInByKeyboard, tabTo } from './support/keyboard.ts';
import { awake, button, cast, choice, field, heading, link, m, padlock } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test.skip(({ hasTouch }) => hasTouch === true, 'a keyboard stands before a screen');

test('by keyboard alone, someone signs in, skips to the content and opens a ticket', async ({ page }) => {
	await signInByKeyboard(page, cast.vera.email);
	await page.keyboard.press('Tab');
	await expect(link(page, m.ui_skip())).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.locator('#main')).toBeFocused();
	await tabTo(page, page.getByRole('main').getByRole('link', { name: m.contacts_home_new_ticket() }));
	await page.keyboard.press('Enter');
	await expect(heading(page, m.tickets_new_title())).toBeVisible();

	await tabTo(page, field(page, m.tickets_subject()));
	await page.keyboard.type('Tout au clavier');
	await tabTo(page, choice(page, m.tickets_category(), 'Question'));
	await page.keyboard.press('ArrowRight');
	await expect(choice(page, m.tickets_category(), 'Incident')).toBeChecked();
	await tabTo(page, choice(page, m.tickets_urgency(), m.tickets_urgency_blocking()));
	await page.keyboard.press('Space');
	await tabTo(page, field(page, m.tickets_body()));
	await page.keyboard.type('Sans souris.');
	await tabTo(page, button(page, m.tickets_open_action()));
	await page.keyboard.press('Enter');
	await expect(heading(page, m.tickets_opened_title())).toBeVisible();
});

test('by keyboard alone, an administrator closes a padlock and opens it again', async ({ page }) => {
	await signInByKeyboard(page, cast.adam.email);
	await awake(page, () => page.goto(`${page.url()}/contacts?q=lemoine`));
	await tabTo(page, padlock(page, 'Véra Lemoine', 'open'));
	await page.keyboard.press('Enter');
	await expect(padlock(page, 'Véra Lemoine', 'closed')).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(padlock(page, 'Véra Lemoine', 'open')).toBeFocused();
});

test('by keyboard alone, the account menu opens, closes and signs out', async ({ page }) => {
	await signInByKeyboard(page, cast.vera.email);
	const menu = page.locator('details', { hasText: m.ui_sign_out() });
	await tabTo(page, menu.locator('summary'));
	await page.keyboard.press('Enter');
	await expect(button(page, m.ui_sign_out())).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(button(page, m.ui_sign_out())).toBeHidden();
	await expect(menu.locator('summary')).toBeFocused();
	await page.keyboard.press('Space');
	await tabTo(page, button(page, m.ui_sign_out()));
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/login$/);
});
