import { createHmac } from 'node:crypto';
import { post } from './support/directly.ts';
import { handOffLink, listSomebody, startOldPortal } from './support/old-portal.ts';
import { HANDOFF_SECRET } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, field, goOn, heading, link, m, NEW_PASSWORD, signInByPage } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const chosen = { password: NEW_PASSWORD, confirmation: NEW_PASSWORD };
const pathOf = (address: string) => address.slice(new URL(address).origin.length);

test('from the banner of the old portal, somebody chooses a password and is inside; later they are led to signing in', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const email = await listSomebody(portal, 'Anne');
	const old = await startOldPortal(portal, email);
	const banner = (on: Page) => on.getByRole('region', { name: /Une nouvelle version de votre espace client/ });

	await page.goto(old.url);
	await expect(banner(page)).toBeVisible();
	await expectSound(page);
	await banner(page).getByRole('link').click();
	await expect(heading(page, m.handoff_title())).toBeVisible();
	await expect(page.getByText(email)).toBeVisible();
	await expectSound(page);

	const met = page.getByRole('listitem').filter({ hasText: `(${m.ui_password_rule_met()})` });
	await field(page, m.accounts_new_password()).pressSequentially(NEW_PASSWORD);
	await expect(met).toHaveCount(5);
	await field(page, m.accounts_confirmation()).fill('autre');
	await button(page, m.handoff_enter()).click();
	await expect(field(page, m.accounts_confirmation())).toHaveAccessibleDescription(
		new RegExp(m.accounts_password_confirmation_differs())
	);
	await expectSound(page);
	await field(page, m.accounts_new_password()).fill(NEW_PASSWORD);
	await field(page, m.accounts_confirmation()).fill(NEW_PASSWORD);
	await button(page, m.handoff_enter()).click();
	await goOn(page);
	await expect(heading(page, m.contacts_pending_title())).toBeVisible();

	await test.step('the history keeps no address that holds the token', async () => {
		const entries = await page.evaluate(() => navigation.entries().map(({ url }) => url));
		expect(entries).toContain(`${portal.origin}/from-old-portal`);
		expect(entries.filter((url) => url?.includes('token'))).toEqual([]);
	});
	await test.step('from the banner again they are inside at once', async () => {
		await page.goto(old.url);
		await banner(page).getByRole('link').click();
		await expect(heading(page, m.contacts_pending_title())).toBeVisible();
	});
	await test.step('on another device they are led to signing in', async () => {
		const device = await browserOf();
		await device.goto(old.url);
		await banner(device).getByRole('link').click();
		await expect(heading(device, m.handoff_known_title())).toBeVisible();
		await expect(device.getByText(email)).toBeVisible();
		await expectSound(device);
		await link(device, m.handoff_sign_in()).click();
		await expect(heading(device, m.accounts_sign_in_hello())).toBeVisible();
		await signInByPage(device, { email, password: NEW_PASSWORD });
	});
	old.stop();
});

test('every link that leads nowhere shows the same page, and uses nothing up', async ({ page, portal }) => {
	const now = Math.floor(Date.now() / 1000);
	const email = await listSomebody(portal, 'Odile');
	const claims = { sub: email, aud: portal.origin, iat: now, exp: now + 300, jti: `odile-${now}` };
	const good = signed(claims);
	const [header, , signature] = good.split('.');
	const used = await handOffLink(portal, await listSomebody(portal, 'Rose'));
	expect((await post(page.request, portal.origin, pathOf(used), chosen)).headers().location).toBe('/welcome');
	await page.context().clearCookies();

	const bad: Record<string, string> = {
		replayed: new URL(used).searchParams.get('token')!,
		forged: [header, encoded({ ...claims, sub: cast.noor.email }), signature].join('.'),
		expired: signed({ ...claims, iat: now - 400, exp: now - 100 }),
		truncated: good.slice(0, -7),
		foreign: signed(claims, `${HANDOFF_SECRET}.`),
		'for another portal': signed({ ...claims, aud: 'https://client.example.org' }),
		'for nobody': signed({ ...claims, sub: 'personne@ailleurs.example' }),
		'for staff': signed({ ...claims, sub: cast.sam.email }),
		'too long': good + 'x'.repeat(3000),
		empty: ''
	};
	const shown = new Set<string>();
	for (const [name, token] of Object.entries(bad)) {
		const path = `/from-old-portal?token=${token}`;
		const answer = await page.goto(path);
		expect(answer!.status(), name).toBe(200);
		expect(await answer!.headerValue('cache-control')).toBe('no-store');
		await expect(heading(page, m.handoff_lost_title()), name).toBeVisible();
		shown.add(await page.getByRole('main').innerHTML());
		const sent = await post(page.request, portal.origin, path, chosen);
		expect([sent.status(), sent.headers()['set-cookie']], name).toEqual([303, undefined]);
		expect(sent.headers().location, name).toMatch(/^\/from-old-portal\?token=/);
	}
	await page.goto('/from-old-portal');
	shown.add(await page.getByRole('main').innerHTML());
	expect([...shown]).toHaveLength(1);
	await expectSound(page);

	for (const [name, path] of [
		[m.handoff_sign_in(), '/login'],
		[m.accounts_forgotten(), '/password/forgotten'],
		[m.accounts_sign_up(), '/signup']
	] as const)
		await expect(link(page, name)).toHaveAttribute('href', path);

	await page.goto(`/from-old-portal?token=${good}`);
	await expect(heading(page, m.handoff_title())).toBeVisible();
});

test('without JavaScript, a link that a mail scanner opened leads in', async ({ browserOf, portal }) => {
	const page = await browserOf({ javaScriptEnabled: false });
	const address = await handOffLink(portal, await listSomebody(portal, 'Paule'));
	for (let opened = 0; opened < 3; opened++) {
		expect((await page.request.get(address)).status()).toBe(200);
		expect((await page.request.head(address)).status()).toBe(200);
	}
	await page.goto(address);
	await field(page, m.accounts_new_password()).fill('court');
	await button(page, m.handoff_enter()).click();
	await expect(page.getByRole('alert')).toBeVisible();
	await field(page, m.accounts_new_password()).fill(NEW_PASSWORD);
	await field(page, m.accounts_confirmation()).fill(NEW_PASSWORD);
	await button(page, m.handoff_enter()).click();
	await goOn(page);
	await expect(heading(page, m.contacts_pending_title())).toBeVisible();
});

test('in English and by keyboard, with the language changed and changed back on the way', async ({
	browserOf,
	portal
}) => {
	const en = { locale: 'en' } as const;
	const page = await browserOf({ locale: 'en-GB' });
	await page.goto(await handOffLink(portal, await listSomebody(portal, 'Jane')));
	await expect(heading(page, m.handoff_title({}, en))).toBeVisible();
	await expectSound(page);
	await button(page, m.ui_language_fr()).click();
	await expect(heading(page, m.handoff_title())).toBeVisible();
	await button(page, m.ui_language_en()).click();

	await field(page, m.accounts_new_password({}, en)).focus();
	await page.keyboard.type(NEW_PASSWORD);
	await page.keyboard.press('Tab');
	await expect(button(page, m.ui_password_show({}, en)).first()).toBeFocused();
	await page.keyboard.press('Tab');
	await page.keyboard.type(NEW_PASSWORD);
	await page.keyboard.press('Enter');
	await goOn(page, 'en');
	await expect(heading(page, m.contacts_pending_title({}, en))).toBeVisible();

	await page.goto('/from-old-portal?token=none');
	await expect(heading(page, m.handoff_lost_title({}, en))).toBeVisible();
	await expectSound(page);
});

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(claims: object, secret = HANDOFF_SECRET): string {
	const words = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
	return `${words}.${createHmac('sha256', secret).update(words).digest('base64url')}`;
}
