import type { Browser } from '@playwright/test';
import { withoutServiceWorkers } from './support/device.ts';
import { callDirectly, signInDirectly } from './support/directly.ts';
import { holdScripts } from './support/hold-scripts.ts';
import { kept } from './support/offline.ts';
import { expectSound } from './support/sound.ts';
import { awake, button, cast, DEMO_PASSWORD, field, heading, link, m, openTicket, signIn } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const bell = (page: Page) =>
	page.locator('summary', { has: page.locator('svg') }).and(page.getByLabel(/^Notifications/));
const answerField = (page: Page) => field(page, m.tickets_answer_title());
const replyField = (page: Page) => field(page, m.tickets_reply_label());

async function freshTicket(page: Page, subject: string): Promise<string> {
	await page.goto(`${new URL(page.url()).pathname}/tickets`);
	return openTicket(page, { subject, body: 'Pouvez-vous regarder ?' });
}

test('a reply appears by itself under the customer’s fingers, on both their pages, and what they wrote stays', async ({
	page,
	browserOf
}) => {
	test.slow();
	await signIn(page, 'vera');
	const number = await freshTicket(page, 'En direct');
	const second = await page.context().newPage();
	await awake(page, () => page.reload());
	await awake(second, () => second.goto(page.url()));
	await answerField(page).fill('Je commence une phrase');
	await answerField(page).focus();

	const sam = await browserOf();
	await signIn(sam, 'sam');
	await sam.goto(`/staff/tickets/${number}`);
	await replyField(sam).fill('Voici **la solution**.');
	await button(sam, m.tickets_reply_action()).click();
	await expect(sam.getByText(m.tickets_reply_done())).toBeVisible();

	for (const open of [page, second]) {
		await expect(open.getByText('Voici la solution.')).toBeVisible();
		await expect(open.getByText(m.live_new(), { exact: true })).toBeVisible();
	}
	await expect(page.getByRole('status').filter({ hasText: m.live_new_messages({ count: 1 }) })).toBeAttached();
	await expect(answerField(page)).toHaveValue('Je commence une phrase');
	await expect(answerField(page)).toBeFocused();
	await expectSound(page);
	await second.close();
});

test('what comes while a page renews itself is shown too', async ({ page, portal, playwright: { request } }) => {
	test.slow();
	await withoutServiceWorkers(page.context());
	await signIn(page, 'vera');
	const number = await freshTicket(page, 'Coup sur coup');
	const second = await page.context().newPage();
	await awake(page, () => page.reload());
	await awake(second, () => second.goto(page.url()));
	let letGo = () => {};
	const released = new Promise<void>((resolve) => (letGo = resolve));
	let held = 0;
	await page.route(/\/__data\.json/, async (route) => {
		const response = await route.fetch();
		held += 1;
		await released;
		await route.fulfill({ response });
	});

	const sam = await request.newContext();
	await signInDirectly(sam, portal.origin, 'sam');
	const reply = async (body: string) => {
		const input = { number: Number(number), body, status: 'waiting', requestKey: crypto.randomUUID() };
		expect((await callDirectly(sam, portal.origin, 'tickets.reply', 'mutation', input)).status).toBe(200);
		await expect(second.getByText(body)).toBeVisible();
	};
	await reply('La première réponse.');
	await expect.poll(() => held).toBe(1);
	await reply('La deuxième aussitôt après.');
	letGo();
	await expect(page.getByText('La première réponse.')).toBeVisible();
	await expect(page.getByText('La deuxième aussitôt après.')).toBeVisible();
	await second.close();
	await sam.dispose();
});

/** A tab behind another one; `look` brings it to the front. Headless browsers show all of them at once. */
async function inBackground(page: Page): Promise<{ look(): Promise<void> }> {
	await page.addInitScript(() => {
		const isHidden = () => !('looked' in globalThis);
		Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (isHidden() ? 'hidden' : 'visible') });
	});
	return {
		look: () =>
			page.evaluate(() => {
				Object.assign(globalThis, { looked: true });
				document.dispatchEvent(new Event('visibilitychange'));
			})
	};
}

test('a ticket opened in a tab behind is not read before somebody looks at it', async ({ page, browserOf }) => {
	test.slow();
	await signIn(page, 'vera');
	const number = await freshTicket(page, 'Onglet de derrière');
	const ticket = page.url();
	await awake(page, () => page.goto('/account'));
	const sam = await browserOf();
	await signIn(sam, 'sam');
	await sam.goto(`/staff/tickets/${number}`);
	await replyField(sam).fill('À lire.');
	await button(sam, m.tickets_reply_action()).click();
	await expect(bell(page)).toHaveAccessibleName(m.live_bell_unread({ count: 1 }));

	const behind = await page.context().newPage();
	const { look } = await inBackground(behind);
	let read = 0;
	behind.on('request', (request) => (read += request.url().includes('notifications.readTicket') ? 1 : 0));
	await behind.goto(ticket);
	// All that a page does by itself, it has done by then.
	await kept(behind, `/${number}`);
	expect(read).toBe(0);
	await expect(bell(page)).toHaveAccessibleName(m.live_bell_unread({ count: 1 }));
	await look();
	await expect(bell(page)).toHaveAccessibleName(m.live_bell());
	await expect(bell(behind)).toHaveAccessibleName(m.live_bell());
	await behind.close();
});

test('the bell rings while another page is open, leads to the ticket in its structure, and is quiet once it was read', async ({
	page,
	browserOf
}) => {
	test.slow();
	await signIn(page, 'vera');
	const number = await freshTicket(page, 'Sonnette');
	await awake(page, () => page.goto('/account'));
	await expect(bell(page)).toHaveAccessibleName(m.live_bell());

	const sam = await browserOf();
	await signIn(sam, 'sam');
	await sam.goto(`/staff/tickets/${number}`);
	await replyField(sam).fill('Une réponse.');
	await button(sam, m.tickets_reply_action()).click();

	await expect(bell(page)).toHaveAccessibleName(m.live_bell_unread({ count: 1 }));
	await bell(page).click();
	const news = page.getByRole('link', { name: new RegExp(`#${number}`) });
	await expect(news).toContainText(m.live_news_answered({ who: cast.sam.firstName }));
	await expectSound(page, { covered: true });
	await news.click();
	await expect(page).toHaveURL(new RegExp(`/s/[^/]+/tickets/${number}$`));
	await expect(bell(page)).toHaveAccessibleName(m.live_bell());

	await page.goto('/account/notifications');
	await expect(page.getByRole('link', { name: new RegExp(`#${number}`) })).toBeVisible();
	await expectSound(page);
	await link(page, m.live_choose()).click();
	await expect(heading(page, m.live_preferences())).toBeVisible();
	await expectSound(page);
	await field(page, `${m.live_event_answer()} : ${m.live_preferences_mail()}`).uncheck();
	await button(page, m.ui_save()).click();
	await expect(page.getByText(m.live_preferences_saved())).toBeVisible();
	await page.reload();
	await expect(field(page, `${m.live_event_answer()} : ${m.live_preferences_mail()}`)).not.toBeChecked();
	await expect(field(page, `${m.live_event_answer()} : ${m.live_preferences_bell()}`)).toBeChecked();
	await field(page, `${m.live_event_answer()} : ${m.live_preferences_mail()}`).check();
	await button(page, m.ui_save()).click();
});

test('an answer to a thread that moved on is held back once, with what came, script or not', async ({
	browser,
	browserOf,
	portal,
	page
}) => {
	test.slow();
	await signIn(page, 'vera');
	const number = await freshTicket(page, 'Deux à la fois');
	const address = page.url();

	const plain = await withoutScript(browser, portal.origin);
	await signInDirectly(plain.request, portal.origin, 'vera');
	await plain.goto(address);
	await answerField(plain).fill('Sans attendre la suite.');

	const sam = await browserOf();
	await signIn(sam, 'sam');
	// Nothing is told to this page.
	await sam.route('**/live*', (route) => route.fulfill({ contentType: 'text/event-stream', body: 'retry: 60000\n\n' }));
	await sam.goto(`/staff/tickets/${number}`);
	await replyField(sam).fill('Entre-temps, ceci.');
	await button(sam, m.tickets_reply_action()).click();
	await expect(sam.getByText(m.tickets_reply_done())).toBeVisible();

	await test.step('without a script', async () => {
		await button(plain, m.tickets_answer_action()).click();
		await expect(plain.getByRole('alert')).toContainText(m.live_moved({ count: 1 }));
		await expect(plain.getByRole('region', { name: m.live_moved_since() })).toContainText('Entre-temps, ceci.');
		await expect(answerField(plain)).toHaveValue('Sans attendre la suite.');
		await button(plain, m.tickets_answer_action()).click();
		await expect(plain.getByText('Sans attendre la suite.')).toBeVisible();
		await plain.context().close();
	});
	await test.step('for staff, whose page listens no more', async () => {
		await replyField(sam).fill('Je complète.');
		await page.goto(address);
		await answerField(page).fill('Une précision.');
		await button(page, m.tickets_answer_action()).click();
		await expect(page.getByText(m.tickets_answer_done())).toBeVisible();
		await button(sam, m.tickets_reply_action()).click();
		await expect(sam.getByRole('alert')).toContainText(m.live_moved({ count: 2 }));
		await expect(sam.getByRole('region', { name: m.live_moved_since() })).toContainText('Une précision.');
		await expect(replyField(sam)).toHaveValue('Je complète.');
		await button(sam, m.tickets_reply_action()).click();
		await expect(sam.getByText(m.tickets_reply_done())).toBeVisible();
	});
});

async function withoutScript(browser: Browser, baseURL: string): Promise<Page> {
	return (await browser.newContext({ baseURL, javaScriptEnabled: false, locale: 'fr-FR' })).newPage();
}

test('a draft survives a reload, a lost network and an expired session; nothing of it stays after sending or signing out', async ({
	page,
	context
}) => {
	test.slow();
	const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length);
	await signIn(page, 'vera');
	await page.goto(`${new URL(page.url()).pathname}/tickets/new`);
	const subject = field(page, m.tickets_subject());
	await subject.fill('Un brouillon');
	await page.getByRole('radio', { name: 'Incident' }).check();
	await field(page, m.tickets_body()).fill('Écrit à moitié');
	await expect.poll(kept).toBe(1);

	await page.reload();
	await expect(page.getByText(m.live_draft_restored())).toBeVisible();
	await expect(subject).toHaveValue('Un brouillon');
	await expect(page.getByRole('radio', { name: 'Incident' })).toBeChecked();
	await expectSound(page);

	await test.step('what cannot wait on the device is told to stay in its form', async () => {
		const other = await context.newPage();
		await other.goto(`${page.url()}/other-structure`);
		await expect(heading(other, m.tickets_request_other_subject())).toBeVisible();
		await field(other, m.tickets_request_other_structure()).fill('Une autre');
		await expect.poll(kept).toBe(2);
		await context.setOffline(true);
		await button(other, m.tickets_request_action()).click();
		await expect(other.getByRole('alert')).toContainText(m.live_offline());
		await expect(field(other, m.tickets_request_other_structure())).toHaveValue('Une autre');
		await context.setOffline(false);
		await field(other, m.tickets_request_other_structure()).fill('');
		await expect.poll(kept).toBe(1);
		await other.close();
	});
	await page.getByRole('radio', { name: m.tickets_urgency_annoying() }).check();

	await context.clearCookies();
	await button(page, m.tickets_open_action()).click();
	await expect(page).toHaveURL(/\/login\?to=/);
	await field(page, m.accounts_sign_in_email()).fill(cast.vera.email);
	await field(page, m.accounts_sign_in_password()).fill(DEMO_PASSWORD);
	await button(page, m.accounts_sign_in()).click();
	await expect(page).toHaveURL(/\/tickets\/new$/);
	await expect(page.getByText(m.live_draft_restored())).toBeVisible();
	await expect(field(page, m.tickets_body())).toHaveValue('Écrit à moitié');
	await button(page, m.tickets_open_action()).click();
	await expect(heading(page, m.tickets_opened_title())).toBeVisible();
	expect(await kept()).toBe(0);

	await answerField(page).fill('Une réponse jamais envoyée');
	await expect.poll(kept).toBe(1);
	await page.reload();
	await button(page, m.live_draft_discard()).click();
	await expect(answerField(page)).toHaveValue('');
	expect(await kept()).toBe(0);
	await answerField(page).fill('Encore une');
	await expect.poll(kept).toBe(1);
	await page.locator('summary').filter({ hasText: cast.vera.lastName }).click();
	await button(page, m.ui_sign_out()).click();
	await expect(page).toHaveURL(/\/login/);
	expect(await kept()).toBe(0);
});

test('a form that is left before all that serves it has come is left in silence', async ({ browserOf }) => {
	// Without a service worker, which would have it already.
	const page = await browserOf();
	await withoutServiceWorkers(page.context());
	await signIn(page, 'vera');
	// What takes in a message that cannot leave: its form goes on under a key of its own.
	const scripts = await holdScripts(page, 'randomUUID');
	await page.goto(`${new URL(page.url()).pathname}/tickets/new`);
	await expect.poll(scripts.asked).toBe(1);
	await link(page, m.tickets_request_administrator_subject()).click();
	await expect(heading(page, m.tickets_request_administrator_subject())).toBeVisible();
	// Whatever was waiting for it has gone on then; what it says on the console fails the test.
	await scripts.release();
});

test('a draft of one person is gone when another signs in on the same device', async ({ page }) => {
	await signIn(page, 'vera');
	await page.goto(`${new URL(page.url()).pathname}/tickets/new`);
	await field(page, m.tickets_subject()).fill('Confidentiel');
	await expect.poll(() => page.evaluate(() => localStorage.length)).toBeGreaterThan(0);
	await page.context().clearCookies();
	await signIn(page, 'adam');
	await expect
		.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft:'))))
		.toEqual([]);
	await page.goto(`${new URL(page.url()).pathname}/tickets/new`);
	await expect(field(page, m.tickets_subject())).toHaveValue('');
});

test('tickets are found as one types, with the words marked; one step back is the list', async ({ page }) => {
	test.slow();
	await signIn(page, 'vera');
	await page.goto(`${new URL(page.url()).pathname}/tickets`);
	const search = page.getByRole('searchbox', { name: m.live_search() });
	await search.click();
	await search.pressSequentially('virem');
	await expect(heading(page, m.live_search_title())).toBeVisible();
	await expect(search).toBeFocused();
	await expect(search).toHaveValue('virem');
	await expect(page.locator('mark').first()).toHaveText(/virem/i);
	await expectSound(page);
	await search.fill('zzyzx');
	await expect(heading(page, m.live_search_none())).toBeVisible();
	await expectSound(page);
	await page.goBack();
	await expect(heading(page, m.tickets_list_title())).toBeVisible();
});

test('staff find tickets by number and by words without a script', async ({ browser, portal }) => {
	const plain = await withoutScript(browser, portal.origin);
	await signInDirectly(plain.request, portal.origin, 'sam');
	await plain.goto('/staff/tickets');
	await plain.getByRole('searchbox', { name: m.live_search() }).fill('#1015');
	await button(plain, m.live_search_submit()).click();
	await expect(plain.getByRole('link', { name: /#1015/ })).toBeVisible();
	await plain.context().close();
});
