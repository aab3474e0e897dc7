import { vendor } from '#server/demo/vendor.ts';
import { shownPhone } from '#lib/phone.ts';
import { forAdministrators } from '#lib/ui/guide/administrators.ts';
import { forEverybody } from '#lib/ui/guide/everybody.ts';
import { inLocale } from '#server/platform/locale.ts';
import { expectNoSidewaysScroll, expectSound } from './support/sound.ts';
import { button, heading, link, m, signIn, speak, type Locale } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

/** As they are until somebody sets them. */
const DAYS = { close: 7, reopen: 14, invitation: 7 };
const sectionsIn = (locale: Locale) =>
	inLocale(locale, () => [...forEverybody({ count: 10, bytes: 25 * 1024 * 1024 }, DAYS), ...forAdministrators(DAYS)]);
const pictures = (page: Page) => page.getByRole('figure').getByRole('img');

/** Whether every picture of the page shows, once come to, and is the one for this language and this light. */
async function expectPictures(page: Page, locale: Locale, scheme: 'light' | 'dark'): Promise<void> {
	const told = sectionsIn(locale).flatMap(({ picture }) => picture ?? []);
	await expect(pictures(page)).toHaveCount(told.length);
	for (const [index, { name, alt, caption }] of told.entries()) {
		const picture = pictures(page).nth(index);
		await picture.scrollIntoViewIfNeeded();
		await expect(picture).toHaveJSProperty('complete', true);
		await expect
			.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), `${name} loads`)
			.toBeGreaterThan(0);
		expect(
			await picture.evaluate((image: HTMLImageElement) => image.currentSrc),
			`${name} in the right light`
		).toContain(`/${name}.${locale}.${scheme}.`);
		expect(alt.length).toBeGreaterThan(20);
		await expect(picture).toHaveAccessibleName(alt);
		await expect(page.getByRole('figure').nth(index)).toContainText(caption);
	}
}

const browserLocale = { fr: 'fr-FR', en: 'en-GB' } as const;

for (const locale of ['fr', 'en'] as const) {
	const say = { locale };

	test(`a visitor finds « Prise en main » from the sign-in page and reads it, ${locale}`, async ({ browserOf }) => {
		test.slow();
		const page = await browserOf({ locale: browserLocale[locale] });
		await page.goto('/login');
		await link(page.getByRole('main'), m.guide_title({}, say)).click();
		await expect(page).toHaveURL('/help');
		await expect(page.locator('html')).toHaveAttribute('lang', locale);
		await expect(heading(page, m.guide_title({}, say))).toBeVisible();
		await expectSound(page);
		await expectPictures(page, locale, 'light');

		const contents = page.getByRole('navigation', { name: m.guide_contents({}, say) });
		const parts = [m.guide_everybody({}, say), m.guide_administrators({}, say), m.guide_help_title({}, say)];
		const titles = [...sectionsIn(locale).map(({ title }) => title), ...parts];
		await expect(contents.getByRole('link')).toHaveCount(titles.length);
		for (const title of titles) {
			await link(contents, title).click();
			await expect(page).toHaveURL(/#\w+$/);
			await expect(heading(page, title)).toBeInViewport();
		}

		const help = page.getByRole('region', { name: m.guide_help_title({}, say) });
		await expect(link(help, shownPhone(vendor.phone))).toHaveAttribute('href', `tel:${vendor.phone}`);
		await expect(link(help, vendor.email)).toBeVisible();
		await expect(help).toContainText(vendor.supportHours[locale]);
		await link(page, m.accounts_back_to_sign_in({}, say)).click();
		await expect(page).toHaveURL('/login');
	});

	test(`somebody signed in finds it in the menu of their account, and comes back, ${locale}`, async ({ page }) => {
		await signIn(page, 'vic');
		await speak(page, locale);
		await page
			.locator('details', { hasText: m.ui_sign_out({}, say) })
			.locator('summary')
			.click();
		await link(page, m.guide_title({}, say)).click();
		await expect(page).toHaveURL('/help');
		await expect(heading(page, m.guide_title({}, say))).toBeVisible();
		await expectSound(page);
		await link(page, m.ui_back_home({}, say)).click();
		await expect(page).toHaveURL(/\/s\//);
		await speak(page, 'fr');
	});
}

test('someone who waits for validation is shown the way to it', async ({ page }) => {
	await signIn(page, 'pia');
	await link(page, m.guide_home_link()).click();
	await expect(heading(page, m.guide_signup_title())).toBeVisible();
});

test('it needs no script, changes its language, and is dark for who has it dark', async ({ browserOf }) => {
	const page = await browserOf({ javaScriptEnabled: false, colorScheme: 'dark' });
	await page.goto('/help');
	await link(page, m.guide_padlock_title()).click();
	await expect(page).toHaveURL('/help#padlock');
	await expect(heading(page, m.guide_padlock_title())).toBeInViewport();
	await button(page, m.ui_language_en()).click();
	await expect(heading(page, m.guide_padlock_title({}, { locale: 'en' }))).toBeVisible();
	await expectPictures(page, 'en', 'dark');
	await expectNoSidewaysScroll(page);
});

test('dark by choice, it shows dark pictures, and prints light ones without what only a screen needs', async ({
	page
}) => {
	const choose = async (theme: string) => {
		const { origin } = new URL((await page.request.get('/healthz')).url());
		await page.request.post('/preferences', { headers: { origin, accept: 'text/html' }, form: { theme } });
	};
	await choose('dark');
	await page.goto('/help');
	await expectPictures(page, 'fr', 'dark');
	await page.emulateMedia({ media: 'print' });
	await expect(page.getByRole('navigation', { name: m.guide_contents() })).toBeHidden();
	await expect(button(page, m.ui_language_en())).toBeHidden();
	await expect(heading(page, m.guide_padlock_title())).toBeVisible();
	await expect
		.poll(() =>
			pictures(page)
				.first()
				.evaluate((image: HTMLImageElement) => image.currentSrc)
		)
		.toContain('.fr.light.');
	expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
});
