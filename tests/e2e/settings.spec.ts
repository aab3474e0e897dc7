import sharp from 'sharp';
import { contrast, paletteOf } from '#lib/palette.ts';
import { vendor } from '#server/demo/vendor.ts';
import { startPortal, type Portal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import {
	button,
	cast,
	choice,
	field,
	freshEmail,
	heading,
	link,
	linkIn,
	m,
	mail,
	NEW_PASSWORD,
	optionalField,
	signIn
} from './support/steps.ts';
import { expect, test as base, type Page } from './support/test.ts';

/** The vendor's name, lists and people are everybody's: a portal of its own. */
const test = base.extend<object, { portal: Portal }>({
	portal: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const portal = await startPortal();
			await use(portal);
			await portal.stop();
		},
		{ scope: 'worker' }
	]
});

const png = async (width: number, height: number) =>
	sharp({ create: { width, height, channels: 3, background: '#7a1f5c' } })
		.png()
		.toBuffer();

const told = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
const card = (page: Page, title: string) =>
	page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
/** The ground of the first button of a page, as the browser paints it. */
const painted = (page: Page, name: string) =>
	button(page, name).evaluate((element) => {
		const canvas = document.createElement('canvas').getContext('2d')!;
		canvas.fillStyle = getComputedStyle(element).backgroundColor;
		canvas.fillRect(0, 0, 1, 1);
		const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
		return `#${[r!, g!, b!].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
	});

test('a manager gives the portal another name, colour and logo, and a visitor sees them at once', async ({
	page,
	browserOf
}) => {
	test.setTimeout(120_000);
	const visitor = await browserOf();
	await visitor.goto('/login');
	await expect(visitor.getByRole('img', { name: vendor.name }).first()).toBeVisible();
	await signIn(page, 'mona');
	await page.goto('/staff/settings');
	await expectSound(page);

	await link(page, m.settings_identity()).click();
	await expect(heading(page, m.settings_identity())).toBeVisible();
	await expectSound(page);
	await field(page, m.settings_name()).fill('Maison Prune');
	await optionalField(page, m.settings_phone()).fill('+33 3 83 90 10 00');
	await button(page, m.ui_save()).click();
	await expect(told(page, m.settings_saved())).toBeVisible();
	await expect(optionalField(page, m.settings_phone())).toHaveValue('03 83 90 10 00');

	await page.goto('/staff/settings/appearance');
	await expectSound(page);
	await test.step('a colour that cannot be read is refused, one that can is shown before it is taken', async () => {
		await field(page, m.settings_color()).fill('#ffffff');
		await expect(page.getByText(m.settings_color_too_light(), { exact: true })).toBeVisible();
		await button(page, m.settings_color_save()).click();
		await expect(page.getByRole('alert')).toContainText('1.0');
		await expectSound(page);
		await field(page, m.settings_color()).fill('#ffd500');
		await expect(page.getByText(m.settings_color_adapted(), { exact: true })).toBeVisible();
		await field(page, m.settings_color()).fill('#7a1f5c');
		await expect(page.getByText(m.settings_color_as_is(), { exact: true })).toBeVisible();
		await button(page, m.settings_color_save()).click();
		await expect(told(page, m.settings_saved())).toBeVisible();
	});
	await test.step('an SVG is refused with its reason, a picture takes the logo’s place', async () => {
		const logo = card(page, m.settings_logo());
		await expect(logo.getByLabel(m.files_choose_one())).not.toHaveAttribute('multiple');
		await expect(logo.getByText(m.files_or_drop_one(), { exact: true })).toHaveCount(1);
		await logo
			.getByLabel(m.files_choose_one())
			.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
		await expect(logo.getByText(m.files_svg()).first()).toBeVisible();
		await button(logo, m.files_remove({ name: 'logo.svg' })).click();
		const buffer = await png(320, 80);
		await logo.getByLabel(m.files_choose_one()).setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer });
		await button(logo, m.settings_picture_save()).click();
		await expect(told(page, m.settings_picture_saved())).toBeVisible();
		await expectSound(page);
	});
	await test.step('the sign-in page wears them, as the preview said', async () => {
		await visitor.goto('/login');
		const logo = visitor.getByRole('img', { name: 'Maison Prune' }).first();
		await expect(logo).toBeVisible();
		expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
		await expect(visitor).toHaveTitle(/Maison Prune/);
		await expect(visitor.getByRole('link', { name: '03 83 90 10 00' }).first()).toBeVisible();
		for (const scheme of ['light', 'dark'] as const) {
			await visitor.emulateMedia({ colorScheme: scheme });
			const color = await painted(visitor, m.accounts_sign_in());
			// To a rounding of the browser's.
			expect(contrast(color, paletteOf('#7a1f5c')[scheme].accent), `${scheme} ${color}`).toBeLessThan(1.03);
		}
		await visitor.emulateMedia({ colorScheme: 'light' });
		await expectSound(visitor);
	});
});

test('legal texts are looked at before they are saved, limits hold at once, without JavaScript too', async ({
	browserOf
}) => {
	test.setTimeout(120_000);
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'mona');
	await page.goto('/staff/settings/legal');
	await optionalField(page, m.settings_legal_fr()).fill('## Qui nous sommes\n\nUne **maison**.');
	await button(page, m.settings_legal_show()).click();
	await expect(page.getByRole('heading', { name: 'Qui nous sommes' })).toBeVisible();
	await expect(optionalField(page, m.settings_legal_fr())).toHaveValue('## Qui nous sommes\n\nUne **maison**.');
	await page.goto('/legal');
	await expect(page.getByText('Qui nous sommes')).toHaveCount(0);
	await page.goto('/staff/settings/legal');
	await optionalField(page, m.settings_legal_fr()).fill('## Qui nous sommes\n\nUne **maison**.');
	await button(page, m.ui_save()).click();
	await page.goto('/legal');
	await expect(page.getByRole('heading', { name: 'Qui nous sommes' })).toBeVisible();

	await page.goto('/staff/settings/limits');
	await field(page, m.settings_remind_days()).fill('7');
	await button(page, m.settings_limits_save()).click();
	await expect(page.getByText(m.settings_remind_before_close()).first()).toBeVisible();
	await field(page, m.settings_remind_days()).fill('5');
	await field(page, m.settings_max_files()).fill('4');
	await button(page, m.settings_limits_save()).click();
	await page.goto('/help');
	await expect(page.getByText('4 fichiers au plus')).toBeVisible();

	await page.goto('/staff/settings/appearance');
	const icon = card(page, m.settings_icon());
	await icon
		.getByLabel(m.settings_picture())
		.setInputFiles({ name: 'i.png', mimeType: 'image/png', buffer: await png(600, 512) });
	await button(icon, m.settings_picture_save()).click();
	await expect(page.getByText(m.settings_icon_square({ width: 600, height: 512 })).first()).toBeVisible();
});

test('a category and a product are added, and a customer finds them in the form', async ({ page, browserOf }) => {
	test.setTimeout(120_000);
	await signIn(page, 'mona');
	await page.goto('/staff/settings/categories');
	await expectSound(page);
	await link(page, m.settings_category_new()).click();
	await field(page, m.settings_category_fr()).fill('Formation');
	await field(page, m.settings_category_en()).fill('Training');
	await expectSound(page);
	await button(page, m.settings_category_save()).click();
	await expect(heading(page, 'Formation')).toBeVisible();
	await button(page, m.settings_up({ title: 'Formation' })).click();
	await expect(told(page, m.settings_moved())).toBeVisible();

	await test.step('one with a form of its own can only be renamed', async () => {
		await page.getByRole('link', { name: `${m.settings_edit()} : Devenir administrateur` }).click();
		await expect(page.getByText(m.settings_category_typed())).toBeVisible();
		await expect(page.getByText(m.settings_category_retire(), { exact: true })).toHaveCount(0);
	});
	await test.step('one is retired, and offered again', async () => {
		await page.goto('/staff/settings/categories');
		await page.getByRole('link', { name: `${m.settings_edit()} : Question` }).click();
		await page.getByText(m.settings_category_retire(), { exact: true }).click();
		await button(page, m.settings_retire_action()).click();
		await expect(heading(page, 'Question')).toHaveCount(0);
		await expectSound(page);
		await page.getByRole('button', { name: `${m.settings_bring_back()} : Question` }).click();
		await expect(heading(page, 'Question')).toBeVisible();
	});

	await page.goto('/staff/settings/products');
	await expectSound(page);
	await link(page, m.settings_product_new()).click();
	await field(page, m.settings_product_name()).fill('Archives');
	await button(page, m.settings_product_save()).click();
	await expect(heading(page, 'Archives')).toBeVisible();

	await test.step('an agent says which structure has it', async () => {
		const sam = await browserOf();
		await signIn(sam, 'sam');
		await expect(sam.getByRole('link', { name: m.settings_nav(), exact: true })).toHaveCount(0);
		expect((await sam.request.get('/staff/settings')).status()).toBe(404);
		await sam.goto('/staff/structures?q=C10601');
		await sam.getByRole('row').getByRole('link').first().click();
		const products = card(sam, m.settings_products());
		await expect(products.getByRole('checkbox', { name: 'Finances et paie' })).toBeChecked();
		await products.getByRole('checkbox', { name: 'Archives' }).check();
		await button(products, m.settings_structure_products_save()).click();
		await expect(told(sam, m.settings_structure_products_saved())).toBeVisible();
		await sam.reload();
		await expect(products.getByRole('checkbox', { name: 'Archives' })).toBeChecked();
		await expectSound(sam);
	});
	await test.step('a customer finds both in the form', async () => {
		const vera = await browserOf();
		await signIn(vera, 'vera');
		await vera.goto(`${new URL(vera.url()).pathname}/tickets/new`);
		await expect(choice(vera, m.tickets_category(), 'Formation')).toBeVisible();
		await expect(
			vera
				.getByRole('main')
				.getByText('Archives')
				.or(vera.locator('option', { hasText: 'Archives' }))
				.first()
		).toBeAttached();
	});
});

test('an agent is invited, comes by the mail’s link and answers; removed, they are out at the next click', async ({
	page,
	browserOf,
	portal
}) => {
	test.setTimeout(180_000);
	await signIn(page, 'mona');
	await page.goto('/staff/settings/staff');
	await expectSound(page);
	await link(page, m.settings_staff_invite()).click();
	await expectSound(page);
	await field(page, m.settings_staff_email()).fill(cast.vera.email);
	await field(page, m.accounts_first_name()).fill('Nina');
	await field(page, m.accounts_last_name()).fill('Adam');
	await button(page, m.settings_staff_invite_send()).click();
	await expect(page.getByText('Mairie de Sexey-aux-Forges').first()).toBeVisible();
	const email = freshEmail('nina.adam');
	await field(page, m.settings_staff_email()).fill(email);
	await button(page, m.settings_staff_invite_send()).click();
	await expect(told(page, m.settings_staff_invited_told({ email }))).toBeVisible();
	await expect(page.getByText(m.settings_staff_waiting(), { exact: true })).toBeVisible();
	await expectSound(page);

	const nina = await browserOf();
	// Another test may have given the vendor another name.
	const { name } = await page.evaluate(() => ({ name: document.title.split(' · ').at(-1)! }));
	await nina.goto(linkIn(await mail(portal, email, m.settings_mail_invited_subject({ vendor: name })), '/join/'));
	await expect(heading(nina, m.settings_join_title({ vendor: name }))).toBeVisible();
	await expectSound(nina);
	await field(nina, m.accounts_new_password()).fill(NEW_PASSWORD);
	await field(nina, m.accounts_confirmation()).fill(NEW_PASSWORD);
	await button(nina, m.settings_join_enter()).click();
	await expect(nina).toHaveURL(/\/staff$/);
	await nina.goto('/staff/tickets');
	await nina.getByRole('link', { name: /^#\d+/ }).first().click();
	await field(nina, m.tickets_reply_label()).fill('Bonjour, nous regardons.');
	await button(nina, m.tickets_reply_action()).click();
	await expect(nina.getByRole('main')).toContainText('Bonjour, nous regardons.');
	const answered = nina.url();
	// Away from the ticket: a page that tells who is looking at it would be refused aloud.
	await nina.goto('/staff/tickets');

	await page.goto('/staff/settings/staff');
	await link(page, 'Nina Adam').click();
	await expect(page.getByText(m.settings_staff_remove_sessions())).toBeVisible();
	await expectSound(page);
	await button(page, m.settings_staff_remove_action({ name: 'Nina Adam' })).click();
	await expect(told(page, m.settings_staff_removed({ name: 'Nina Adam' }))).toBeVisible();
	await expect(link(page, 'Nina Adam')).toHaveCount(0);
	await mail(portal, email, m.settings_mail_removed_subject({ vendor: name }));

	await nina.goto('/staff/structures');
	await expect(nina).toHaveURL(/\/login/);
	await field(nina, m.accounts_sign_in_email()).fill(email);
	await field(nina, m.accounts_sign_in_password()).fill(NEW_PASSWORD);
	await button(nina, m.accounts_sign_in()).click();
	await expect(nina.getByText(m.accounts_sign_in_refused()).first()).toBeVisible();
	await page.goto(answered);
	await expect(page.getByRole('main')).toContainText('Nina');
	await page.goto('/staff/settings/staff');
	await link(page, 'Mona Vautrin').click();
	await expect(page.getByText(m.settings_staff_self_remove())).toBeVisible();
	await expectSound(page);
});
