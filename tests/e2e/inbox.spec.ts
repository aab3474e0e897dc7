import type { Locator, Page } from '@playwright/test';
import { expectSound } from './support/sound.ts';
import { button, cast, choice, field, heading, link, m, openTicket, signIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

/** Reaches something by the Tab key, as somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	const isFocused = () => target.evaluate((element) => element === document.activeElement);
	for (let pressed = 0; pressed < 80; pressed++) {
		if (await isFocused()) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Not reached by Tab: ${target}`);
}

const told = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

test('an agent works the inbox by keyboard alone: filter, open, assign, note, template, merge, transfer', async ({
	page,
	browserOf
}) => {
	test.slow();
	const vera = await browserOf();
	await signIn(vera, 'vera');
	const list = `${new URL(vera.url()).pathname}/tickets`;
	const numbers: string[] = [];
	for (const subject of ['Relances en double', 'Relances toujours en double']) {
		await vera.goto(list);
		numbers.push(await openTicket(vera, { subject: `${subject} ${Date.now()}`, body: 'Elles partent deux fois.' }));
	}
	const [first, second] = numbers as [string, string];
	await signIn(page, 'sam');
	await page.goto('/staff/tickets');
	await expect(page.getByRole('button', { name: m.inbox_keys(), includeHidden: true })).toBeAttached();

	await test.step('filter by structure and sort', async () => {
		await page.keyboard.press('/');
		await expect(
			page.getByRole('main').getByRole('searchbox').or(page.getByRole('main').getByRole('combobox')).first()
		).toBeFocused();
		await page.keyboard.press('Tab');
		await page.keyboard.press('f');
		await expect(field(page, m.inbox_status())).toBeFocused();
		await expectSound(page);
		await tabTo(page, field(page, m.inbox_structure()));
		await page.keyboard.type('C10601');
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(/\?structure=C10601$/);
		await expect(page.getByRole('list', { name: m.inbox_filters() })).toContainText('Mairie de Sexey-aux-Forges');
		await expectSound(page);
	});

	await test.step('move in the list and open', async () => {
		await page.keyboard.press('j');
		const rows = page.getByRole('article').getByRole('link');
		await expect(rows.first()).toBeFocused();
		await page.keyboard.press('j');
		await expect(rows.nth(1)).toBeFocused();
		await page.keyboard.press('k');
		await expect(rows.first()).toBeFocused();
		await expect(rows.first()).toContainText(`#${second}`);
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(new RegExp(`/staff/tickets/${second}$`));
		await expect(page.getByRole('button', { name: m.inbox_keys(), includeHidden: true })).toBeAttached();
		await expectSound(page);
	});

	await test.step('take it in hand', async () => {
		await page.keyboard.press('a');
		await expect(told(page, m.inbox_assigned_done())).toBeVisible();
		await expect(button(page, m.inbox_assign_me())).toHaveCount(0);
	});

	await test.step('note something', async () => {
		await page.keyboard.press('n');
		await expect(field(page, m.tickets_note_label())).toBeFocused();
		await page.keyboard.type('Déjà vu chez eux : zibeline.');
		await page.keyboard.press('Control+Enter');
		await expect(page.getByText('zibeline')).toBeVisible();
		await expect(field(page, m.tickets_note_label())).toHaveValue('');
		await expectSound(page);
	});

	await test.step('answer with a template', async () => {
		await tabTo(page, button(page, m.tickets_note_action()));
		await page.keyboard.press('i');
		await expect(field(page, m.inbox_template_insert())).toBeFocused();
		await page.keyboard.type('Bien reçu');
		await tabTo(page, button(page, m.inbox_template_insert_action()));
		await page.keyboard.press('Enter');
		await expect(field(page, m.tickets_reply_label())).toHaveValue(new RegExp(`Bonjour ${cast.vera.firstName},`));
		await expect(field(page, m.tickets_reply_label())).toBeFocused();
		await page.keyboard.press('Control+Enter');
		await expect(told(page, m.tickets_reply_done())).toBeVisible();
		await expectSound(page);
	});

	await test.step('merge it into the other', async () => {
		await tabTo(page, button(page, m.tickets_reply_action()));
		await page.keyboard.press('m');
		await expect(heading(page, m.inbox_merge_title({ number: Number(second) }))).toBeVisible();
		await expectSound(page);
		await tabTo(page, field(page, m.inbox_merge_into()));
		await page.keyboard.type(`#${first}`);
		await page.keyboard.press('Enter');
		const act = button(page, m.inbox_merge_action({ number: Number(first) }));
		await expect(act).toBeVisible();
		await expectSound(page);
		await tabTo(page, act);
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(new RegExp(`/staff/tickets/${first}\\?`));
		await expect(told(page, m.inbox_merged_from_told({ number: Number(second) }))).toBeVisible();
		await expect(
			link(page, `#${second} `)
				.or(page.getByRole('link', { name: `#${second}` }))
				.first()
		).toBeVisible();
		await expectSound(page);
		await page.goto(`/staff/tickets/${second}`);
		await expect(page).toHaveURL(new RegExp(`/staff/tickets/${first}\\?`));
	});

	await test.step('transfer it, with somebody else to follow it', async () => {
		await expect(page.getByRole('button', { name: m.inbox_keys(), includeHidden: true })).toBeAttached();
		await page.keyboard.press('t');
		await expect(heading(page, m.inbox_transfer_title({ number: Number(first) }))).toBeVisible();
		await tabTo(page, field(page, m.inbox_transfer_search()));
		await page.keyboard.type('commercy');
		await page.keyboard.press('Enter');
		const found = page.getByRole('listitem').getByRole('link').filter({ hasText: 'C10602' });
		await expect(found).toBeVisible();
		await expectSound(page);
		await tabTo(page, found);
		await page.keyboard.press('Enter');
		await expect(field(page, m.inbox_transfer_requester())).toBeVisible();
		await expectSound(page);
		await tabTo(page, field(page, m.inbox_transfer_requester()));
		await page.keyboard.type('Victor');
		await tabTo(page, button(page, m.inbox_transfer_action()));
		await page.keyboard.press('Enter');
		await expect(told(page, m.inbox_transfer_done())).toBeVisible();
		await expect(page.getByRole('complementary')).toContainText('CFA du Pays de Commercy');
		await expectSound(page);
		expect((await vera.goto(`${list}/${first}`))!.status()).toBe(404);
	});
});

test('the shortcuts are shown, and can be turned off', async ({ page, hasTouch }) => {
	test.skip(hasTouch, 'A phone has no keys to show.');
	await signIn(page, 'sam');
	await page.goto('/staff/tickets');
	await expect(button(page, m.inbox_keys())).toBeVisible();
	await page.keyboard.press('?');
	const dialog = page.getByRole('dialog', { name: m.inbox_keys() });
	await expect(dialog).toBeVisible();
	await expectSound(page, { covered: true });
	await dialog.getByRole('checkbox', { name: m.inbox_keys_switch() }).uncheck();
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await page.keyboard.press('j');
	await expect(page.getByRole('article').getByRole('link').first()).not.toBeFocused();
	await page.reload();
	await expect(button(page, m.inbox_keys())).toBeVisible();
	await page.keyboard.press('?');
	await expect(dialog).toBeHidden();
	await button(page, m.inbox_keys()).click();
	await dialog.getByRole('checkbox', { name: m.inbox_keys_switch() }).check();
	await page.keyboard.press('Escape');
	await page.keyboard.press('j');
	await expect(page.getByRole('article').getByRole('link').first()).toBeFocused();
});

test('filters, views and templates work without a script', async ({ browserOf }) => {
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'sam');
	await page.goto('/staff/tickets');
	await page.getByText(m.inbox_filter(), { exact: true }).click();
	await field(page, m.inbox_status()).selectOption({ label: m.inbox_status_open() });
	await field(page, m.tickets_urgency()).selectOption({ label: m.tickets_urgency_blocking() });
	await button(page, m.inbox_apply()).click();
	await expect(page).toHaveURL(/\?filter=open&urgency=blocking$/);
	const name = `Ce qui bloque ${Date.now()}`;
	await page.getByText(m.inbox_view_save(), { exact: true }).click();
	await field(page, m.inbox_view_name()).fill(name);
	await button(page, m.inbox_view_save_action()).click();
	await expect(page).toHaveURL(/view=/);
	await expect(link(page, name)).toHaveAttribute('aria-current', 'page');
	await page.getByText(m.inbox_view_manage(), { exact: true }).click();
	await button(page, m.inbox_view_delete()).click();
	await expect(link(page, name)).toHaveCount(0);

	await page.getByRole('article').getByRole('link').first().click();
	await field(page, m.inbox_template_insert()).selectOption({ index: 1 });
	await button(page, m.inbox_template_insert_action()).click();
	await expect(field(page, m.tickets_reply_label())).toHaveValue(/^Bonjour /);
	await button(page, m.inbox_assign_me()).or(button(page, m.inbox_assign_action())).first().click();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('« devenir administrateur » is verified and granted from the ticket, and a caller gets a ticket', async ({
	page
}) => {
	await signIn(page, 'mona');
	await page.goto('/staff/tickets?filter=open&category=become_administrator');
	await page.getByRole('article').getByRole('link').first().click();
	await expect(heading(page, m.inbox_request_administrator())).toBeVisible();
	await expectSound(page);
	const checks = page.getByRole('checkbox', { name: /./ });
	for (const [index, check] of (await page.locator('.check').all()).entries()) {
		await check.click();
		await expect(page.locator('.check').nth(index)).toHaveAttribute('aria-checked', 'true');
	}
	expect(await checks.count()).toBeGreaterThan(2);
	await page.getByText(m.inbox_grant(), { exact: true }).click();
	await expectSound(page);
	await button(page, m.inbox_grant_administrator()).click();
	await expect(told(page, m.inbox_grant_done_told())).toBeVisible();
	await expectSound(page);

	await page.goto('/staff/tickets/new');
	await expectSound(page);
	await field(page, m.inbox_for_search()).fill(cast.otto.email);
	await button(page, m.inbox_for_search_action()).click();
	await page.getByRole('link', { name: new RegExp(cast.otto.lastName) }).click();
	await expectSound(page);
	await field(page, m.tickets_subject()).fill('Par téléphone');
	await field(page, m.tickets_category()).selectOption({ label: 'Incident' });
	await choice(page, m.tickets_urgency(), m.tickets_urgency_minor()).check();
	await field(page, m.tickets_body()).fill('Il demande comment exporter.');
	await button(page, m.inbox_for_action()).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Par téléphone');
	await expectSound(page);
});

test('templates are written, ordered and retired on their page', async ({ page }) => {
	await signIn(page, 'mona');
	await page.goto('/staff/templates');
	await expectSound(page);
	await link(page, m.inbox_template_new()).click();
	const title = `Modèle ${Date.now()}`;
	await field(page, m.inbox_template_title()).fill(title);
	await button(page, m.inbox_template_save()).click();
	await expect(page.getByRole('alert').or(page.getByText(m.errors_required()).first()).first()).toBeVisible();
	await expectSound(page);
	await field(page, m.inbox_template_body()).fill('Bonjour {prénom},');
	await button(page, m.inbox_template_save()).click();
	await expect(told(page, m.inbox_template_saved())).toBeVisible();
	await expect(heading(page, title)).toBeVisible();
	await button(page, m.settings_up({ title })).click();
	await expect(told(page, m.inbox_template_moved())).toBeVisible();
	await page.getByRole('link', { name: `${m.settings_edit()} : ${title}` }).click();
	await page.getByText(m.inbox_template_retire(), { exact: true }).click();
	await expectSound(page);
	await button(page, m.inbox_template_retire_action()).click();
	await expect(heading(page, title)).toHaveCount(0);
});
