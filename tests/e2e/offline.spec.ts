import { request as playwright } from '@playwright/test';
import { withDatabase, ticketsAbout } from './support/database.ts';
import { everythingKept } from './support/device.ts';
import { callDirectly, homeOf, signInDirectly } from './support/directly.ts';
import { answerField, kept, lookAround, PICTURE, SOON, test, waiting } from './support/offline.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, field, fillTicket, heading, link, m, padlock, signIn } from './support/steps.ts';
import { expect } from './support/test.ts';

test.beforeEach(() => test.slow());

test('a ticket that was seen is read without a network; one written there with a picture is sent once, by the browser opened again', async ({
	device,
	network: { portal }
}) => {
	const { page } = device;
	const { home, number } = await lookAround(page, 'vera', 'Vu avant le tunnel');
	await portal.pause();

	await test.step('the list, the ticket and its thread are there, dated', async () => {
		await page.goto(`${home}/tickets`);
		await expect(heading(page, m.tickets_list_title())).toBeVisible();
		await expect(page.getByText(m.offline_badge(), { exact: true })).toBeVisible();
		await expectSound(page);
		await link(page, `#${number} Vu avant le tunnel`).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Vu avant le tunnel');
		await expect(page.getByText('que personne d’autre ne dit : hippocampe')).toBeVisible();
		await expect(page.getByText(/^Tel que vu le \d+ \S+ \d{4} à \d\d:\d\d$/)).toBeVisible();
		await expect(page).toHaveURL(`${home}/tickets/${number}`);
		await expectSound(page);
	});
	await test.step('what is not here says so, and leads to what is', async () => {
		await page.goto(`${home}/documents`);
		await expect(heading(page, m.offline_needs_title())).toBeVisible();
		await expect(link(page, `#${number} Vu avant le tunnel`)).toBeVisible();
		await expectSound(page);
	});
	await test.step('a ticket is written with a picture, and waits', async () => {
		await page.getByRole('navigation').getByRole('link', { name: m.tickets_new_action() }).click();
		await fillTicket(page, { subject: 'Écrit dans le tunnel', body: 'Rien ne s’imprime.' });
		await page.getByLabel(m.files_choose()).setInputFiles(PICTURE);
		await expect(page.getByRole('list', { name: m.files_list() })).toContainText(PICTURE.name);
		await expectSound(page);
		await button(page, m.offline_keep_action()).click();
		await expect(waiting(page)).toContainText(m.offline_waiting());
		await expect(waiting(page)).toContainText('Écrit dans le tunnel');
		await expect(waiting(page)).toContainText(PICTURE.name);
		await expectSound(page);
	});
	await test.step('so does an answer', async () => {
		await page.goto(`${home}/tickets/${number}`);
		await answerField(page).fill('Toujours dans le tunnel.');
		await button(page, m.tickets_answer_action()).click();
		await expect(waiting(page)).toContainText('Toujours dans le tunnel.');
		await expect(answerField(page)).toHaveValue('');
		await expectSound(page);
	});

	const again = await device.reopen();
	await again.goto(`${home}/tickets`);
	await expect(waiting(again)).toContainText('Écrit dans le tunnel');
	await portal.resume();
	await test.step('the page goes back to the portal by itself, and both have left', async () => {
		await expect(again.getByRole('link', { name: /Écrit dans le tunnel$/ })).toBeVisible(SOON);
		await expect(waiting(again)).toBeEmpty(SOON);
	});
	expect(await ticketsAbout(portal, 'Écrit dans le tunnel')).toEqual({ tickets: 1, messages: 1, files: 1 });
	expect(await ticketsAbout(portal, 'Vu avant le tunnel')).toEqual({ tickets: 1, messages: 2, files: 0 });
	await again.reload();
	await expect(waiting(again)).toBeEmpty();
	expect(await ticketsAbout(portal, 'Écrit dans le tunnel')).toEqual({ tickets: 1, messages: 1, files: 1 });
});

test('the network goes while a page is open: what is sent waits in it, and a link leads to what is kept', async ({
	device: { page },
	network: { portal }
}) => {
	const { home, number } = await lookAround(page, 'vera', 'Coupé en route');
	await answerField(page).fill('Écrit page ouverte.');
	await portal.pause();
	await page.getByLabel(m.files_choose()).setInputFiles(PICTURE);
	await expect(page.getByText(m.files_network(), { exact: true })).toBeVisible();
	await button(page, m.tickets_answer_action()).click();
	await expect(waiting(page)).toContainText('Écrit page ouverte.');
	await expect(waiting(page)).toContainText(PICTURE.name);
	await expectSound(page);
	await button(waiting(page), m.offline_send_now()).click();
	await expect(waiting(page).getByRole('alert')).toHaveText(m.offline_not_sent_away());
	await expectSound(page);

	await link(page, m.tickets_back_to_list()).click();
	await expect(page.getByText(m.offline_badge(), { exact: true })).toBeVisible();
	await expect(waiting(page)).toContainText(m.offline_answer_to({ number: Number(number) }));

	await test.step('taken back, it stands in its form again with its picture, and another text takes its place', async () => {
		await button(waiting(page), m.offline_take_back()).click();
		await expect(page).toHaveURL(new RegExp(`${home}/tickets/${number}`));
		await expect(answerField(page)).toHaveValue('Écrit page ouverte.');
		await expect(page.getByRole('list', { name: m.files_list() })).toContainText(PICTURE.name);
		await expect(waiting(page)).toBeEmpty();
		await answerField(page).fill('Mieux dit.');
		await button(page, m.tickets_answer_action()).click();
		await expect(waiting(page)).toContainText('Mieux dit.');
	});
	await test.step('a half-written text is not taken away when the network is back', async () => {
		await answerField(page).fill('Encore une chose');
		await portal.resume();
		await expect(page.getByText(m.offline_back())).toBeVisible(SOON);
		await expect(answerField(page)).toHaveValue('Encore une chose');
		await expectSound(page);
		await button(page, m.offline_back_action()).click();
		await expect(page.getByText('Mieux dit.')).toBeVisible(SOON);
		await expect(waiting(page)).toBeEmpty(SOON);
		await expect(answerField(page)).toHaveValue('Encore une chose');
	});
	expect(await ticketsAbout(portal, 'Coupé en route')).toEqual({ tickets: 1, messages: 2, files: 1 });
});

test('an answer lost after the portal has taken what was sent leaves one ticket, and one message', async ({
	device: { page },
	network
}) => {
	const { portal } = network;
	const { home, number } = await lookAround(page, 'vera', 'Réponse perdue');
	const told = (path: string) => network.lost.some((lost) => lost.startsWith(path));

	await answerField(page).fill('Arrivée deux fois ?');
	network.lose(/\/tickets\/\d+\?\/answer|\/trpc\/tickets\.answer/);
	await button(page, m.tickets_answer_action()).click();
	await expect(waiting(page)).toContainText('Arrivée deux fois ?');
	await expect.poll(() => told(`${home}/tickets/${number}`) && told('/trpc/tickets.answer'), SOON).toBe(true);
	await expect(waiting(page)).toContainText(m.offline_unsure());
	await expectSound(page);
	network.lose(null);
	await page.reload();
	await expect(waiting(page)).toBeEmpty(SOON);
	expect(await ticketsAbout(portal, 'Réponse perdue')).toEqual({ tickets: 1, messages: 2, files: 0 });

	await page.goto(`${home}/tickets/new`);
	await fillTicket(page, { subject: 'Ouvert une fois', body: 'Une seule.' });
	await page.getByLabel(m.files_choose()).setInputFiles(PICTURE);
	await expect(page.getByRole('button', { name: m.files_remove({ name: PICTURE.name }) })).toBeVisible();
	network.lose(/\/tickets\/new|\/trpc\/tickets\.open/);
	await button(page, m.tickets_open_action()).click();
	await expect(heading(page, m.tickets_list_title())).toBeVisible();
	await expect(waiting(page)).toContainText('Ouvert une fois');
	await expect.poll(() => told(`${home}/tickets/new`) && told('/trpc/tickets.open'), SOON).toBe(true);
	network.lose(null);
	await page.reload();
	await expect(page.getByRole('link', { name: /Ouvert une fois$/ })).toBeVisible();
	await expect(waiting(page)).toBeEmpty(SOON);
	expect(await ticketsAbout(portal, 'Ouvert une fois')).toEqual({ tickets: 1, messages: 1, files: 1 });
});

test('who signs out without a network leaves nothing to the next person, and their session does not come back', async ({
	device: { page, context },
	network: { portal }
}) => {
	const { home, number } = await lookAround(page, 'vera', 'Secret de Véra');
	const session = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
	const other = await context.newPage();
	await other.goto(`${home}/tickets/${number}`);
	await portal.pause();
	await page.goto(`${home}/tickets/new`);
	await fillTicket(page, { subject: 'Jamais envoyé', body: 'Rien de tout cela ne reste.' });
	await page.getByLabel(m.files_choose()).setInputFiles(PICTURE);
	await button(page, m.offline_keep_action()).click();
	await expect(waiting(page)).toContainText('Jamais envoyé');
	expect(await everythingKept(page)).toContain('hippocampe');

	await test.step('from a page that was open before the network went', async () => {
		const signOut = async () => {
			await other.locator('summary').filter({ hasText: cast.vera.lastName }).click();
			await button(other, m.ui_sign_out()).click();
		};
		const question = other.getByRole('dialog', { name: m.offline_leaving_title({ count: 1 }) });
		await expect(other.getByText(m.offline_leaving_text())).toBeAttached();
		await signOut();
		await expect(question).toBeVisible();
		await expectSound(other);
		await button(question, m.offline_leaving_stay()).click();
		await expect(question).toBeHidden();
		expect(await everythingKept(page)).toContain('Jamais envoyé');
		await signOut();
		await button(question, m.offline_leaving_sure()).click();
		await expect(heading(other, m.offline_left_title())).toBeVisible();
		await expectSound(other);
		// Its other window shows nothing any more either.
		await expect(heading(page, m.offline_left_title())).toBeVisible();
	});
	const words = /hippocampe|Secret de Véra|Jamais envoyé|Rien de tout cela|Lemoine|vera\.lemoine|capture écran/i;
	for (const open of [page, other]) expect(await everythingKept(open)).not.toMatch(words);
	await page.goto(`${home}/tickets/${number}`);
	await expect(heading(page, m.offline_left_title())).toBeVisible();
	await other.close();

	await portal.resume();
	await expect(button(page, m.accounts_sign_in())).toBeVisible(SOON);
	await test.step('the session has ended with the portal too', async () => {
		const old = await playwright.newContext({ extraHTTPHeaders: { cookie: session } });
		expect((await callDirectly(old, portal.origin, 'accounts.me', 'query', null)).status).toBe(401);
		await old.dispose();
	});
	await signIn(page, 'adam');
	await page.goto('/account');
	await kept(page, 'person');
	expect(await everythingKept(page)).not.toMatch(words);
	await portal.pause();
	await page.goto(`${home}/tickets`);
	await expect(page.getByText(m.offline_badge(), { exact: true })).toBeVisible();
	expect(await everythingKept(page)).not.toMatch(words);
	await portal.resume();
	expect(await ticketsAbout(portal, 'Jamais envoyé')).toEqual({ tickets: 0, messages: 0, files: 0 });
});

test('another account on the same device: what the first one wrote is not sent as theirs, and is gone', async ({
	device: { page, context },
	network: { portal }
}) => {
	const { home } = await lookAround(page, 'vera', 'Avant l’autre');
	await portal.pause();
	await page.goto(`${home}/tickets/new`);
	await fillTicket(page, { subject: 'De Véra seule', body: 'Signé Véra.' });
	await button(page, m.offline_keep_action()).click();
	await expect(waiting(page)).toContainText('De Véra seule');
	// Her session is over with the portal, without her having signed out here.
	await context.clearCookies();
	await portal.resume();
	await expect(button(page, m.accounts_sign_in())).toBeVisible(SOON);
	await expect.poll(() => everythingKept(page)).not.toContain('hippocampe');
	await signIn(page, 'adam');
	await expect.poll(() => everythingKept(page), SOON).not.toMatch(/De Véra seule|Signé Véra/);
	expect(await ticketsAbout(portal, 'De Véra seule')).toEqual({ tickets: 0, messages: 0, files: 0 });
});

test('access that is cut while somebody is away takes its tickets from the device, and tells what will not be sent', async ({
	device: { page },
	network: { portal },
	browser,
	locale
}) => {
	const { home } = await lookAround(page, 'vera', 'Accès coupé');
	await portal.pause();
	await page.goto(`${home}/tickets/new`);
	await fillTicket(page, { subject: 'Trop tard', body: 'Écrit avant de le savoir.' });
	await button(page, m.offline_keep_action()).click();
	await expect(waiting(page)).toContainText('Trop tard');
	await page.goto('about:blank');
	await portal.resume();

	const adam = await browser.newPage({ baseURL: portal.origin, locale: locale! });
	await signIn(adam, 'adam');
	await adam.goto(`${home}/contacts?q=lemoine`);
	await padlock(adam, `${cast.vera.firstName} ${cast.vera.lastName}`, 'open').click();
	await expect(padlock(adam, `${cast.vera.firstName} ${cast.vera.lastName}`, 'closed')).toBeVisible();
	await adam.context().close();

	await page.goto(`${home}/tickets`);
	await expect(page).toHaveURL(/\/s\/me$/);
	await page.goto('/s/me/tickets');
	await expect(waiting(page)).toContainText(m.offline_cut());
	await expect(waiting(page)).toContainText('Écrit avant de le savoir.');
	await expectSound(page);
	expect(await everythingKept(page)).not.toContain('hippocampe');
	await button(waiting(page), m.offline_delete()).click();
	await button(waiting(page), m.offline_delete_sure()).click();
	await expect(waiting(page)).toBeEmpty();
	expect(await ticketsAbout(portal, 'Trop tard')).toEqual({ tickets: 0, messages: 0, files: 0 });
});

test('what the portal will not have is told with its words, which can be put right and sent', async ({
	device: { page },
	network: { portal }
}) => {
	const { home } = await lookAround(page, 'vera', 'Refus');
	await portal.pause();
	await page.goto(`${home}/tickets/new`);
	await fillTicket(page, { subject: 'À corriger', body: 'Avec une catégorie disparue.' });
	await button(page, m.offline_keep_action()).click();
	await expect(waiting(page)).toContainText('À corriger');
	await withDatabase(portal, (db) =>
		db
			.updateTable('ticketCategory')
			.set({ retiredAt: '2026-01-01T00:00:00.000Z' })
			.where('labelFr', 'like', '%Incident%')
			.execute()
	);
	await portal.resume();
	await expect(waiting(page)).toContainText(m.offline_refused(), SOON);
	await expectSound(page);
	await button(waiting(page), m.offline_take_back()).click();
	await expect(field(page, m.tickets_body())).toHaveValue('Avec une catégorie disparue.');
	await page.getByRole('group', { name: m.tickets_category() }).getByRole('radio').first().check();
	await button(page, m.tickets_open_action()).click();
	await expect(heading(page, m.tickets_opened_title())).toBeVisible();
	expect(await ticketsAbout(portal, 'À corriger')).toEqual({ tickets: 1, messages: 1, files: 0 });
	await page.goto(`${home}/tickets`);
	await expect(page.getByRole('link', { name: /À corriger$/ })).toBeVisible();
	await expect(waiting(page)).toBeEmpty();
});

test('an answer to a ticket that takes none any more stays to be read, though it has no form to go back into', async ({
	device: { page },
	network: { portal }
}) => {
	const { home, number } = await lookAround(page, 'vera', 'Clos entre-temps');
	await portal.pause();
	await page.goto(`${home}/tickets/${number}`);
	await answerField(page).fill('Écrit trop tard, et long à redire.');
	await button(page, m.tickets_answer_action()).click();
	await expect(waiting(page)).toContainText('Écrit trop tard');
	await withDatabase(portal, (db) =>
		db
			.updateTable('ticket')
			.set({ status: 'closed', closedAt: '2026-01-01T00:00:00.000Z' })
			.where('number', '=', Number(number))
			.execute()
	);
	await page.goto('about:blank');
	await portal.resume();
	await page.goto(`${home}/tickets`);
	await expect(waiting(page)).toContainText(m.offline_refused(), SOON);
	await button(waiting(page), m.offline_take_back()).click();
	await expect(heading(page, m.tickets_closed_title())).toBeVisible();
	await expect(answerField(page)).toHaveCount(0);
	await page.goto(`${home}/tickets`);
	await expect(waiting(page)).toContainText('Écrit trop tard, et long à redire.');
	await expect(button(waiting(page), m.offline_take_back())).toHaveCount(0);
	await expectSound(page);
	await button(waiting(page), m.offline_delete()).click();
	await button(waiting(page), m.offline_delete_sure()).click();
	await expect(waiting(page)).toBeEmpty();
});

test('a file too large for what stands before the portal is told, not tried for ever, and the rest can be sent', async ({
	device: { page },
	network
}) => {
	const { portal } = network;
	const { home } = await lookAround(page, 'vera', 'Trop lourd');
	await portal.pause();
	await page.goto(`${home}/tickets/new`);
	await fillTicket(page, { subject: 'Une photo trop lourde', body: 'La voici.' });
	await page.getByLabel(m.files_choose()).setInputFiles(PICTURE);
	await button(page, m.offline_keep_action()).click();
	network.limit(/^\/files/);
	await portal.resume();
	await expect(waiting(page)).toContainText(
		m.files_named_refused({ name: PICTURE.name, reason: m.offline_refused_too_big() }),
		SOON
	);
	await expectSound(page);
	await button(waiting(page), m.offline_take_back()).click();
	await button(page, m.files_remove({ name: PICTURE.name })).click();
	await button(page, m.tickets_open_action()).click();
	await expect(heading(page, m.tickets_opened_title())).toBeVisible();
	expect(await ticketsAbout(portal, 'Une photo trop lourde')).toEqual({ tickets: 1, messages: 1, files: 0 });
});

test('a new version is offered, and takes nothing away from who is writing', async ({ device: { page }, network }) => {
	const { number } = await lookAround(page, 'vera', 'Nouvelle version');
	await answerField(page).fill('À moitié');
	network.release('two');
	await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
	await expect(page.getByText(m.offline_new_version(), { exact: true })).toBeVisible(SOON);
	await expect(answerField(page)).toHaveValue('À moitié');
	await expectSound(page, { covered: true });
	await button(page, m.offline_new_version_action()).click();
	await expect(page.getByText(m.live_draft_restored())).toBeVisible(SOON);
	await expect(answerField(page)).toHaveValue('À moitié');
	await expect(page.getByText(m.offline_new_version(), { exact: true })).toBeHidden();
	await expect(page).toHaveURL(new RegExp(`/${number}$`));
});

test('a request that says who wrote it is refused by anybody else’s session', async ({ network: { portal } }) => {
	const [vera, adam] = [await playwright.newContext(), await playwright.newContext()];
	await signInDirectly(vera, portal.origin, 'vera');
	await signInDirectly(adam, portal.origin, 'adam');
	const account = await withDatabase(portal, (db) =>
		db.selectFrom('account').select('id').where('email', '=', cast.vera.email).executeTakeFirstOrThrow()
	);
	const structure = (await homeOf(vera, portal.origin)).slice('/s/'.length);
	const asked = async (who: typeof vera, path: string) =>
		(
			await who.post(`${portal.origin}${path}`, {
				headers: { origin: portal.origin, 'x-account': account.id, 'content-type': 'application/octet-stream' },
				data: Buffer.from('{}')
			})
		).status();
	for (const path of ['/files', '/trpc/tickets.open', '/trpc/tickets.answer']) {
		expect(await asked(adam, path), path).toBe(401);
		expect(await asked(vera, path), path).not.toBe(401);
	}
	expect(structure).not.toBe('');
	await Promise.all([vera.dispose(), adam.dispose()]);
});
