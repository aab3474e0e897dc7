import { request as playwright, type BrowserContext, type Page } from '@playwright/test';
import { ticketsAbout } from './support/database.ts';
import { everythingKept, holdTime, prepared, withoutServiceWorkers, workerOf } from './support/device.ts';
import { callDirectly, signInDirectly } from './support/directly.ts';
import { answerField, kept, lookAround, PICTURE, SOON, test, waiting } from './support/offline.ts';
import { fileNamed, screen, share } from './support/sharing.ts';
import { expectSound } from './support/sound.ts';
import {
	awake,
	button,
	cast,
	choice,
	field,
	fillTicket,
	heading,
	link,
	m,
	openTicket,
	padlock,
	signIn
} from './support/steps.ts';
import { expect } from './support/test.ts';

test.beforeEach(() => test.slow());

/** Has the browser tell the service worker that there is a network again, as it does when it finds out. */
async function backgroundSync(context: BrowserContext, from: Page, origin: string, tag: string): Promise<void> {
	const devtools = await context.newCDPSession(from);
	const registered = new Promise<string>((resolve) =>
		devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
			const active = versions.find(
				({ scriptURL, status }) => scriptURL === `${origin}/service-worker.js` && status === 'activated'
			);
			if (active) resolve(active.registrationId);
		})
	);
	await devtools.send('ServiceWorker.enable');
	const registrationId = await registered;
	await devtools.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false });
	await devtools.detach();
}

test('with every page closed, the browser itself sends what was written, once however often it tries', async ({
	device: { page, context },
	network: { portal }
}) => {
	await signIn(page, 'vera');
	const home = new URL(page.url()).pathname;
	await prepared(page);
	await page.goto(`${home}/tickets/new`);
	await kept(page, '/choices');
	await portal.pause();
	await page.goto(`${home}/tickets/new`);
	await fillTicket(page, { subject: 'Toutes pages fermées', body: 'Envoyé sans personne devant.' });
	await button(page, m.offline_keep_action()).click();
	await expect(waiting(page)).toContainText('Toutes pages fermées');

	const elsewhere = await context.newPage();
	await page.close();
	await portal.resume();
	expect(context.pages().map((open) => open.url())).toEqual(['about:blank']);
	expect(await ticketsAbout(portal, 'Toutes pages fermées')).toEqual({ tickets: 0, messages: 0, files: 0 });

	const sync = () => backgroundSync(context, elsewhere, portal.origin, 'waiting');
	await sync();
	await sync();
	const opened = () => ticketsAbout(portal, 'Toutes pages fermées');
	await expect.poll(opened, SOON).toEqual({ tickets: 1, messages: 1, files: 0 });
	await sync();
	expect(context.pages().map((open) => open.url())).toEqual(['about:blank']);

	await elsewhere.goto(`${portal.origin}${home}/tickets`);
	await expect(elsewhere.getByRole('link', { name: /Toutes pages fermées$/ })).toBeVisible();
	await expect(waiting(elsewhere)).toBeEmpty();
	expect(await opened()).toEqual({ tickets: 1, messages: 1, files: 0 });
});

test('closed while it sends, a page leaves the rest to the browser', async ({ device: { page, context }, network }) => {
	const { portal } = network;
	const { home } = await lookAround(page, 'vera', 'Fermé en plein envoi');
	await portal.pause();
	await page.goto(`${home}/tickets/new`);
	await fillTicket(page, { subject: 'Parti tout seul', body: 'L’application est fermée.' });
	await page.getByLabel(m.files_choose()).setInputFiles(PICTURE);
	await button(page, m.offline_keep_action()).click();
	await expect(waiting(page)).toContainText('Parti tout seul');
	network.hold(/^\/files/);
	await portal.resume();
	await expect.poll(() => network.held(), SOON).toEqual(['/files']);

	const elsewhere = await context.newPage();
	await backgroundSync(context, elsewhere, portal.origin, 'waiting');
	const queue = () => page.evaluate(async () => (await navigator.locks.query()).pending!.length);
	await expect.poll(queue, SOON).toBe(1);
	await page.close();
	network.hold(null);
	await expect.poll(() => ticketsAbout(portal, 'Parti tout seul'), SOON).toEqual({ tickets: 1, messages: 1, files: 1 });
	expect(context.pages().map((open) => open.url())).toEqual(['about:blank']);
});

const badge = (page: Page) => page.getByText(m.offline_badge(), { exact: true });

test('what is kept is shown once a page lets itself be waited for, also long after one that came at once', async ({
	device: { page, context },
	network
}) => {
	const { home, number } = await lookAround(page, 'vera', 'Réseau lent');
	const time = await holdTime(await workerOf(context));
	await page.goto(`${home}/tickets`);
	await expect(link(page, `#${number} Réseau lent`)).toBeVisible();
	await time.pass();

	const path = `${home}/tickets/${number}`;
	network.hold(new RegExp(`^${path}$`));
	const going = page.goto(path);
	await expect.poll(() => network.held()).toEqual([path]);
	await time.pass();
	await going;
	await expect(badge(page)).toBeVisible();
	await expect(page.getByText('que personne d’autre ne dit : hippocampe')).toBeVisible();
	network.hold(null);
	await expect(badge(page)).toBeHidden(SOON);
	await expect(answerField(page)).toBeVisible();
});

test('so it is going from page to page; a page that renews itself is waited for, whoever writes in it', async ({
	device: { page, context },
	network,
	playwright: { request }
}) => {
	const { portal } = network;
	const { home, number } = await lookAround(page, 'vera', 'Lent de page en page');
	const time = await holdTime(await workerOf(context));
	await awake(page, () => page.reload());
	await answerField(page).fill('Pas encore fini');

	await test.step('an answer comes, slowly', async () => {
		const sam = await request.newContext();
		await signInDirectly(sam, portal.origin, 'sam');
		network.hold(new RegExp(`^${home}/tickets/${number}/__data`));
		const replied = await callDirectly(sam, portal.origin, 'tickets.reply', 'mutation', {
			number: Number(number),
			body: 'Voici la solution.',
			status: 'waiting',
			requestKey: crypto.randomUUID()
		});
		expect(replied.status).toBe(200);
		await sam.dispose();
		await expect.poll(() => network.held().length, SOON).toBe(1);
		await time.pass();
		network.hold(null);
		await expect(page.getByText('Voici la solution.')).toBeVisible();
		await expect(answerField(page)).toHaveValue('Pas encore fini');
		await expect(badge(page)).toHaveCount(0);
	});
	await answerField(page).fill('');
	network.hold(new RegExp(`^${home}/tickets(/__data|$)`));
	await link(page, m.tickets_back_to_list()).click();
	await expect.poll(() => network.held().length, SOON).toBe(1);
	await time.pass();
	// Neither its data nor the page itself are waited for again.
	await expect(badge(page)).toBeVisible();
	await expect(page).toHaveURL(`${portal.origin}${home}/tickets`);
	await expect(link(page, `#${number} Lent de page en page`)).toBeVisible();
	network.hold(null);
	await expect(badge(page)).toBeHidden(SOON);
});

test('the first ticket ever is written without a network; whoever cannot write one is not told that they can', async ({
	device: { page },
	network: { portal }
}) => {
	await signIn(page, 'vera');
	const home = new URL(page.url()).pathname;
	await prepared(page);
	await page.goto(`${home}/tickets`);
	await kept(page, '/choices');
	await portal.pause();
	await page.goto(`${home}/documents`);
	await expect(page.getByText(m.offline_needs_write())).toBeVisible();
	await page.getByRole('navigation').getByRole('link', { name: m.tickets_new_action() }).click();
	await fillTicket(page, { subject: 'Le tout premier', body: 'Sans réseau dès le début.' });
	await button(page, m.offline_keep_action()).click();
	await expect(waiting(page)).toContainText('Le tout premier');
	await portal.resume();
	await expect(waiting(page)).toBeEmpty(SOON);
	await expect(page.getByRole('link', { name: /Le tout premier$/ })).toBeVisible();
	expect(await ticketsAbout(portal, 'Le tout premier')).toEqual({ tickets: 1, messages: 1, files: 0 });

	await test.step('what the form needs is not there: only what is true is said', async () => {
		await page.getByRole('link', { name: /Le tout premier$/ }).click();
		await expect(answerField(page)).toBeVisible();
		await expect.poll(() => seen(page), SOON).toContain('Sans réseau dès le début.');
		await portal.pause();
		await forgetChoices(page);
		await page.goto(`${home}/tickets/new`);
		await expect(heading(page, m.offline_needs_title())).toBeVisible();
		await expect(page.getByText(m.offline_needs_read())).toBeVisible();
		await expect(page.getByRole('link', { name: m.tickets_new_action() })).toHaveCount(0);
		await expectSound(page);
		await portal.resume();
		await expect(heading(page, m.tickets_new_title())).toBeVisible(SOON);
	});
});

/** As on a device that never had them. */
const forgetChoices = (page: Page): Promise<void> =>
	page.evaluate(
		() =>
			new Promise<void>((resolve, reject) => {
				const opening = indexedDB.open('espace-client');
				opening.onerror = () => reject(opening.error!);
				opening.onsuccess = () => {
					const writing = opening.result.transaction('seen', 'readwrite');
					const seen = writing.objectStore('seen');
					const keys = seen.getAllKeys();
					keys.onsuccess = () => {
						for (const key of keys.result) if (String(key).endsWith('/choices')) seen.delete(key);
					};
					writing.onerror = () => reject(writing.error!);
					writing.oncomplete = () => {
						opening.result.close();
						resolve();
					};
				};
			})
	);

test('staff are told that nothing of theirs is kept', async ({ device: { page }, network: { portal } }) => {
	await signIn(page, 'sam');
	await prepared(page);
	await page.goto('/staff/tickets');
	await kept(page, 'person');
	await portal.pause();
	await page.goto('/staff/tickets');
	await expect(heading(page, m.offline_needs_title())).toBeVisible();
	await expect(page.getByText(m.offline_needs_staff())).toBeVisible();
	await expect(page.getByRole('link', { name: m.tickets_new_action() })).toHaveCount(0);
	await expectSound(page);
	await portal.resume();
	await expect(heading(page, m.offline_needs_title())).toBeHidden(SOON);
});

test('what another app shared stays with the message that waits, and is not in the next one', async ({
	device: { page },
	network: { portal }
}) => {
	await signIn(page, 'vera');
	await prepared(page);
	await share(page, { text: 'Vu à l’écran' }, [await screen('partagée.png', '#0b4f5e')]);
	await expect(page).toHaveURL(/\/tickets\/new\?shared$/);
	await expect(fileNamed(page, 'partagée.png')).toBeVisible();
	await field(page, m.tickets_subject()).fill('Partagé dans le tunnel');
	await choice(page, m.tickets_category(), 'Incident').check();
	await choice(page, m.tickets_urgency(), m.tickets_urgency_minor()).check();
	await portal.pause();
	await button(page, m.tickets_open_action()).click();
	await expect(waiting(page)).toContainText('partagée.png');
	await portal.resume();
	await expect(waiting(page)).toBeEmpty(SOON);
	expect(await ticketsAbout(portal, 'Partagé dans le tunnel')).toEqual({ tickets: 1, messages: 1, files: 1 });

	await share(page, { text: 'Autre chose' }, []);
	await expect(field(page, m.tickets_body())).toHaveValue('Autre chose');
	await expect(page.getByText(m.app_shared_put())).toBeVisible();
	await expect(fileNamed(page, 'partagée.png')).toHaveCount(0);
});

test('a full disk keeps no page of a new version from showing', async ({ device: { page, context } }) => {
	await signIn(page, 'vera');
	await prepared(page);
	await page.evaluate(async () => {
		for (const name of await caches.keys()) {
			const [now, older] = [await caches.open(name), await caches.open('portal-older')];
			for (const request of await now.keys()) {
				await older.put(request, (await now.match(request))!);
				await now.delete(request);
			}
		}
	});
	await (
		await workerOf(context)
	).evaluate(() => {
		Cache.prototype.put = () => Promise.reject(new DOMException('Full', 'QuotaExceededError'));
	});
	await awake(page, () => page.reload());
	await expectSound(page);
});

/** What the device keeps of tickets that were read, whatever an open page still shows. */
const seen = (page: Page): Promise<string> =>
	page.evaluate(
		() =>
			new Promise<string>((resolve, reject) => {
				const opening = indexedDB.open('espace-client');
				opening.onerror = () => reject(opening.error!);
				opening.onsuccess = () => {
					const all = opening.result.transaction('seen').objectStore('seen').getAll();
					all.onerror = () => reject(all.error!);
					all.onsuccess = () => {
						opening.result.close();
						resolve(JSON.stringify(all.result));
					};
				};
			})
	);

test('access that is cut takes what is kept at once, even from under a page where somebody writes', async ({
	device: { page },
	network: { portal },
	browser,
	locale
}) => {
	const { home } = await lookAround(page, 'vera', 'Coupé pendant la lecture');
	await answerField(page).fill('J’écris encore');
	expect(await seen(page)).toContain('hippocampe');

	const adam = await browser.newPage({ baseURL: portal.origin, locale: locale! });
	await signIn(adam, 'adam');
	await adam.goto(`${home}/contacts?q=lemoine`);
	await padlock(adam, `${cast.vera.firstName} ${cast.vera.lastName}`, 'open').click();
	await expect(padlock(adam, `${cast.vera.firstName} ${cast.vera.lastName}`, 'closed')).toBeVisible();
	await adam.context().close();

	await expect.poll(() => seen(page), SOON).not.toMatch(/hippocampe|Coupé pendant la lecture/);
	// Nothing of theirs is taken out of the form.
	await expect(answerField(page)).toHaveValue('J’écris encore');
});

test('in a browser without service workers, whoever signs out leaves nothing either', async ({
	device: { page, context },
	network: { portal }
}) => {
	await withoutServiceWorkers(context);
	await signIn(page, 'vera');
	expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
	const home = new URL(page.url()).pathname;
	await page.goto(`${home}/tickets`);
	const number = await openTicket(page, { subject: 'Sans travailleur', body: 'Ce que l’on lit : hippocampe.' });
	await kept(page, `/${number}`);
	await answerField(page).fill('Commencé ici');
	await expect.poll(() => everythingKept(page)).toMatch(/hippocampe/);
	const session = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');

	await page.locator('summary').filter({ hasText: cast.vera.lastName }).click();
	await button(page, m.ui_sign_out()).click();
	await expect(button(page, m.accounts_sign_in())).toBeVisible();
	expect(await everythingKept(page)).not.toMatch(/hippocampe|Sans travailleur|Commencé ici|"account"|"person"|"last"/);
	const old = await playwright.newContext({ extraHTTPHeaders: { cookie: session } });
	expect((await callDirectly(old, portal.origin, 'accounts.me', 'query', null)).status).toBe(401);
	await old.dispose();
});

test('a new version waits for whoever writes where no draft is kept, and comes once there is nothing to lose', async ({
	device: { page },
	network
}) => {
	await signIn(page, 'sam');
	await prepared(page);
	await page.goto('/staff/news/new');
	await expect(heading(page, m.news_new())).toBeVisible();
	await field(page, m.news_title()).fill('Fermeture du 24 décembre');
	await page.evaluate(() => (document.documentElement.dataset.sameAs = 'before'));
	network.release('two');
	await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
	const offer = page.getByText(m.offline_new_version(), { exact: true });
	// Once it has all it needs to run without a network.
	await expect(offer).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText(m.offline_new_version_text())).toBeVisible();

	await button(page, m.offline_new_version_action()).click();
	await expect(page.getByText(m.offline_new_version_first())).toBeVisible();
	await expectSound(page, { covered: true });
	await expect(field(page, m.news_title())).toHaveValue('Fermeture du 24 décembre');
	const isWaiting = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
	expect(await isWaiting()).toBe(true);
	expect(await page.evaluate(() => document.documentElement.dataset.sameAs)).toBe('before');

	await field(page, m.news_title()).fill('');
	await button(page, m.offline_new_version_action()).click();
	await expect(offer).toBeHidden(SOON);
	await expect.poll(isWaiting, SOON).toBe(false);
	expect(await page.evaluate(() => document.documentElement.dataset.sameAs)).toBeUndefined();
});
