import type { Page } from '@playwright/test';
import { startPortal, type Portal } from './support/portal.ts';
import { fileNamed, ready, screen, share } from './support/sharing.ts';
import { expectSound } from './support/sound.ts';
import { button, choice, field, heading, link, m, optionalField, signIn, signInByPage } from './support/steps.ts';
import { expect, test as base } from './support/test.ts';

/** The vendor's settings are everybody's: a portal of its own. */
const test = base.extend<object, { portal: Portal }>({
	portal: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const portal = await startPortal();
			await use(portal);
			await portal.stop();
		},
		{ scope: 'worker' }
	]
});

const IPHONE =
	'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const ANDROID =
	'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36';

/** What opens the menu of one's own account. */
const ownMenu = (page: Page) => page.locator('.account summary, .account [popovertarget], .account button').first();

/** As a browser that installs says so. Headless ones never do. */
const offer = (page: Page, outcome: 'accepted' | 'dismissed') =>
	page.evaluate((outcome) => {
		const event = new Event('beforeinstallprompt', { cancelable: true });
		const prompt = async () => {
			document.documentElement.dataset.prompted = 'yes';
			return { outcome };
		};
		window.dispatchEvent(Object.assign(event, { prompt }));
	}, outcome);

test('the door offers the app: a code to a computer, a button where the browser has one', async ({
	page,
	hasTouch
}) => {
	await page.goto('/login');
	const tile = page.getByRole('region', { name: m.app_tile_title() });
	await expect(tile).toBeVisible();
	const code = tile.getByRole('img', { name: new RegExp(m.app_qr_label({ address: 'http' })) });
	if (hasTouch) await expect(code).toBeHidden();
	else await expect(code).toBeVisible();
	await expect(button(tile, m.app_install())).toBeHidden();
	await expectSound(page);

	await offer(page, 'accepted');
	await expectSound(page);
	await button(tile, m.app_install()).click();
	await expect(tile.getByText(m.app_installed())).toBeVisible();
	await expect(button(tile, m.app_install())).toBeHidden();
	expect(await page.evaluate(() => document.documentElement.dataset.prompted)).toBe('yes');
	await expectSound(page);
});

test('who declines is not asked again, and reads how to do it later', async ({ page }) => {
	await page.goto('/login');
	await offer(page, 'dismissed');
	const tile = page.getByRole('region', { name: m.app_tile_title() });
	await button(tile, m.app_install()).click();
	await expect(button(tile, m.app_install())).toBeHidden();
	await expect(tile.getByText(m.app_installed())).toBeHidden();
	await link(tile, m.app_tile_more()).click();
	await expect(heading(page, m.app_title())).toBeVisible();
});

test('on an iPhone the door shows its three steps, and the page opens on them', async ({ browserOf }) => {
	const page = await browserOf({ userAgent: IPHONE });
	await page.goto('/login');
	await expect(page.getByText(m.app_step_ios_share())).toBeVisible();
	await expectSound(page);
	await page.goto('/app');
	await expect(page.getByText(m.app_step_ios_share())).toBeVisible();
	await expect(page.getByText(m.app_step_android_menu())).toBeHidden();
	await heading(page, m.app_android()).click();
	await expect(page.getByText(m.app_step_android_menu())).toBeVisible();
	await expectSound(page);
});

for (const locale of ['fr', 'en'] as const)
	test(`every step is read without JavaScript, in ${locale}`, async ({ browserOf }) => {
		const page = await browserOf({ javaScriptEnabled: false, locale: locale === 'fr' ? 'fr-FR' : 'en-GB' });
		await page.goto('/app');
		for (const step of [m.app_step_android_menu, m.app_step_ios_share, m.app_step_computer_bar])
			await expect(page.getByText(step({}, { locale }))).toBeVisible();
		const sound = await browserOf({ userAgent: ANDROID, locale: locale === 'fr' ? 'fr-FR' : 'en-GB' });
		await sound.goto('/app');
		await expect(sound.getByText(m.app_step_android_install({}, { locale }))).toBeVisible();
		await expectSound(sound);
	});

test('in the app itself nothing offers to install it', async ({ playwright, portal: { origin } }, { project }) => {
	const { launchOptions } = project.use;
	const app = await playwright.chromium.launchPersistentContext('', {
		...launchOptions,
		args: [...(launchOptions?.args ?? []), `--app=${origin}/login`],
		baseURL: origin,
		locale: 'fr-FR'
	});
	try {
		const page = app.pages()[0]!;
		// Its first page was asked for before anybody said which language it speaks.
		await page.goto('/login');
		await expect(heading(page, m.accounts_sign_in_hello())).toBeVisible();
		await expect(page.getByText(m.app_tile_title())).toBeHidden();
		await page.goto('/app');
		await expect(page.getByText(m.app_inside())).toBeVisible();
		await expect(page.getByText(m.app_steps())).toBeHidden();
		await signIn(page, 'vera');
		await ownMenu(page).click();
		await expect(link(page, m.guide_title())).toBeVisible();
		await expect(link(page, m.app_install())).toBeHidden();
	} finally {
		await app.close();
	}
});

test('whoever is signed in finds the app in their own menu', async ({ page }) => {
	await signIn(page, 'vera');
	await ownMenu(page).click();
	await link(page, m.app_install()).click();
	await expect(heading(page, m.app_title())).toBeVisible();
	await link(page, m.ui_back_home()).click();
	await expect(page).toHaveURL(/\/s\//);
});

for (const javaScriptEnabled of [true, false])
	test(`a manager ties the app to Google Play ${javaScriptEnabled ? 'with' : 'without'} JavaScript, and visitors are led there`, async ({
		browserOf
	}) => {
		const page = await browserOf({ javaScriptEnabled });
		await signIn(page, 'mona');
		await page.goto('/staff/settings');
		await link(page, m.app_settings()).click();
		await expect(heading(page, m.app_settings())).toBeVisible();
		if (javaScriptEnabled) await expectSound(page);
		await optionalField(page, m.app_short_name()).fill('Portail');
		await optionalField(page, m.app_package()).fill('fr.exemple.client');
		const fingerprint = Array(32).fill('0c').join(':');
		await optionalField(page, m.app_fingerprints()).fill(`${fingerprint}\n`);
		await page.getByRole('checkbox', { name: m.app_play_shown() }).check();
		await button(page, m.ui_save()).click();
		await expect(page.getByRole('status').filter({ hasText: m.settings_saved() })).toBeVisible();
		await expect(optionalField(page, m.app_fingerprints())).toHaveValue(fingerprint.toUpperCase());
		const address = 'https://play.google.com/store/apps/details?id=fr.exemple.client';
		await expect(link(page, address)).toHaveAttribute('href', address);
		if (javaScriptEnabled) await expectSound(page);

		const visitor = await browserOf();
		const links = await visitor.request.get('/.well-known/assetlinks.json');
		expect(links.headers()['content-type']).toBe('application/json');
		expect(await links.json()).toMatchObject([
			{ target: { package_name: 'fr.exemple.client', sha256_cert_fingerprints: [fingerprint.toUpperCase()] } }
		]);
		expect(await (await visitor.request.get('/manifest.webmanifest')).json()).toMatchObject({ short_name: 'Portail' });
		for (const path of ['/login', '/app']) {
			await visitor.goto(path);
			await expect(link(visitor, m.app_play())).toHaveAttribute('href', address);
			await expectSound(visitor);
		}

		await optionalField(page, m.app_short_name()).fill('');
		await optionalField(page, m.app_package()).fill('');
		await optionalField(page, m.app_fingerprints()).fill('');
		await page.getByRole('checkbox', { name: m.app_play_shown() }).uncheck();
		await button(page, m.ui_save()).click();
		await expect(page.getByText(m.app_seen_none())).toBeVisible();
		await visitor.goto('/login');
		await expect(link(visitor, m.app_play())).toHaveCount(0);
		expect(await (await visitor.request.get('/.well-known/assetlinks.json')).json()).toEqual([]);
	});

test('the shortcut leads to a new ticket of where one was last, through the door when need be', async ({
	browserOf
}) => {
	const page = await browserOf();
	await page.goto('/new-ticket');
	await expect(page).toHaveURL('/login?to=%2Fnew-ticket');
	await field(page, m.accounts_sign_in_email()).fill('vera.lemoine@sexey-aux-forges.example');
	await field(page, m.accounts_sign_in_password()).fill('Bienvenue1!');
	await button(page, m.accounts_sign_in()).click();
	await expect(page).toHaveURL(/\/s\/[^/]+\/tickets\/new$/);
	await expect(heading(page, m.tickets_new_title())).toBeVisible();

	const thea = await browserOf();
	await signIn(thea, 'thea');
	await thea.locator('.switcher summary').click();
	const other = thea.locator('.switcher a:not([aria-current])').first();
	const home = (await other.getAttribute('href'))!;
	await thea.goto(home);
	await expect(thea.getByRole('heading', { level: 1 })).toBeVisible();
	await thea.goto('/new-ticket');
	await expect(thea).toHaveURL(new RegExp(`^[^?]*${home.split('/').slice(0, 3).join('/')}/tickets/new$`));

	for (const [who, url] of [
		['noor', /\/s\/me\/tickets\/new$/],
		['lola', /\/s\/me\/tickets\/new$/],
		['sam', /\/staff\/tickets\/new$/]
	] as const) {
		const somebody = await browserOf();
		await signIn(somebody, who);
		await somebody.goto('/new-ticket');
		await expect(somebody).toHaveURL(url);
	}
});

const body = (page: Page) => field(page, m.tickets_body());
test('what another app shares becomes a ticket, with its words and its picture', async ({ page }) => {
	test.setTimeout(120_000);
	await signIn(page, 'vera');
	await ready(page);
	await share(page, { title: 'L’export s’arrête', text: 'Message de l’écran', url: 'https://aide.example/export' }, [
		await screen('ecran.png', '#0b4f5e')
	]);
	await expect(page).toHaveURL(/\/s\/[^/]+\/tickets\/new\?shared$/);
	await expect(page.getByText(m.app_shared_put())).toBeVisible();
	await expect(field(page, m.tickets_subject())).toHaveValue('L’export s’arrête');
	await expect(body(page)).toHaveValue('Message de l’écran\nhttps://aide.example/export');
	await expect(fileNamed(page, 'ecran.png')).toBeVisible();
	await expectSound(page);

	await test.step('loaded again, nothing is lost and nothing doubled', async () => {
		await page.reload();
		await expect(fileNamed(page, 'ecran.png')).toBeVisible();
		await expect(body(page)).toHaveValue('Message de l’écran\nhttps://aide.example/export');
	});
	await test.step('more is added to what is written already', async () => {
		await share(page, { text: 'Et encore ceci' }, [await screen('deux.png', '#7a1f5c')]);
		await expect(fileNamed(page, 'deux.png')).toBeVisible();
		await expect(fileNamed(page, 'ecran.png')).toBeVisible();
		await expect(body(page)).toHaveValue('Message de l’écran\nhttps://aide.example/export\n\nEt encore ceci');
	});
	await choice(page, m.tickets_category(), 'Incident').check();
	await choice(page, m.tickets_urgency(), m.tickets_urgency_minor()).check();
	await button(page, m.tickets_open_action()).click();
	await expect(page).toHaveURL(/\/tickets\/\d+$/);
	await expect(page.getByRole('main')).toContainText('Et encore ceci');
	await expect(page.getByRole('main').getByRole('link', { name: /ecran/ }).first()).toBeVisible();

	await test.step('the next ticket is empty', async () => {
		await page.goto('/new-ticket?shared');
		await expect(heading(page, m.tickets_new_title())).toBeVisible();
		await expect(page.getByLabel(m.files_choose())).toBeAttached();
		await expect(body(page)).toHaveValue('');
		await expect(page.getByText(m.app_shared_put())).toHaveCount(0);
	});
});

test('shared while signed out, it waits for whoever comes in by the door', async ({ page }) => {
	test.setTimeout(90_000);
	await signIn(page, 'thea');
	await ready(page);
	await page.context().clearCookies();
	await page.goto('/login');
	await share(page, { text: 'Vu sur le terrain' }, [await screen('terrain.png', '#225533')]);
	await expect(page).toHaveURL(/\/login\?to=%2Fnew-ticket%3Fshared$/);
	await field(page, m.accounts_sign_in_email()).fill('thea.grandjean@moselle-madon.example');
	await field(page, m.accounts_sign_in_password()).fill('Bienvenue1!');
	await button(page, m.accounts_sign_in()).click();
	await expect(page).toHaveURL(/\/tickets\/new\?shared/);
	await expect(body(page)).toHaveValue('Vu sur le terrain');
	await expect(fileNamed(page, 'terrain.png')).toBeVisible();
	await test.step('left for another page, it is forgotten', async () => {
		await link(page, m.tickets_cancel()).click();
		await expect(page).toHaveURL(/\/tickets$/);
		const kept = () =>
			page.evaluate(async () => {
				const db = await new Promise<IDBDatabase>((resolve, reject) => {
					const request = indexedDB.open('espace-client');
					request.onsuccess = () => resolve(request.result);
					request.onerror = () => reject(request.error!);
				});
				const count = await new Promise<number>((resolve) => {
					const request = db.transaction('shared').objectStore('shared').count();
					request.onsuccess = () => resolve(request.result);
				});
				db.close();
				return count;
			});
		await expect.poll(kept).toBe(0);
	});
});

test('shared where the device cannot take it yet, the new ticket says what to add by hand', async ({ page }) => {
	// As Android sends it: without an origin.
	const answer = await page.request.post('/share', {
		multipart: { text: 'Bonjour', files: { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('x') } },
		headers: { origin: 'null' },
		maxRedirects: 0
	});
	expect([answer.status(), answer.headers().location]).toEqual([303, '/new-ticket?shared=lost']);
	await signInByPage(page, 'vera');
	await page.goto('/new-ticket?shared=lost');
	await expect(page.getByText(m.app_shared_lost())).toBeVisible();
	await expectSound(page);
});
