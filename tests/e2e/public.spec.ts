import { holdScripts } from './support/hold-scripts.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, DEMO_PASSWORD, field, heading, link, m, optionalField, signInByPage } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('the door shows how to come in, the news, the certificates and the legal notice', async ({ page }) => {
	await page.goto('/');
	await expect(page).toHaveURL(/\/login$/);
	await expect(heading(page, m.accounts_sign_in_hello())).toBeVisible();
	await expectSound(page);

	await page.getByText(m.accounts_demo_logins({ password: 'Bienvenue1!' })).click();
	await expectSound(page);

	await page.getByRole('link', { name: m.news_published() }).first().click();
	await expect(page).toHaveURL(/\/news\//);
	await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toBeVisible();
	await expectSound(page);

	await page.goto('/legal');
	await expect(heading(page, m.ui_legal())).toBeVisible();
	await expectSound(page);

	await page.goto('/demo/mails');
	await expectSound(page);
});

test('the whole door is there in English', async ({ browserOf }) => {
	const page = await browserOf({ locale: 'en-GB' });
	await page.goto('/login');
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	await expect(button(page, m.accounts_sign_in({}, { locale: 'en' }))).toBeVisible();
	await expectSound(page);
	await link(page, m.accounts_sign_up({}, { locale: 'en' })).click();
	await expect(heading(page, m.accounts_sign_up_title({}, { locale: 'en' }))).toBeVisible();
	await expectSound(page);
});

test('a visitor chooses the language, and it is remembered', async ({ page }) => {
	await page.goto('/signup');
	await button(page, m.ui_language_en()).click();
	await expect(page).toHaveURL(/\/signup$/);
	await expect(heading(page, m.accounts_sign_up_title({}, { locale: 'en' }))).toBeVisible();
	await page.goto('/login');
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('an address nobody made says so, without a word too many', async ({ page }) => {
	const answer = await page.goto('/nowhere/at/all');
	expect(answer!.status()).toBe(404);
	await expect(heading(page, m.ui_error_not_found())).toBeVisible();
	await expectSound(page);
});

test('the rules of a password tick themselves while it is typed', async ({ page }) => {
	await page.goto('/signup');
	await field(page, m.accounts_sign_in_email()).fill('line.perrin@ailleurs.example');
	const rule = (label: string) => page.getByRole('listitem').filter({ hasText: label });
	const password = field(page, m.accounts_new_password());
	await expectSound(page);
	for (const [typed, label] of [
		['7', m.accounts_password_rule_digit()],
		['7A', m.accounts_password_rule_capital()],
		['7A!', m.accounts_password_rule_symbol()],
		['7A!abcde', m.accounts_password_rule_length()]
	] as const) {
		await expect(rule(label)).toContainText(`(${m.ui_password_rule_missing()})`);
		await password.fill(typed);
		await expect(rule(label)).toContainText(`(${m.ui_password_rule_met()})`);
	}
	await password.fill('7A!line.perrin');
	await expect(rule(m.accounts_password_rule_not_name())).toContainText(`(${m.ui_password_rule_missing()})`);
	await expectSound(page);
});

test('what is typed before the page’s scripts run counts once they do', async ({ page }) => {
	const scripts = await holdScripts(page);
	await page.goto('/signup');
	await field(page, m.accounts_sign_in_email()).fill('nouveau@ailleurs.example');
	await field(page, m.accounts_new_password()).fill('Nouveau-mot2passe!');
	const met = page.getByRole('listitem').filter({ hasText: `(${m.ui_password_rule_met()})` });
	await expect.poll(scripts.asked).toBeGreaterThan(0);
	await expect(met).toHaveCount(0);
	await scripts.release();
	// All but one: it holds the name before the @, which was typed before too.
	await expect(met).toHaveCount(4);
	await expect(field(page, m.accounts_new_password())).toHaveValue('Nouveau-mot2passe!');
});

test('what is wrong in the sign-up form is said at its field, and nothing typed is lost', async ({ page }) => {
	await page.goto('/signup');
	await optionalField(page, m.accounts_function()).fill('Comptable');
	await field(page, m.accounts_sign_in_email()).fill('line.perrin');
	await field(page, m.accounts_new_password()).fill('court');
	await button(page, m.accounts_sign_up()).click();
	await expect(page.getByRole('alert')).toBeFocused();
	await expect(field(page, m.accounts_first_name())).toHaveAccessibleDescription(m.errors_required());
	await expect(field(page, m.accounts_sign_in_email())).toHaveAccessibleDescription(new RegExp(m.errors_email()));
	await expect(field(page, m.accounts_sign_in_email())).toHaveValue('line.perrin');
	await expect(optionalField(page, m.accounts_function())).toHaveValue('Comptable');
	await expectSound(page);
});

for (const javaScriptEnabled of [true, false]) {
	test(`someone signs in by the page ${javaScriptEnabled ? 'with' : 'without'} JavaScript, and goes where they wanted to`, async ({
		browserOf
	}) => {
		const page = await browserOf({ javaScriptEnabled });
		await signInByPage(page, 'vera');
		await expect(heading(page, m.contacts_home_hello({ name: cast.vera.firstName }))).toBeVisible();
		const other = await browserOf({ javaScriptEnabled });
		await other.goto('/account/sessions');
		await expect(other).toHaveURL('/login?to=%2Faccount%2Fsessions');
		await field(other, m.accounts_sign_in_email()).fill(cast.vera.email);
		await field(other, m.accounts_sign_in_password()).fill(DEMO_PASSWORD);
		await button(other, m.accounts_sign_in()).click();
		await expect(heading(other, m.ui_account_sessions())).toBeVisible();
	});
}
