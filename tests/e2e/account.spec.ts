import { expectSound } from './support/sound.ts';
import {
	button,
	cast,
	DEMO_PASSWORD,
	field,
	heading,
	link,
	m,
	NEW_PASSWORD,
	optionalField,
	signIn,
	type Locale
} from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const accountMenu = (page: Page, locale: Locale = 'fr') =>
	page
		.locator('details', { hasText: m.ui_sign_out({}, { locale }) })
		.locator('summary')
		.click();

test('someone changes their name, their phone, their language and their theme', async ({ page }) => {
	await signIn(page, 'otto');
	await page.goto('/account');
	await expectSound(page);
	await expect(page.getByText(cast.otto.email).filter({ visible: true }).first()).toBeVisible();
	await optionalField(page, m.accounts_phone()).fill('03 53 01 21 49');
	await field(page, m.accounts_last_name()).fill('Reinhardt-Klein');
	await button(page, m.ui_save()).click();
	await expect(page.getByRole('status').filter({ hasText: m.accounts_profile_saved() })).toBeVisible();
	await expectSound(page);
	await page.reload();
	await expect(field(page, m.accounts_last_name())).toHaveValue('Reinhardt-Klein');
	await expect(optionalField(page, m.accounts_phone())).toHaveValue('03 53 01 21 49');

	await accountMenu(page);
	await expectSound(page, { covered: true });
	await button(page, m.ui_theme_dark()).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await expect(page).toHaveURL(/\/account$/);
	await expectSound(page);
	await accountMenu(page);
	await button(page, m.ui_language_en()).click();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await expect(heading(page, m.ui_account_profile({}, { locale: 'en' }))).toBeVisible();
	await expectSound(page);
	await accountMenu(page, 'en');
	await button(page, m.ui_language_fr()).click();
	await accountMenu(page);
	await button(page, m.ui_theme_system()).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');
});

test('someone sees their devices, ends one from another, and all others by changing the password', async ({
	page,
	browserOf
}) => {
	test.slow();
	const [old, lost, third] = [await browserOf(), await browserOf(), await browserOf()];
	await signIn(page, 'otto');
	for (const device of [old, lost, third]) await signIn(device, 'otto');

	await page.goto('/account/sessions');
	const devices = page.getByRole('main').getByRole('listitem');
	await expect(devices.filter({ hasText: m.accounts_session_current() })).toHaveCount(1);
	const many = await devices.count();
	expect(many).toBeGreaterThanOrEqual(4);
	await expectSound(page);
	await button(
		devices.filter({ hasNotText: m.accounts_session_current() }).first(),
		m.accounts_session_revoke()
	).click();
	await expect(page.getByRole('status').filter({ hasText: m.accounts_session_revoked() })).toBeVisible();
	await expect(devices).toHaveCount(many - 1);

	await page.goto('/account/password');
	await expectSound(page);
	await field(page, m.accounts_current_password()).fill(DEMO_PASSWORD);
	await field(page, m.accounts_new_password()).fill(NEW_PASSWORD);
	await field(page, m.accounts_confirmation()).fill(NEW_PASSWORD);
	await button(page, m.accounts_password_save()).click();
	await expect(page.getByRole('status').filter({ hasText: m.accounts_password_changed() })).toBeVisible();
	await expect(field(page, m.accounts_new_password())).toHaveValue('');
	for (const device of [old, lost, third]) {
		await device.goto('/account');
		await expect(device).toHaveURL(/\/login\?to=/);
	}
	await page.goto('/account/sessions');
	await expect(devices).toHaveCount(1);

	await signIn(old, { email: cast.otto.email, password: NEW_PASSWORD });
	await page.reload();
	await button(page, m.accounts_sessions_revoke_others()).click();
	await expect(devices).toHaveCount(1);
	await old.reload();
	await expect(old).toHaveURL(/\/login/);

	await page.goto('/account/password');
	await field(page, m.accounts_current_password()).fill(NEW_PASSWORD);
	await field(page, m.accounts_new_password()).fill(DEMO_PASSWORD);
	await field(page, m.accounts_confirmation()).fill(DEMO_PASSWORD);
	await button(page, m.accounts_password_save()).click();
	await expect(page.getByRole('status').filter({ hasText: m.accounts_password_changed() })).toBeVisible();
});

test('signing out leaves nothing to come back to', async ({ page }) => {
	await signIn(page, 'otto');
	const home = new URL(page.url()).pathname;
	await accountMenu(page);
	await button(page, m.ui_sign_out()).click();
	await expect(page).toHaveURL(/\/login$/);
	await page.goBack();
	await expect(page).toHaveURL(/\/login/);
	await page.goto(home);
	await expect(page).toHaveURL(`/login?to=${encodeURIComponent(home)}`);
});

test('someone of several structures goes from one to the other on the same kind of page', async ({ page }) => {
	await signIn(page, 'thea');
	await page.goto(`${page.url()}/tickets`);
	const here = page.url();
	await page.getByRole('banner').locator('summary').first().click();
	await expectSound(page, { covered: true });
	await page
		.getByRole('banner')
		.getByRole('link', { name: /Rives de Moselle|Sexey|Moselle et Madon/ })
		.first()
		.click();
	await expect(page).not.toHaveURL(here);
	await expect(page).toHaveURL(/\/s\/[^/]+\/tickets$/);
	await expect(heading(page, m.tickets_list_title())).toBeVisible();
	await expect(link(page, m.tickets_new_action())).toBeVisible();
});
