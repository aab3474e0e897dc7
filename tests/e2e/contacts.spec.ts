import { readFileSync } from 'node:fs';
import { expectSound } from './support/sound.ts';
import {
	awake,
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
	optionalField,
	padlock,
	signIn,
	speak
} from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const A = 'Mairie de Sexey-aux-Forges';

async function toList(page: Page) {
	await signIn(page, 'adam');
	await page.goto(`${new URL(page.url()).pathname}/contacts`);
	await expect(heading(page, m.contacts_title())).toBeVisible();
}

async function addPerson(page: Page, lastName: string, email: string) {
	await link(page, m.contacts_add()).click();
	await expect(heading(page, m.contacts_add())).toBeVisible();
	await field(page, m.accounts_first_name()).fill('Zoé');
	await field(page, m.accounts_last_name()).fill(lastName);
	await field(page, m.contacts_email()).fill(email);
	await optionalField(page, m.contacts_function()).fill('Régisseuse');
}

test('an administrator adds a colleague, who arrives by the mail’s link and sets a password', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const email = freshEmail('zoe');
	await toList(page);
	await addPerson(page, 'Invitée', email);
	await expectSound(page);
	await button(page, m.contacts_add_submit()).click();
	await expect(page.getByText(m.contacts_added_invited())).toBeVisible();
	await expect(page.getByText(m.contacts_state_invited())).toBeVisible();
	await expectSound(page);

	const zoe = await browserOf();
	const address = linkIn(await mail(portal, email, m.mails_invited_subject({ structure: A })), '/invitation/');
	await zoe.goto(address);
	await expect(heading(zoe, m.accounts_invitation_title({ structure: A }))).toBeVisible();
	await expect(zoe.getByText(email)).toBeVisible();
	await expectSound(zoe);
	await field(zoe, m.accounts_new_password()).fill('court');
	await field(zoe, m.accounts_confirmation()).fill('court');
	await button(zoe, m.accounts_invitation_enter()).click();
	await expect(zoe.getByRole('alert')).toBeVisible();
	await expectSound(zoe);
	await field(zoe, m.accounts_new_password()).fill(NEW_PASSWORD);
	await field(zoe, m.accounts_confirmation()).fill(NEW_PASSWORD);
	await button(zoe, m.accounts_invitation_enter()).click();
	await goOn(zoe);
	await expect(heading(zoe, m.contacts_home_hello({ name: 'Zoé' }))).toBeVisible();

	await page.reload();
	await expect(padlock(page, 'Zoé Invitée', 'open')).toBeVisible();
	const late = await browserOf();
	await late.goto(address);
	await expect(late.getByText(m.accounts_invitation_expired())).toBeVisible();
	await expectSound(late);
});

test('what is written of somebody is changed on their page, and so is their role', async ({ page }) => {
	test.slow();
	await toList(page);
	const email = freshEmail('zoe');
	await addPerson(page, 'Modifiée', email);
	await page.getByRole('checkbox', { name: m.contacts_add_invite() }).uncheck();
	await button(page, m.contacts_add_submit()).click();
	await expect(page.getByText(m.contacts_added(), { exact: true })).toBeVisible();
	await page.getByRole('link', { name: 'Zoé Modifiée' }).click();
	await expect(heading(page, 'Zoé Modifiée')).toBeVisible();
	await expectSound(page);

	await field(page, m.accounts_last_name()).fill('');
	await button(page, m.contacts_save()).click();
	await expect(field(page, m.accounts_last_name())).toHaveAccessibleDescription(new RegExp(m.errors_required()));
	await field(page, m.accounts_last_name()).fill('Corrigée');
	await field(page, m.contacts_email()).fill('vera.lemoine@sexey-aux-forges.example');
	await button(page, m.contacts_save()).click();
	await expect(field(page, m.contacts_email())).toHaveAccessibleDescription(/Véra Lemoine/);
	await expect(field(page, m.accounts_last_name())).toHaveValue('Corrigée');
	await field(page, m.contacts_email()).fill(email);
	await button(page, m.contacts_save()).click();
	await expect(page.getByText(m.contacts_saved({ name: 'Zoé Corrigée' }))).toBeVisible();

	await button(page, m.contacts_invite()).click();
	await expect(page.getByText(m.contacts_invited({ name: 'Zoé Corrigée' }))).toBeVisible();
	await expectSound(page);
	await button(page, m.contacts_invite_revoke()).click();
	await expect(page.getByText(m.contacts_none_text())).toBeVisible();

	await link(page, m.contacts_remove()).click();
	await expect(heading(page, m.contacts_remove_title({ name: 'Zoé Corrigée' }))).toBeVisible();
	await expectSound(page);
	await button(page, m.contacts_remove_submit()).click();
	await expect(page.getByText(m.contacts_removed())).toBeVisible();
	await page.goto(`${new URL(page.url()).pathname}?q=${encodeURIComponent(email)}`);
	await expect(heading(page, m.contacts_found_none({ query: email }))).toBeVisible();
	await expectSound(page);
});

test('an active contact is made an administrator, and a user again', async ({ page }) => {
	await toList(page);
	await page.goto(`${page.url()}?q=chatelain`);
	const name = 'Anne-Sophie Châtelain-Wojciechowski';
	await page.getByRole('link', { name }).first().click();
	await button(page, m.contacts_make_administrator()).click();
	await expect(page.getByText(m.contacts_made_administrator({ name }))).toBeVisible();
	await expectSound(page);
	await button(page, m.contacts_make_user()).click();
	await expect(page.getByText(m.contacts_made_user({ name }))).toBeVisible();
});

const REFERENTS = [
	{ javaScriptEnabled: true, name: 'Théa Grandjean', query: 'grandjean', role: m.contacts_role_accounting() },
	{ javaScriptEnabled: false, name: 'Étienne Noël-Vuillaume', query: 'vuillaume', role: m.contacts_role_dpo() }
];
for (const { javaScriptEnabled, name, query, role } of REFERENTS)
	test(`the padlock of a referent asks first, and frees the role once confirmed, ${javaScriptEnabled ? 'with' : 'without'} a script`, async ({
		browserOf
	}) => {
		const page = await browserOf({ javaScriptEnabled });
		await signIn(page, 'adam');
		await page.goto(`${new URL(page.url()).pathname}/contacts?q=${query}`);
		await padlock(page, name, 'open').click();
		await expect(heading(page, m.contacts_lock_title({ name }))).toBeVisible();
		if (javaScriptEnabled) await expectSound(page);
		await button(page, m.contacts_lock_submit()).click();
		await expect(page.getByRole('alert')).toContainText(role);
		await page.getByRole('checkbox', { name: m.contacts_vacate_confirm() }).check();
		await button(page, m.contacts_lock_submit()).click();
		await expect(padlock(page, name, 'closed')).toBeVisible();
		await expect(heading(page, m.contacts_lock_title({ name }))).toBeHidden();
		// Back for the journeys of others.
		await padlock(page, name, 'closed').click();
		await expect(padlock(page, name, 'open')).toBeVisible();
	});

test('functions nobody confirmed for a year are offered, and one press confirms one', async ({ page }) => {
	await toList(page);
	await page
		.getByRole('navigation', { name: m.contacts_filters() })
		.getByRole('link', { name: m.contacts_filter_review() })
		.click();
	await expect(page).toHaveURL(/show=review/);
	await expectSound(page);
	const first = page.getByRole('button', { name: /toujours exact\s: la fonction/ }).first();
	const row = page.getByRole('row').filter({ has: first });
	const name = await row.getByRole('link').first().innerText();
	await first.click();
	await expect(page.getByText(/est confirmée/)).toBeVisible();
	await expect(
		page
			.getByRole('row')
			.filter({ hasText: name })
			.getByRole('button', { name: /toujours exact/ })
	).toHaveCount(0);
});

test('the list is saved as a spreadsheet', async ({ page }) => {
	await toList(page);
	const saved = page.waitForEvent('download');
	await link(page, m.contacts_export()).click();
	const file = await saved;
	expect(file.suggestedFilename()).toBe('interlocuteurs-C10601.csv');
	expect(readFileSync(await file.path(), 'utf8')).toContain('Lemoine;Véra;vera.lemoine@sexey-aux-forges.example');
});

test('without a script somebody is added, changed and removed', async ({ browserOf }) => {
	const page = await browserOf({ javaScriptEnabled: false });
	await toList(page);
	const email = freshEmail('zoe');
	await addPerson(page, 'Sans-Script', 'pas une adresse');
	await button(page, m.contacts_add_submit()).click();
	await expect(field(page, m.contacts_email())).toHaveValue('pas une adresse');
	await field(page, m.contacts_email()).fill(email);
	await button(page, m.contacts_add_submit()).click();
	await page.getByRole('link', { name: 'Zoé Sans-Script' }).click();
	await optionalField(page, m.accounts_phone()).fill('03 53 01 10 51');
	await button(page, m.contacts_save()).click();
	await expect(page.getByText(m.contacts_saved({ name: 'Zoé Sans-Script' }))).toBeVisible();
	await link(page, m.contacts_remove()).click();
	await button(page, m.contacts_remove_submit()).click();
	await expect(page.getByText(m.contacts_removed())).toBeVisible();
});

test('all of it in English', async ({ page }) => {
	await signIn(page, 'adam');
	await speak(page, 'en');
	await page.goto(`${new URL(page.url()).pathname}/contacts`);
	await link(page, m.contacts_add({}, { locale: 'en' })).click();
	await expect(heading(page, m.contacts_add({}, { locale: 'en' }))).toBeVisible();
	await expectSound(page);
	await speak(page, 'fr');
});

test('between a phone and a screen, a person without a function stands beside their address, not under it', async ({
	page
}) => {
	await toList(page);
	await page.setViewportSize({ width: 768, height: 1024 });
	await awake(page, () => page.reload());
	const over = await page.evaluate(() => {
		// Whoever is listed first, whatever other journeys have written of them.
		document.querySelector('td.function')!.replaceChildren();
		return [...document.querySelectorAll('tbody tr')].filter((row) => {
			const [name, reach, access] = ['td:first-child a', 'td.reach', 'td.access'].map((cell) =>
				row.querySelector(cell)!.getBoundingClientRect()
			) as [DOMRect, DOMRect, DOMRect];
			return name.right > reach.left || reach.right > access.left;
		}).length;
	});
	expect(over).toBe(0);
	await expectSound(page);
});
