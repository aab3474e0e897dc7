import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Worker } from '@playwright/test';
import { pushService, subscriber } from '../support/push-service.ts';
import { workerOf } from './support/device.ts';
import { startPortal, type Portal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { awake, button, cast, field, heading, m, openTicket, signIn } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const PREFERENCES = '/account/notifications/preferences';

test('nothing is asked before a click; where the browser forbids notifications the page says so, and the rest of it works', async ({
	page: asked,
	browserOf
}) => {
	await signIn(asked, 'vera');
	await asked.goto(PREFERENCES);
	await expect(button(asked, m.push_turn_on())).toBeVisible();
	expect(await asked.evaluate(() => Notification.permission)).not.toBe('granted');
	await expectSound(asked);

	const page = await browserOf({ permissions: [] });
	await signIn(page, 'vera');
	await page.goto(PREFERENCES);
	await expect(heading(page, m.push_title())).toBeVisible();
	await expect(page.getByText(m.push_denied())).toBeVisible();
	await expect(button(page, m.push_turn_on())).toHaveCount(0);
	await expectSound(page);
	const box = field(page, `${m.live_event_status()} : ${m.push_way()}`);
	await box.uncheck();
	await button(page, m.ui_save()).click();
	await expect(page.getByText(m.live_preferences_saved())).toBeVisible();
	await page.reload();
	await expect(box).not.toBeChecked();
	await box.check();
	await button(page, m.ui_save()).click();
	await expect(page.getByText(m.live_preferences_saved())).toBeVisible();
});

test.describe('without a script', () => {
	test.use({ javaScriptEnabled: false });

	test('devices, choices and quiet hours are there, and half an interval is refused at its field', async ({ page }) => {
		await signIn(page, 'vera');
		await page.goto(PREFERENCES);
		await field(page, m.push_quiet_begins()).fill('22:00');
		await field(page, m.push_day_7()).check();
		await button(page, m.push_quiet_save()).click();
		await expect(field(page, m.push_quiet_ends())).toHaveAccessibleDescription(m.push_quiet_both());
		await expect(field(page, m.push_quiet_begins())).toHaveValue('22:00');
		await expect(field(page, m.push_day_7())).toBeChecked();
		await field(page, m.push_quiet_ends()).fill('07:00');
		await button(page, m.push_quiet_save()).click();
		await expect(page.getByText(m.push_quiet_saved())).toBeVisible();
		await page.goto(PREFERENCES);
		await expect(field(page, m.push_quiet_ends())).toHaveValue('07:00');
		await field(page, m.push_quiet_begins()).fill('');
		await field(page, m.push_quiet_ends()).fill('');
		await field(page, m.push_day_7()).uncheck();
		await button(page, m.push_quiet_save()).click();
		await expect(page.getByText(m.push_quiet_saved())).toBeVisible();
	});
});

/** A portal of its own that may speak to a push service of the test. */
async function withService(): Promise<{
	portal: Portal;
	service: Awaited<ReturnType<typeof pushService>>;
	end(): Promise<void>;
}> {
	const folder = await mkdtemp(join(tmpdir(), 'push-'));
	const service = await pushService();
	const certificate = join(folder, 'service.pem');
	await writeFile(certificate, service.cert);
	const portal = await startPortal({ PUSH_SERVICES: service.host, NODE_EXTRA_CA_CERTS: certificate });
	return {
		portal,
		service,
		async end() {
			await portal.stop();
			await service.close();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

/** Chromium knows push nowhere but in a profile that is kept: not in the windows a test usually opens. */
async function profile(origin: string): Promise<{ context: BrowserContext; end(): Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'profile-'));
	const { use } = test.info().project;
	const context = await chromium.launchPersistentContext(folder, {
		...use.launchOptions,
		baseURL: origin,
		viewport: use.viewport!,
		locale: use.locale!,
		timezoneId: use.timezoneId!,
		reducedMotion: 'reduce'
	});
	await context.grantPermissions(['notifications'], { origin });
	return {
		context,
		async end() {
			await context.close();
			await rm(folder, { recursive: true, force: true });
		}
	};
}

test('a real device is asked for by a click, and told what keeps it from being turned on', async () => {
	test.slow();
	const { portal, end } = await withService();
	const browser = await profile(portal.origin);
	const page = await browser.context.newPage();
	await signIn(page, 'vera');
	await page.goto(PREFERENCES);
	await button(page, m.push_turn_on()).click();
	// With a network Chromium's own service takes it; where the tests run there mostly is none.
	const on = page.getByText(m.push_on_text());
	const unreachable = page.getByText(m.push_unreachable());
	await expect(on.or(unreachable)).toBeVisible({ timeout: 30_000 });
	await expectSound(page);
	await browser.end();
	await end();
});

/** Hands a message to the service worker, as Chromium does when its push service brings one. */
async function deliver(page: Page, origin: string, content: unknown): Promise<void> {
	const devtools = await page.context().newCDPSession(page);
	const registered = new Promise<string>((resolve) =>
		devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
			const running = versions.find(
				({ scriptURL, status }) => scriptURL === `${origin}/service-worker.js` && status === 'activated'
			);
			if (running) resolve(running.registrationId);
		})
	);
	await devtools.send('ServiceWorker.enable');
	const registrationId = await registered;
	await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(content) });
}

/**
 * How many notifications the worker has shown from now on. Chromium forgets one that it is asked for between writing it
 * down and showing it: nothing asks which stand on the screen before that is done.
 */
async function countShowings(worker: Worker): Promise<() => Promise<number>> {
	await worker.evaluate(() => {
		const { registration } = globalThis as unknown as ServiceWorkerGlobalScope;
		const show = registration.showNotification.bind(registration);
		const counted = globalThis as unknown as { showings: number };
		counted.showings = 0;
		registration.showNotification = async (title, options) => {
			await show(title, options);
			counted.showings++;
		};
	});
	return () => worker.evaluate(() => (globalThis as unknown as { showings: number }).showings);
}

/** Nobody can tap where no screen shows notifications: the worker gets the event a tap makes. */
const tap = (worker: Worker) =>
	worker.evaluate(async () => {
		const scope = globalThis as unknown as ServiceWorkerGlobalScope;
		const [notification] = await scope.registration.getNotifications();
		const event = new NotificationEvent('notificationclick', { notification: notification! });
		let done: Promise<unknown> = Promise.resolve();
		Object.defineProperty(event, 'waitUntil', { value: (work: Promise<unknown>) => (done = work) });
		scope.dispatchEvent(event);
		await done;
	});

test('an answer arrives at a push service, is shown by the real service worker, and a tap leads to the ticket and reads it', async () => {
	test.slow();
	const { portal, service, end } = await withService();
	const { origin } = portal;
	const [browser, staff] = [await profile(origin), await profile(origin)];
	const page = await browser.context.newPage();
	const sam = await staff.context.newPage();
	await signIn(page, 'vera');
	await page.goto(`${new URL(page.url()).pathname}/tickets`);
	const number = await openTicket(page, { subject: 'Imprimante', body: 'Elle ne répond plus.' });
	const ticket = new URL(page.url()).pathname;

	// What the browser would hand over, had it a service to reach.
	const device = subscriber();
	const turnedOn = await page.request.post('/trpc/notifications.turnOn', {
		headers: { origin },
		data: { endpoint: `${service.origin}/of-vera`, ...device.keys }
	});
	expect(turnedOn.status()).toBe(200);
	await page.goto(PREFERENCES);
	await expect(page.getByText(m.push_device_current(), { exact: true })).toBeVisible();
	await expectSound(page);
	await page.getByRole('button', { name: m.push_device_test() }).click();
	await expect(page.getByText(m.push_device_tested())).toBeVisible();
	await service.until(1);
	expect(device.decrypted(service.arrived[0]!.body)).toMatchObject({ title: m.push_test_title() });

	const worker = await registeredWorker(page);
	const showings = await countShowings(worker);
	await signIn(sam, 'sam');
	await sam.goto(`/staff/tickets/${number}`);
	await field(sam, m.tickets_reply_label()).fill('Voici la solution.');
	await button(sam, m.tickets_reply_action()).click();
	await expect(sam.getByText(m.tickets_reply_done())).toBeVisible();
	await service.until(2);
	const told = device.decrypted(service.arrived[1]!.body);
	await test.step('what was on its way to somebody who has left is not shown', async () => {
		await deliver(page, origin, {
			...(told as object),
			account: 'of somebody else',
			tag: 'another',
			title: 'Pour quelqu’un d’autre'
		});
	});
	await deliver(page, origin, told);
	await expect.poll(showings).toBe(1);
	const shown = () =>
		worker.evaluate(async () => {
			const all = await (globalThis as unknown as ServiceWorkerGlobalScope).registration.getNotifications();
			return all.map(({ title, body }) => ({ title, body }));
		});
	expect(await shown()).toEqual([{ title: 'Samuel a répondu', body: `#${number} Imprimante` }]);

	const opened = browser.context.waitForEvent('request', (request) => request.url().endsWith('/notifications.opened'));
	await tap(worker);
	await expect(page).toHaveURL(new RegExp(`${ticket}$`));
	await expect(page.getByText('Voici la solution.')).toBeVisible();
	expect((await (await opened).response())!.status()).toBe(200);
	expect(browser.context.pages().filter((open) => open.url().includes('/tickets/'))).toHaveLength(1);
	await expect.poll(shown).toEqual([]);

	await page.goto(PREFERENCES);
	await page.getByRole('button', { name: m.push_device_remove() }).click();
	await expect(page.getByText(m.push_device_removed())).toBeVisible();
	await expect(page.getByText(m.push_device_current(), { exact: true })).toHaveCount(0);

	await test.step('nothing stays on the screen of somebody whose session ended', async () => {
		await deliver(page, origin, told);
		await expect.poll(showings).toBe(2);
		expect(await shown()).toHaveLength(1);
		await page.context().clearCookies();
		await page.goto('/');
		await expect(page).toHaveURL(/\/login/);
		await expect.poll(shown).toEqual([]);
	});
	await Promise.all([browser.end(), staff.end()]);
	await end();
});

/** The portal's worker, in charge of the page. */
async function registeredWorker(page: Page): Promise<Worker> {
	await page.evaluate(async () => {
		await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
		await navigator.serviceWorker.ready;
	});
	const worker = await workerOf(page.context());
	await page.reload();
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
	return worker;
}

/** Where the worker would open windows from now on: only a tap on a screen lets it. */
async function watchOpenings(worker: Worker): Promise<() => Promise<string[]>> {
	await worker.evaluate(() => {
		const scope = globalThis as unknown as ServiceWorkerGlobalScope & { openings: string[] };
		scope.openings = [];
		const openWindow = async (url: string) => (scope.openings.push(new URL(url).pathname), null);
		Object.defineProperty(scope.clients, 'openWindow', { value: openWindow });
	});
	return () => worker.evaluate(() => (globalThis as unknown as { openings: string[] }).openings.splice(0));
}

/** One that leads to the tickets of everybody. */
const showOne = (worker: Worker) =>
	worker.evaluate(async () => {
		const { registration } = globalThis as unknown as ServiceWorkerGlobalScope;
		await registration.showNotification('Une nouvelle', { data: { id: crypto.randomUUID(), href: '/staff/tickets' } });
	});

test('a tap leads the window that is open away only once nothing in it is half written', async () => {
	test.slow();
	const portal = await startPortal();
	const browser = await profile(portal.origin);
	const page = await browser.context.newPage();
	await signIn(page, 'sam');
	const worker = await registeredWorker(page);
	const openings = await watchOpenings(worker);
	const tapOne = () => showOne(worker).then(() => tap(worker));

	await awake(page, () => page.goto('/staff/news/new'));
	await field(page, m.news_title()).fill('Fermeture du 24 décembre');
	await tapOne();
	expect(await openings()).toEqual(['/staff/tickets']);
	await expect(page).toHaveURL(/\/staff\/news\/new$/);
	await expect(field(page, m.news_title())).toHaveValue('Fermeture du 24 décembre');

	await test.step('nor where the page does not answer', async () => {
		await page.goto('/app');
		await tapOne();
		expect(await openings()).toEqual(['/staff/tickets']);
		await expect(page).toHaveURL(/\/app$/);
	});
	await test.step('a page with nothing to lose goes there', async () => {
		await awake(page, () => page.goto('/staff/news/new'));
		// Once all of it has come.
		await expect(async () => {
			await tapOne();
			await expect(page).toHaveURL(/\/staff\/tickets$/, { timeout: 2_000 });
		}).toPass();
	});
	await test.step('signing out takes the figure off the icon too', async () => {
		await worker.evaluate(() => {
			Object.assign(globalThis, { cleared: 0 });
			const clearAppBadge = async () => void (globalThis as unknown as { cleared: number }).cleared++;
			Object.defineProperty(navigator, 'clearAppBadge', { value: clearAppBadge });
		});
		await page.locator('summary').filter({ hasText: cast.sam.lastName }).click();
		await button(page, m.ui_sign_out()).click();
		await expect(button(page, m.accounts_sign_in())).toBeVisible();
		expect(await worker.evaluate(() => (globalThis as unknown as { cleared: number }).cleared)).toBeGreaterThan(0);
	});
	await browser.end();
	await portal.stop();
});

/** The browser gives the device another address, as its push service has it do now and then. */
const moveTo = (worker: Worker, endpoint: string, keys: { p256dh: string; auth: string }) =>
	worker.evaluate(
		async ({ endpoint, keys }) => {
			let done: Promise<unknown> = Promise.resolve();
			const newSubscription = { endpoint, toJSON: () => ({ endpoint, keys }) };
			const event = Object.assign(new Event('pushsubscriptionchange'), {
				newSubscription,
				oldSubscription: null,
				waitUntil: (work: Promise<unknown>) => (done = work)
			});
			globalThis.dispatchEvent(event);
			await done;
		},
		{ endpoint, keys }
	);

/** What the device remembers of where the portal reaches it; `next` takes its place. */
const reached = (page: Page, next?: { session: string; endpoint: string }) =>
	page.evaluate(async (next) => {
		const asked = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error!);
			});
		const db = await asked(indexedDB.open('espace-client'));
		const facts = db.transaction('fact', 'readwrite').objectStore('fact');
		const { account } = (await asked(facts.get('person'))) as { account: string };
		if (next) await asked(facts.put({ account, ...next }, 'push'));
		const { session, endpoint } = (await asked(facts.get('push'))) as { session: string; endpoint: string };
		db.close();
		return { session, endpoint };
	}, next);

test('a new address of a device the portal could not be told of is told again, not taken for told', async () => {
	test.slow();
	const portal = await startPortal({ PUSH_SERVICES: 'push.example.fr' });
	const browser = await profile(portal.origin);
	const page = await browser.context.newPage();
	await signIn(page, 'vera');
	const worker = await registeredWorker(page);
	const at = (name: string) => `https://push.example.fr/${name}`;
	await expect(() => reached(page, { session: 'of today', endpoint: at('first') })).toPass();

	const { p256dh, auth } = subscriber().keys;
	await portal.pause();
	await moveTo(worker, at('second'), { p256dh, auth });
	// As of another session: the next page tells the portal.
	expect(await reached(page)).toEqual({ session: '', endpoint: at('first') });
	await portal.resume();
	await moveTo(worker, at('third'), { p256dh, auth });
	expect((await reached(page)).endpoint).toBe(at('third'));
	await browser.end();
	await portal.stop();
});
