import { startPortal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { button, heading, link, m, optionalField, signIn } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

// A portal of its own: what is missing in a structure is changed by the journeys of others.
let own: Awaited<ReturnType<typeof startPortal>>;
test.beforeAll(async () => {
	own = await startPortal();
});
test.afterAll(() => own.stop());

const YANNICK = 'Yannick Le Bihan';
const card = (page: Page) => page.locator('section').filter({ has: heading(page, m.contacts_missing_title()) });

async function give(page: Page, jobFunction: string): Promise<void> {
	await page.getByRole('link', { name: YANNICK }).click();
	await expect(heading(page, YANNICK)).toBeVisible();
	await optionalField(page, m.contacts_function()).fill(jobFunction);
	await button(page, m.contacts_save()).click();
	await expect(page.getByText(m.contacts_saved({ name: YANNICK }))).toBeVisible();
}

for (const javaScriptEnabled of [true, false])
	test(`an administrator ticks off what is missing, and the list goes once nothing is, ${javaScriptEnabled ? 'with' : 'without'} a script`, async ({
		browserOf
	}) => {
		const page = await browserOf({ baseURL: own.origin, javaScriptEnabled });
		await signIn(page, 'otto');
		const home = page.url();
		await expect(card(page).getByRole('listitem')).toHaveCount(6);
		await expect(card(page).getByRole('listitem').filter({ hasText: m.ui_step_done() })).toHaveCount(5);
		if (javaScriptEnabled) await expectSound(page);
		await link(card(page), m.guide_home_link_administrators()).click();
		await expect(page).toHaveURL('/help#administrators');
		await expect(heading(page, m.guide_administrators())).toBeInViewport();
		await page.goto(home);
		await link(page, m.contacts_missing_functions({ count: 1 })).click();
		await expect(page).toHaveURL(/\/contacts\?show=without_function$/);
		await expect(page.getByRole('row').filter({ hasText: '@' })).toHaveCount(1);
		if (javaScriptEnabled) await expectSound(page);
		await give(page, 'Technicien');
		await page.goto(home);
		await expect(heading(page, m.contacts_home_hello({ name: 'Otto' }))).toBeVisible();
		await expect(card(page)).toHaveCount(0);

		await page.goto(`${home}/contacts?show=without_function`);
		await expect(heading(page, m.contacts_without_function_none())).toBeVisible();
		if (javaScriptEnabled) await expectSound(page);
		await page.goto(`${home}/contacts?q=bihan`);
		await give(page, '');
		await page.goto(home);
		await expect(card(page).getByRole('listitem').getByRole('link')).toHaveCount(1);
	});

test('nobody but administrators is told what is missing', async ({ browserOf }) => {
	for (const person of ['vic', 'pia', 'noor'] as const) {
		const page = await browserOf({ baseURL: own.origin });
		await signIn(page, person);
		await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
		await expect(card(page)).toHaveCount(0);
	}
});

test('the last three documents one may see stand on the home page, and lead to all of them', async ({ browserOf }) => {
	const latest = (page: Page) => page.locator('section').filter({ has: heading(page, m.documents_home()) });
	const page = await browserOf({ baseURL: own.origin });
	await signIn(page, 'adam');
	await expect(latest(page).getByRole('listitem')).toHaveCount(3);
	const first = latest(page).getByRole('listitem').first();
	await expect(first).toContainText('FAC-2026-0957');
	await expect(first).toContainText(m.documents_kind_invoice());
	await expect(first.locator('time')).toBeVisible();
	await expectSound(page);
	const [download] = await Promise.all([page.waitForEvent('download'), first.getByRole('link').click()]);
	expect(download.suggestedFilename()).toBe('FAC-2026-0957_C10601_octobre.pdf');
	await link(latest(page), m.documents_home_all()).click();
	await expect(heading(page, m.documents_title())).toBeVisible();

	const vera = await browserOf({ baseURL: own.origin, javaScriptEnabled: false });
	await signIn(vera, 'vera');
	await expect(latest(vera).getByRole('listitem'), 'invoices are not hers').toHaveCount(1);
	await expect(latest(vera)).not.toContainText(m.documents_kind_invoice());
	for (const person of ['pia', 'noor'] as const) {
		const other = await browserOf({ baseURL: own.origin });
		await signIn(other, person);
		await expect(other.getByRole('main').getByRole('heading').first()).toBeVisible();
		await expect(latest(other)).toHaveCount(0);
	}
});
