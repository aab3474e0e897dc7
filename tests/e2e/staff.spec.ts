import { expectSound } from './support/sound.ts';
import { button, cast, choice, field, heading, link, m, openTicket, signIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const SECRET = 'Ne pas le dire au client : zibeline.';

test('staff answer, note between themselves, resolve; the customer reads all but the note, accepts, and reopens', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const vera = await browserOf();
	await signIn(vera, 'vera');
	await vera.goto(`${vera.url()}/tickets`);
	const subject = `Relance des impayés ${Date.now()}`;
	const number = await openTicket(vera, {
		subject,
		body: 'Elle ne part plus.\n\n<script>alert(1)</script> [ici](javascript:alert(1))'
	});
	await expectSound(vera);

	await test.step('the inbox shows it, first and to be handled', async () => {
		await signIn(page, 'sam');
		await link(page, m.ui_nav_inbox()).click();
		await expect(heading(page, m.tickets_inbox_title())).toBeVisible();
		await expectSound(page);
		const row = page.getByRole('listitem').filter({ hasText: `#${number}` });
		await expect(row).toContainText(cast.vera.lastName);
		await row.getByRole('link').click();
		await expect(page.getByRole('heading', { level: 1 })).toContainText(subject);
		await expectSound(page);
	});

	await test.step('a note stays between staff', async () => {
		await page.getByRole('radio', { name: m.tickets_write_note() }).check();
		await expectSound(page);
		await field(page, m.tickets_note_label()).fill(SECRET);
		await button(page, m.tickets_note_action()).click();
		await expect(page.getByRole('status').filter({ hasText: m.tickets_note_done() })).toBeVisible();
		await expect(page.getByText(SECRET)).toBeVisible();
		await expectSound(page);
		await vera.reload();
		await expect(vera.getByRole('heading', { level: 1 })).toContainText(subject);
		expect(await vera.content()).not.toContain('zibeline');
	});

	await test.step('an answer reaches the customer on the page and by mail', async () => {
		await page.getByRole('radio', { name: m.tickets_write_reply() }).check();
		await field(page, m.tickets_reply_label()).fill('Depuis quand, *exactement* ?');
		await choice(page, m.tickets_reply_status(), m.tickets_status_waiting_staff()).check();
		await button(page, m.tickets_reply_action()).click();
		await expect(page.getByRole('status').filter({ hasText: m.tickets_reply_done() })).toBeVisible();
		await expect(field(page, m.tickets_reply_label())).toHaveValue('');
		await expect(async () =>
			expect(
				(await portal.mailsTo(cast.vera.email)).some(
					({ subject: told, text }) => told.includes(`#${number}`) && text.includes('Depuis quand')
				)
			).toBe(true)
		).toPass();
		await vera.reload();
		await expect(heading(vera, m.tickets_turn_you())).toBeVisible();
		await expect(vera.getByText('Depuis quand')).toBeVisible();
		await expectSound(vera);
	});

	await test.step('the customer answers, staff resolve', async () => {
		await field(vera, m.tickets_answer_title()).fill('Depuis lundi.');
		await button(vera, m.tickets_answer_action()).click();
		await expect(vera.getByText('Depuis lundi.')).toBeVisible();
		await expect(field(vera, m.tickets_answer_title())).toHaveValue('');
		await expect(heading(vera, m.tickets_turn_staff())).toBeVisible();
		await page.reload();
		await expect(page.getByText('Depuis lundi.')).toBeVisible();
		await field(page, m.tickets_set_status()).selectOption({ label: m.tickets_status_resolved() });
		await button(page, m.tickets_set_status_action()).click();
		await expect(page.getByRole('status').filter({ hasText: m.tickets_set_status_done() })).toBeVisible();
		await expectSound(page);
	});

	await test.step('the customer accepts the solution, then answers once more: the ticket reopens', async () => {
		await vera.reload();
		await expect(heading(vera, m.tickets_turn_you_resolved())).toBeVisible();
		await vera.getByText(m.tickets_accept_ask(), { exact: true }).click();
		await expectSound(vera);
		await button(vera, m.tickets_accept_action()).click();
		await expect(heading(vera, m.tickets_closed_title())).toBeVisible();
		await expectSound(vera);
		await field(vera, m.tickets_answer_title()).fill('Cela recommence.');
		await button(vera, m.tickets_reopen_action()).click();
		await expect(heading(vera, m.tickets_turn_staff())).toBeVisible();
		expect(await vera.content()).not.toContain('zibeline');
	});

	expect((await portal.mailsTo(cast.vera.email)).some(({ text, html }) => `${text}${html}`.includes('zibeline'))).toBe(
		false
	);
});

test('nobody else of the structure reads a private ticket, nor anybody of another', async ({ page, browserOf }) => {
	await signIn(page, 'vera');
	const home = new URL(page.url()).pathname;
	await page.goto(`${home}/tickets/new`);
	await field(page, m.tickets_subject()).fill('Une affaire personnelle');
	await choice(page, m.tickets_category(), 'Question').check();
	await choice(page, m.tickets_urgency(), m.tickets_urgency_minor()).check();
	await field(page, m.tickets_body()).fill('Entre nous.');
	await page.getByRole('checkbox', { name: m.tickets_private_label() }).check();
	await button(page, m.tickets_open_action()).click();
	await expect(heading(page, m.tickets_opened_title())).toBeVisible();
	const path = new URL(page.url()).pathname;
	for (const person of ['adam', 'thea', 'otto'] as const) {
		const other = await browserOf();
		await signIn(other, person);
		expect((await other.goto(path))!.status(), person).toBe(404);
		await expect(heading(other, m.ui_error_not_found())).toBeVisible();
	}
});

test('the lists of staff are sound, with and without something in them', async ({ page }) => {
	test.slow();
	await signIn(page, 'mona');
	for (const path of [
		'/staff',
		'/staff/tasks',
		'/staff/tickets',
		'/staff/tickets?filter=waiting',
		'/staff/tickets?filter=closed',
		'/staff/tickets?filter=all',
		'/staff/requests',
		'/staff/mails',
		'/staff/mails?state=failed',
		'/staff/mails/incoming',
		'/staff/satisfaction',
		'/staff/audit'
	]) {
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await expectSound(page);
	}
	await page.goto('/staff/requests');
	const request = page.getByRole('article').filter({ hasText: cast.noor.email });
	await field(request, m.staff_search()).fill('commercy');
	await button(request, m.staff_search_submit()).click();
	await expect(page.getByText(m.staff_attach_found({ count: 1 }))).toBeVisible();
	await expectSound(page);
	await link(page, m.ui_nav_inbox()).first().click();
	await expect(page).toHaveURL(/\/staff\/tickets$/);
});
