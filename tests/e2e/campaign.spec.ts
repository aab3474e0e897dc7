import { startPortal, type Portal } from './support/portal.ts';
import { letLinksExpire, listImported } from './support/imported.ts';
import { expectSound } from './support/sound.ts';
import { button, field, goOn, heading, link, linkIn, m, mail, NEW_PASSWORD, signIn } from './support/steps.ts';
import { expect, test as withPortal, type Page } from './support/test.ts';

/** A portal of its own: whoever is imported here would be in the lists of every other journey. */
const test = withPortal.extend<object, { moving: Portal }>({
	moving: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const portal = await startPortal();
			await use(portal);
			await portal.stop();
		},
		{ scope: 'worker' }
	],
	baseURL: ({ moving }, use) => use(moving.origin)
});

const VENDOR = 'DEFI Informatique';
const SUBJECT = m.activation_mail_subject({ vendor: VENDOR });
const [nadia, paul, rose] = ['nadia.weber', 'paul.hasard', 'rose.gand'].map((name) => `${name}@ancien.example`) as [
	string,
	string,
	string
];

async function choosePassword(page: Page) {
	await field(page, m.accounts_new_password()).fill(NEW_PASSWORD);
	await field(page, m.accounts_confirmation()).fill(NEW_PASSWORD);
	await button(page, m.activation_enter()).click();
	await goOn(page);
	await expect(page).toHaveURL(/\/s\//);
}

/** How many the page of a campaign says are in a state. */
const count = (page: Page, state: string) =>
	page.getByRole('main').getByRole('link', { name: new RegExp(`^\\d+ ${state}`) });

test('a manager invites the people of the old portal, they come by their link, and the campaign shows it', async ({
	page,
	browserOf,
	moving: portal
}) => {
	test.setTimeout(240_000);
	await listImported(portal, 'C10604', [nadia, paul, rose]);
	await signIn(page, 'mona');

	await test.step('nothing is there yet', async () => {
		await page.goto('/staff/campaigns');
		await expect(heading(page, m.campaigns_none())).toBeVisible();
		await expectSound(page);
		await link(page, m.campaigns_new()).click();
	});
	await test.step('a rate beyond reason is refused at its field, and what was typed is kept', async () => {
		await expectSound(page);
		await field(page, m.campaigns_name()).fill('Lunéville');
		await page.getByRole('radio', { name: m.campaigns_beginning_none() }).check();
		await field(page, m.campaigns_rate()).fill('100000');
		await button(page, m.campaigns_create()).click();
		await expect(field(page, m.campaigns_rate())).toHaveAccessibleDescription(/3600/);
		await expect(field(page, m.campaigns_name())).toHaveValue('Lunéville');
		await expectSound(page);
		await field(page, m.campaigns_rate()).fill('3600');
		await button(page, m.campaigns_create()).click();
		await expect(heading(page, 'Lunéville')).toBeVisible();
		await expectSound(page);
	});
	await test.step('she chooses the structure', async () => {
		await link(page, m.campaigns_choose()).click();
		await page.getByRole('searchbox').fill('C10604');
		await expect(page.getByRole('checkbox')).toHaveCount(1);
		await page.getByRole('checkbox').check();
		await button(page, m.campaigns_add()).click();
		await expect(page.getByText(m.campaigns_structures_saved())).toBeVisible();
		await expectSound(page);
		await link(page, m.campaigns_back_to()).click();
	});
	await test.step('sees who is written to, and what', async () => {
		await expect(page.getByText(m.campaigns_will_write({ count: 3 }))).toBeVisible();
		await expectSound(page);
		await link(page, m.campaigns_see_people()).click();
		await expect(page.getByText(paul)).toBeVisible();
		await expectSound(page);
		await page.getByRole('row').filter({ hasText: paul }).getByRole('link', { name: m.campaigns_preview() }).click();
		await expect(page.getByRole('heading', { name: SUBJECT })).toBeVisible();
		await expect(page.frameLocator('iframe').getByText(m.activation_mail_login({ email: paul }))).toBeVisible();
		await expectSound(page);
		await link(page, m.campaigns_back_to()).click();
	});
	await test.step('and starts', async () => {
		await page.getByRole('checkbox', { name: m.campaigns_start_confirm({ count: 3 }) }).check();
		await button(page, m.campaigns_start()).click();
		await expect(heading(page, m.campaigns_progress())).toBeVisible();
	});

	const address = linkIn(await mail(portal, nadia, SUBJECT), '/activation/');
	await test.step('a mail scanner that opens the link uses nothing up', async () => {
		for (let opened = 0; opened < 3; opened++) expect((await page.request.get(address)).status()).toBe(200);
		await page.reload();
		await expect(count(page, m.campaigns_state_opened())).toHaveText(/^\s*0/);
	});
	await test.step('the person opens it, chooses a password, and is in', async () => {
		const person = await browserOf();
		await person.goto(address);
		await expect(person.getByText(nadia)).toBeVisible();
		await expectSound(person);
		await expect(async () => {
			await page.reload();
			await expect(count(page, m.campaigns_state_opened())).toHaveText(/^\s*1/, { timeout: 500 });
		}).toPass({ timeout: 15_000 });
		await field(person, m.accounts_new_password()).fill('court');
		await button(person, m.activation_enter()).click();
		await expect(field(person, m.accounts_new_password())).toHaveAttribute('aria-invalid', 'true');
		await expectSound(person);
		await choosePassword(person);
		await person.goto(address);
		await expect(heading(person, m.activation_done_title())).toBeVisible();
		await expectSound(person);
	});

	await mail(portal, paul, SUBJECT);
	const old = linkIn(await mail(portal, rose, SUBJECT), '/activation/');
	await test.step('the page of an expired link says so and sends another', async () => {
		await letLinksExpire(portal, rose);
		const person = await browserOf();
		await person.goto(old);
		await expect(heading(person, m.activation_expired_title())).toBeVisible();
		await expectSound(person);
		await button(person, m.activation_again()).click();
		await expect(person.getByText(m.activation_sent())).toBeVisible();
		await expectSound(person);
		await expect(async () =>
			expect((await portal.mailsTo(rose)).filter(({ subject }) => subject === SUBJECT)).toHaveLength(2)
		).toPass({ timeout: 15_000 });
		await person.goto(linkIn((await portal.mailsTo(rose))[0]!.text, '/activation/'));
		await choosePassword(person);
	});
	await test.step('a forgotten password of somebody who never came sends the link again', async () => {
		const person = await browserOf();
		await person.goto('/password/forgotten');
		await field(person, m.accounts_sign_in_email()).fill(paul);
		await button(person, m.accounts_forgotten_send()).click();
		await expect(person.getByText(m.accounts_forgotten_sent())).toBeVisible();
		await expect(async () => expect(await portal.mailsTo(paul)).toHaveLength(2)).toPass({ timeout: 15_000 });
		await person.goto(linkIn((await portal.mailsTo(paul))[0]!.text, '/activation/'));
		await expect(heading(person, m.activation_page_title())).toBeVisible();
	});

	await test.step('the campaign shows who came, over time, and sends a link once more', async () => {
		await page.reload();
		await expect(count(page, m.campaigns_state_activated())).toHaveText(/^\s*2/);
		await expect(page.getByRole('img', { name: m.campaigns_curve_text() })).toBeVisible();
		await page.getByText(m.ui_chart_figures()).click();
		await expect(page.getByRole('table', { name: m.campaigns_curve() })).toBeVisible();
		await expectSound(page);
		await link(page, m.campaigns_see_people()).click();
		await expect(page.getByRole('row').filter({ hasText: nadia })).toContainText(m.campaigns_state_activated());
		await page.getByRole('checkbox', { name: m.campaigns_select_person({ email: paul }) }).check();
		await button(page, m.campaigns_resend_chosen()).click();
		await expect(page.getByText(m.campaigns_resent({ count: 1 }))).toBeVisible();
		await expectSound(page);
		await expect(async () => expect(await portal.mailsTo(paul)).toHaveLength(3)).toPass({ timeout: 45_000 });
		const { pathname } = new URL(page.url());
		const csv = await (await page.request.get(pathname.replace('/people', '/export'))).text();
		expect(csv).toMatch(new RegExp(`${nadia};Weber;Nadia;.*;${m.campaigns_state_activated()};`));
	});
	await test.step('an agent follows it, and neither starts nor stops anything', async () => {
		const sam = await browserOf();
		await signIn(sam, 'sam');
		await sam.goto('/staff/campaigns');
		await expectSound(sam);
		await expect(link(sam, m.campaigns_new())).toHaveCount(0);
		await link(sam, 'Lunéville').click();
		await expect(heading(sam, m.campaigns_progress())).toBeVisible();
		await expect(button(sam, m.campaigns_resend())).toHaveCount(0);
		await expectSound(sam);
	});
});

test('a link that leads nowhere says how to go on', async ({ page }) => {
	await page.goto('/activation/none');
	await expect(page.getByText(m.activation_nowhere())).toBeVisible();
	await expectSound(page);
	await link(page, m.accounts_link_new()).click();
	await expect(heading(page, m.accounts_forgotten_title())).toBeVisible();
});
