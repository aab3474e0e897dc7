import { ticketsAbout } from './support/database.ts';
import { withoutServiceWorkers } from './support/device.ts';
import {
	awake,
	button,
	field,
	fillTicket,
	heading,
	link,
	m,
	openTicket,
	optionalField,
	signIn
} from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const homeOf = (page: Page) => /\/s\/[^/?]+/.exec(page.url())![0];
const unique = (words: string) => `${words} ${Date.now()}`;
const replyField = (page: Page) => field(page, m.tickets_reply_label());
const refusalField = (page: Page) => field(page, m.tickets_refuse_reason());

/** Until the device has some words, in whichever draft. */
const kept = (page: Page, words: string) =>
	expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain(words);

/**
 * Sends a form, which arrives: the page waits for the answer until it is left, or is told that the network went. What is
 * held stays held meanwhile: let go, it would be sent after all. In a browser `withoutServiceWorkers`, which might send it.
 */
async function sendUnanswered(page: Page, action: string, then: 'waits' | 'is told' = 'waits'): Promise<void> {
	let over = false;
	let taken = () => {};
	const arrived = new Promise<void>((resolve) => (taken = resolve));
	await page.route('**', async (route) => {
		if (over || route.request().method() !== 'POST' || !route.request().url().includes('/tickets/'))
			return route.fallback();
		await route.fetch({ maxRedirects: 0 });
		taken();
		if (then === 'is told') await route.abort('internetdisconnected');
	});
	await button(page, action).click();
	await arrived;
	if (then === 'waits') return;
	await expect(page.getByRole('alert')).toContainText(m.ui_form_unreachable());
	// It stays in the way, and lets all through: taken out, it might take along what is sent meanwhile.
	over = true;
}

/** Ends a page as a device out of memory does, and opens its address again. */
async function opensAgain(page: Page): Promise<Page> {
	const context = page.context();
	const address = page.url();
	const gone = page.waitForEvent('crash');
	const devtools = await context.newCDPSession(page);
	devtools.send('Page.crash').catch(() => {});
	await gone;
	const again = await context.newPage();
	await awake(again, () => again.goto(address));
	return again;
}

test('what was on its way when its page ended is sent once, and the draft of it thrown away keeps nothing from leaving', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const subject = unique('Réponse jamais venue');
	await withoutServiceWorkers(page.context());
	await signIn(page, 'vera');
	await awake(page, () => page.goto(`${homeOf(page)}/tickets/new`));
	await fillTicket(page, { subject, body: 'Le réseau est lent.' });
	await kept(page, 'Le réseau est lent.');
	await sendUnanswered(page, m.tickets_open_action());
	const again = await opensAgain(page);
	await expect(again.getByText(m.live_draft_restored())).toBeVisible();
	await expect(field(again, m.tickets_body())).toHaveValue('Le réseau est lent.');
	await button(again, m.tickets_open_action()).click();
	await expect(heading(again, m.tickets_opened_title())).toBeVisible();
	await expect(again.getByRole('heading', { level: 1 })).toContainText(subject);
	expect(await ticketsAbout(portal, subject)).toEqual({ tickets: 1, messages: 1, files: 0 });
	const number = /\/tickets\/(\d+)/.exec(again.url())![1]!;

	const sam = await browserOf();
	await withoutServiceWorkers(sam.context());
	await signIn(sam, 'sam');
	await awake(sam, () => sam.goto(`/staff/tickets/${number}`));
	const leftUnanswered = async (words: string) => {
		await replyField(sam).fill(words);
		await kept(sam, words);
		await sendUnanswered(sam, m.tickets_reply_action());
		await awake(sam, () => sam.reload());
		await sam.unrouteAll({ behavior: 'ignoreErrors' });
		await expect(sam.getByText(m.live_draft_restored())).toBeVisible();
		await expect(replyField(sam)).toHaveValue(words);
	};
	await test.step('so with a reply, over a reload', async () => {
		await leftUnanswered('Nous regardons.');
		await button(sam, m.tickets_reply_action()).click();
		await expect(sam.getByText(m.tickets_reply_done())).toBeVisible();
		expect(await ticketsAbout(portal, subject)).toEqual({ tickets: 1, messages: 2, files: 0 });
	});
	await test.step('thrown away, it does not stand for what is written next', async () => {
		await leftUnanswered('À jeter, mais arrivé.');
		await button(sam, m.live_draft_discard()).click();
		await replyField(sam).fill('Tout autre chose.');
		await button(sam, m.tickets_reply_action()).click();
		await expect(sam.getByText(m.tickets_reply_done())).toBeVisible();
		await expect(sam.getByText('Tout autre chose.')).toBeVisible();
		expect(await ticketsAbout(portal, subject)).toEqual({ tickets: 1, messages: 4, files: 0 });
	});
});

test('words corrected after an answer that never came are not taken for those that arrived', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const subject = unique('Corrigé');
	await signIn(page, 'vera');
	await page.goto(`${homeOf(page)}/tickets`);
	const number = await openTicket(page, { subject, body: 'Qui appeler ?' });

	const sam = await browserOf();
	await withoutServiceWorkers(sam.context());
	await signIn(sam, 'sam');
	await awake(sam, () => sam.goto(`/staff/tickets/${number}`));
	await replyField(sam).fill('Appelez le 03 83 00 00 01.');
	await kept(sam, '03 83 00 00 01');
	await sendUnanswered(sam, m.tickets_reply_action(), 'is told');
	// What arrived moves the page once it shows.
	await expect(sam.getByText('Appelez le 03 83 00 00 01.')).toBeVisible();
	await replyField(sam).fill('Appelez le 03 83 00 00 02.');
	await button(sam, m.tickets_reply_action()).click();
	await expect(sam.getByRole('alert')).toContainText(m.tickets_sent_otherwise());
	await expect(replyField(sam)).toHaveValue('Appelez le 03 83 00 00 02.');
	await button(sam, m.tickets_reply_action()).click();
	await expect(sam.getByText(m.tickets_reply_done())).toBeVisible();
	await expect(sam.getByText('Appelez le 03 83 00 00 02.')).toBeVisible();
	expect(await ticketsAbout(portal, subject)).toEqual({ tickets: 1, messages: 3, files: 0 });
});

test('a draft is put back into a form that says something already, and a follow-up has one of its own', async ({
	page
}) => {
	test.slow();
	await signIn(page, 'adam');
	const home = homeOf(page);
	const form = `${home}/tickets/new/forgotten-email`;
	await page.goto(form);
	await optionalField(page, m.tickets_request_former_email()).fill('a.ferry@ancien');
	await field(page, m.tickets_request_phone()).fill('03 83 11 22 33');
	await kept(page, '03 83 11 22 33');
	await page.reload();
	await expect(page.getByText(m.live_draft_restored())).toBeVisible();
	await expect(optionalField(page, m.tickets_request_former_email())).toHaveValue('a.ferry@ancien');
	await expect(field(page, m.tickets_request_phone())).toHaveValue('03 83 11 22 33');
	await button(page, m.live_draft_discard()).click();
	await expect(field(page, m.tickets_request_phone())).not.toHaveValue('03 83 11 22 33');

	await page.goto(`${home}/tickets?filter=closed&whose=mine`);
	await page.getByRole('listitem').filter({ hasText: 'bibliothécaire' }).getByRole('link').click();
	await link(page, m.tickets_follow_action()).click();
	await expect(field(page, m.tickets_subject())).toHaveValue(/bibliothécaire/);
	const follow = page.url();
	await field(page, m.tickets_body()).fill('Cela recommence.');
	await kept(page, 'Cela recommence.');
	await page.goto(`${home}/tickets/new`);
	await field(page, m.tickets_body()).fill('Sans rapport.');
	await kept(page, 'Sans rapport.');
	await page.goto(follow);
	await expect(page.getByText(m.live_draft_restored())).toBeVisible();
	await expect(field(page, m.tickets_subject())).toHaveValue(/bibliothécaire/);
	await expect(field(page, m.tickets_body())).toHaveValue('Cela recommence.');
});

test('a template that was asked for is not covered by a draft', async ({ page }) => {
	await signIn(page, 'sam');
	await page.goto('/staff/tickets');
	await page.getByRole('article').getByRole('link').first().click();
	await replyField(page).fill('Commencé avant.');
	await kept(page, 'Commencé avant.');
	const template = await field(page, m.inbox_template_insert()).locator('option').nth(1).getAttribute('value');
	await awake(page, () => page.goto(`${new URL(page.url()).pathname}?template=${template}`));
	await expect(replyField(page)).toHaveValue(/^Bonjour /);
	await replyField(page).press('Control+End');
	await replyField(page).pressSequentially(' Et ceci.');
	await kept(page, 'Et ceci.');
	await expect(replyField(page)).toHaveValue(/^Bonjour [\s\S]* Et ceci\.$/);
});

test('the refusal of a solution stays under the fingers when the ticket moves on, and over a reload', async ({
	page,
	browserOf
}) => {
	test.slow();
	const sam = await browserOf();
	await signIn(sam, 'sam');
	const become = async (number: string, status: string) => {
		await sam.goto(`/staff/tickets/${number}`);
		await field(sam, m.tickets_set_status()).selectOption({ label: status });
		await button(sam, m.tickets_set_status_action()).click();
		await expect(sam.getByText(m.tickets_set_status_done())).toBeVisible();
	};
	await signIn(page, 'vera');
	await page.goto(`${homeOf(page)}/tickets`);
	const number = await openTicket(page, { subject: unique('Pas résolu'), body: 'Il s’arrête à 80 %.' });
	await become(number, m.tickets_status_resolved());
	await awake(page, () => page.reload());
	await page.getByText(m.tickets_refuse_ask()).click();
	await refusalField(page).fill('Toujours à 80 %.');
	await kept(page, 'Toujours à 80 %.');
	await awake(page, () => page.reload());
	await expect(refusalField(page)).toBeVisible();
	await expect(refusalField(page)).toHaveValue('Toujours à 80 %.');

	await become(number, m.tickets_status_in_progress());
	await expect(heading(page, m.tickets_turn_staff())).toBeVisible();
	await expect(refusalField(page)).toHaveValue('Toujours à 80 %.');
	await button(page, m.tickets_refuse_action()).click();
	await expect(page.getByRole('alert')).toContainText(m.tickets_refuse_too_late());
	await expect(refusalField(page)).toHaveValue('Toujours à 80 %.');
	await button(page, m.live_draft_discard()).click();
	await expect(refusalField(page)).toHaveCount(0);
});
