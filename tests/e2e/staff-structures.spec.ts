import { structures } from '#server/demo/structures.ts';
import { expectSound } from './support/sound.ts';
import {
	button,
	field,
	freshEmail,
	goOn,
	heading,
	link,
	linkIn,
	m,
	mail,
	NEW_PASSWORD,
	signIn,
	speak
} from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const A = structures.sexey;
const B = structures.commercy;

/** A structure that nobody has created before, at either size and however often. */
let made = 0;
const fresh = (name: string) => {
	const mark = `${Date.now().toString(36)}${made++}`;
	return { name: `${name} ${mark}`, number: `Z${mark}`.toUpperCase(), domain: `${mark}.example` };
};

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function toDirectory(page: Page) {
	await page.goto('/staff/structures');
	await expect(heading(page, m.directory_title())).toBeVisible();
}

async function search(page: Page, words: string) {
	await page.getByRole('searchbox', { name: m.directory_search() }).fill(words);
}

test('staff find a structure as they type, by number, town or domain, and by what is missing there', async ({
	page
}) => {
	await signIn(page, 'sam');
	await link(page, m.directory_nav()).click();
	await expect(heading(page, m.directory_title())).toBeVisible();
	await expect(link(page, A.name)).toBeVisible();
	await expect(link(page, B.name)).toBeVisible();
	await expectSound(page);

	for (const words of ['SEXEY', A.customerNumber.toLowerCase(), A.mailDomain]) {
		await search(page, words);
		await expect(link(page, B.name)).toBeHidden();
		await expect(link(page, A.name)).toBeVisible();
		await expect(page.getByRole('status').filter({ hasText: m.directory_found({ count: 1 }) })).toBeVisible();
		await search(page, '');
		await expect(link(page, B.name)).toBeVisible();
	}
	const tab = page.getByRole('link', { name: m.directory_filter_without_administrator() });
	const touched = await tab.elementHandle();
	await search(page, 'zibeline');
	await expect(heading(page, m.directory_none_found())).toBeVisible();
	await expectSound(page);
	await link(page, m.directory_show_all()).click();
	await expect(link(page, B.name)).toBeVisible();
	// The list changes under the finger; the tabs above it do not, or a tap in between would be lost.
	expect(await touched!.evaluate((element) => element.isConnected)).toBe(true);

	await tab.click();
	await expect(page).toHaveURL(/show=without_administrator/);
	await expect(link(page, A.name)).toBeHidden();
	await expect(row(page, structures.saintois.name)).toContainText(m.directory_no_administrator());
	await page.reload();
	await expect(link(page, A.name)).toBeHidden();
	await page.getByRole('link', { name: m.directory_filter_proposal() }).click();
	await expect(link(page, structures.madon.name)).toBeVisible();
	await expect(link(page, A.name)).toBeHidden();
	await expectSound(page);
	await page.goBack();
	await link(page, structures.saintois.name).click();
	await expect(heading(page, structures.saintois.name)).toBeVisible();
	await expect(page.getByText(m.directory_no_administrator())).toBeVisible();
	await expectSound(page);
});

test('a structure’s page leads to its people, its tickets and its history, and is reached from a ticket', async ({
	page
}) => {
	await signIn(page, 'sam');
	await toDirectory(page);
	await link(page, A.name).click();
	await expect(heading(page, A.name)).toBeVisible();
	const address = new URL(page.url()).pathname;
	await expect(page.getByText(A.customerNumber).first()).toBeVisible();
	await expect(page.getByText(A.mailDomain, { exact: true })).toBeVisible();
	await expectSound(page);

	await link(page, m.directory_tickets_all()).click();
	await expect(page).toHaveURL(new RegExp(`structure=${A.customerNumber}`));
	await expect(heading(page, m.tickets_inbox_title())).toBeVisible();
	await page.goto(address);
	await page.locator('main').getByRole('link', { name: /^#\d+/ }).first().click();
	await expect(page).toHaveURL(/\/staff\/tickets\/\d+/);
	await link(page, A.name).first().click();
	await expect(page).toHaveURL(address);

	await page.goto(`${address}/history`);
	await expect(heading(page, m.proposals_history())).toBeVisible();
	await expectSound(page);
	await link(page, A.name).click();
	await link(page, m.directory_people_all()).click();
	await expect(heading(page, m.directory_contacts_title({ name: A.name }))).toBeVisible();
	await expectSound(page);
	const downloading = page.waitForEvent('download');
	await link(page, m.contacts_export()).click();
	expect((await downloading).suggestedFilename()).toMatch(/\.csv$/);
});

test('staff create a structure, record its domains, add somebody and make them its administrator', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const { name, number, domain } = fresh('Syndicat du Rupt');
	await signIn(page, 'sam');
	await toDirectory(page);

	await test.step('what was typed is kept while it is put right', async () => {
		await link(page, m.directory_new()).click();
		await expect(heading(page, m.directory_new())).toBeVisible();
		await expectSound(page);
		await button(page, m.directory_create_submit()).click();
		await expect(field(page, m.directory_name())).toHaveAccessibleDescription(m.errors_required());
		await field(page, m.directory_name()).fill(name);
		await field(page, m.directory_number()).fill(A.customerNumber.toLowerCase());
		await button(page, m.directory_create_submit()).click();
		await expect(field(page, m.directory_number())).toHaveAccessibleDescription(
			new RegExp(m.staff_customer_number_taken())
		);
		await expect(field(page, m.directory_name())).toHaveValue(name);
		await expectSound(page);
		await field(page, m.directory_number()).fill(number.toLowerCase());
		await button(page, m.directory_create_submit()).click();
		await expect(heading(page, name)).toBeVisible();
		await expect(page.getByText(m.directory_created())).toBeVisible();
		await expectSound(page);
	});

	await test.step('its number is corrected, once it is nobody else’s', async () => {
		await page.getByText(m.directory_number_change(), { exact: true }).click();
		await field(page, m.directory_number()).fill(B.customerNumber);
		await button(page, m.directory_number_save()).click();
		await expect(field(page, m.directory_number())).toHaveAccessibleDescription(
			new RegExp(m.staff_customer_number_taken())
		);
		await expectSound(page);
		await field(page, m.directory_number()).fill(`${number} b`);
		await button(page, m.directory_number_save()).click();
		await expect(page.getByText(m.directory_number_saved({ number: `${number}B` }))).toBeVisible();
		await expect(field(page, m.directory_number())).toBeHidden();
	});

	await test.step('a public or foreign domain is refused, its own one is taken in any writing', async () => {
		const typed = field(page, m.directory_domain());
		await typed.fill('secretariat@gmail.com');
		await button(page, m.directory_domain_add()).click();
		await expect(typed).toHaveAccessibleDescription(new RegExp(m.directory_domain_public({ domain: 'gmail.com' })));
		await expect(typed).toHaveValue('secretariat@gmail.com');
		await typed.fill(B.mailDomain);
		await button(page, m.directory_domain_add()).click();
		await expect(typed).toHaveAccessibleDescription(new RegExp(B.name));
		await expectSound(page);
		await typed.fill(`@${domain.toUpperCase()}`);
		await button(page, m.directory_domain_add()).click();
		await expect(page.getByText(m.directory_domain_added({ domain }))).toBeVisible();
		await expect(typed).toHaveValue('');
		await expectSound(page);
		await button(page, m.directory_domain_remove({ domain })).click();
		await expect(page.getByText(m.directory_domain_removed({ domain }))).toBeVisible();
		await expect(page.getByText(m.directory_domains_none())).toBeVisible();
	});

	const email = freshEmail('rose');
	await test.step('somebody is added and invited', async () => {
		await link(page, m.directory_people_add()).click();
		await expect(heading(page, m.directory_add_to({ name }))).toBeVisible();
		await expectSound(page);
		await field(page, m.accounts_first_name()).fill('Rose');
		await field(page, m.accounts_last_name()).fill('Rambert');
		await field(page, m.contacts_email()).fill('pas une adresse');
		await button(page, m.contacts_add_submit()).click();
		await expect(field(page, m.contacts_email())).toHaveAttribute('aria-invalid', 'true');
		await field(page, m.contacts_email()).fill(email);
		await button(page, m.contacts_add_submit()).click();
		await expect(page.getByText(m.contacts_added_invited())).toBeVisible();
		await expect(page).toHaveURL(/\/staff\/structures\/[^/]+\/contacts/);
		const rose = await browserOf();
		await rose.goto(linkIn(await mail(portal, email, m.mails_invited_subject({ structure: name })), '/invitation/'));
		await field(rose, m.accounts_new_password()).fill(NEW_PASSWORD);
		await field(rose, m.accounts_confirmation()).fill(NEW_PASSWORD);
		await button(rose, m.accounts_invitation_enter()).click();
		await goOn(rose);
		await expect(rose).toHaveURL(/\/s\//);
	});

	await test.step('she becomes its administrator, and the structure no longer waits for one', async () => {
		await page.getByRole('link', { name: /Rose Rambert/ }).click();
		await expect(heading(page, 'Rose Rambert')).toBeVisible();
		await expect(page.getByText(name)).toBeVisible();
		await page.reload();
		await button(page, m.contacts_make_administrator()).click();
		await expect(page.getByText(m.contacts_made_administrator({ name: 'Rose Rambert' }))).toBeVisible();
		await expectSound(page);
		await page.goto('/staff/structures?show=without_administrator');
		await expect(heading(page, m.directory_title())).toBeVisible();
		await expect(link(page, name)).toBeHidden();
		await toDirectory(page);
		await search(page, name);
		await expect(row(page, name)).toContainText('Rose Rambert');
	});
});

test('all of it works without JavaScript', async ({ browserOf }) => {
	test.slow();
	const { name, number, domain } = fresh('Syndicat des Sources');
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'sam');
	await toDirectory(page);
	await search(page, 'sexey');
	await button(page, m.directory_search_submit()).click();
	await expect(link(page, A.name)).toBeVisible();
	await expect(link(page, B.name)).toBeHidden();
	await page.getByRole('link', { name: m.directory_filter_without_administrator() }).click();
	await expect(page.getByRole('searchbox', { name: m.directory_search() })).toHaveValue('sexey');
	await expect(heading(page, m.directory_none_found())).toBeVisible();

	await page.goto('/staff/structures/new');
	await field(page, m.directory_name()).fill(name);
	await field(page, m.directory_number()).fill(A.customerNumber);
	await button(page, m.directory_create_submit()).click();
	await expect(field(page, m.directory_number())).toHaveAccessibleDescription(
		new RegExp(m.staff_customer_number_taken())
	);
	await expect(field(page, m.directory_name())).toHaveValue(name);
	await field(page, m.directory_number()).fill(number);
	await button(page, m.directory_create_submit()).click();
	await expect(heading(page, name)).toBeVisible();
	const address = new URL(page.url()).pathname;

	await page.getByText(m.directory_number_change(), { exact: true }).click();
	await field(page, m.directory_number()).fill(B.customerNumber);
	await button(page, m.directory_number_save()).click();
	await expect(field(page, m.directory_number())).toHaveValue(B.customerNumber);
	await expect(field(page, m.directory_number())).toBeVisible();
	await field(page, m.directory_number()).fill(`${number}C`);
	await button(page, m.directory_number_save()).click();
	await expect(page.getByText(m.directory_number_saved({ number: `${number}C` }))).toBeVisible();

	await field(page, m.directory_domain()).fill('pas un domaine');
	await button(page, m.directory_domain_add()).click();
	await expect(field(page, m.directory_domain())).toHaveValue('pas un domaine');
	await expect(field(page, m.directory_domain())).toHaveAccessibleDescription(new RegExp(m.directory_domain_invalid()));
	await field(page, m.directory_domain()).fill(domain);
	await button(page, m.directory_domain_add()).click();
	await expect(page.getByText(domain, { exact: true })).toBeVisible();
	await button(page, m.directory_domain_remove({ domain })).click();
	await expect(page.getByText(m.directory_domain_removed({ domain }))).toBeVisible();

	await page.goto(`${address}/contacts/new`);
	await field(page, m.accounts_first_name()).fill('Rose');
	await field(page, m.accounts_last_name()).fill('Rambert');
	await field(page, m.contacts_email()).fill(freshEmail('rose'));
	await page.getByRole('checkbox', { name: m.contacts_add_invite() }).uncheck();
	await button(page, m.contacts_add_submit()).click();
	await expect(page.getByText(m.contacts_added())).toBeVisible();
	await page.getByRole('link', { name: /Rose Rambert/ }).click();
	await expect(heading(page, 'Rose Rambert')).toBeVisible();
});

test('in English it says the same', async ({ page }) => {
	await signIn(page, 'mona');
	await speak(page, 'en');
	await page.goto('/staff/structures');
	await expect(heading(page, m.directory_title({}, { locale: 'en' }))).toBeVisible();
	await expect(page.getByText(m.directory_waits({}, { locale: 'en' })).first()).toBeAttached();
	await link(page, A.name).click();
	await expect(heading(page, m.directory_domains({}, { locale: 'en' }))).toBeVisible();
	await expectSound(page);
	await speak(page, 'fr');
});
