import { post } from './support/directly.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, field, heading, link, linkIn, m, mail, NEW_PASSWORD, signInByPage } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('a forgotten password is chosen anew by the link, once, and every other device is signed out', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const elsewhere = await browserOf();
	await signInByPage(elsewhere, 'vic');
	const was = new URL(elsewhere.url()).pathname;
	const { email } = cast.vic;

	await page.goto('/login');
	await link(page, m.accounts_forgotten()).click();
	await expectSound(page);
	await field(page, m.accounts_sign_in_email()).fill(email);
	await button(page, m.accounts_forgotten_send()).click();
	await expect(page.getByText(m.accounts_forgotten_sent())).toBeVisible();
	await expectSound(page);

	const address = linkIn(await mail(portal, email, m.mails_reset_subject()), '/password/');
	await test.step('a mail scanner that opens the link uses nothing up', async () => {
		for (let opened = 0; opened < 3; opened++) expect((await page.request.get(address)).status()).toBe(200);
		expect((await page.request.head(address)).status()).toBe(200);
	});

	await page.goto(address);
	await expect(page.getByText(email)).toBeVisible();
	const password = field(page, m.accounts_new_password());
	const met = page.getByRole('listitem').filter({ hasText: `(${m.ui_password_rule_met()})` });
	await test.step('the rules tick themselves while typing', async () => {
		await expect(met).toHaveCount(0);
		await password.pressSequentially('Nouveau');
		await expect(met).toHaveCount(2);
		await password.pressSequentially('-mot2passe!');
		await expect(met).toHaveCount(5);
		await button(page, m.ui_password_show()).first().click();
		await expect(password).toHaveAttribute('type', 'text');
		await expectSound(page);
		await button(page, m.ui_password_hide()).click();
	});
	await test.step('a weak one, or another confirmation, is refused at its field', async () => {
		await password.fill('Password1!');
		await field(page, m.accounts_confirmation()).fill('Autre');
		await button(page, m.accounts_password_save()).click();
		await expect(field(page, m.accounts_confirmation())).toHaveAccessibleDescription(
			new RegExp(m.accounts_password_confirmation_differs())
		);
		await expect(password).toHaveValue('');
		await expectSound(page);
	});
	await password.fill(NEW_PASSWORD);
	await field(page, m.accounts_confirmation()).fill(NEW_PASSWORD);
	await button(page, m.accounts_password_save()).click();
	await expect(page).toHaveURL(/\/s\//);

	await test.step('the link is dead, opened or sent again', async () => {
		const again = await post(page.request, portal.origin, new URL(address).pathname, {
			password: 'Encore-1-autre!',
			confirmation: 'Encore-1-autre!'
		});
		expect([again.status(), again.headers().location]).toEqual([303, new URL(address).pathname]);
		const visitor = await browserOf();
		await visitor.goto(address);
		await expect(heading(visitor, m.accounts_link_expired_title())).toBeVisible();
		await expectSound(visitor);
		await signInByPage(visitor, { email, password: NEW_PASSWORD });
	});
	await test.step('the other device is signed out, and comes back to where it was', async () => {
		// It finds out by itself, sooner or later.
		await elsewhere.reload();
		await expect(elsewhere).toHaveURL(`/login?to=${encodeURIComponent(was)}`);
		await field(elsewhere, m.accounts_sign_in_email()).fill(email);
		await field(elsewhere, m.accounts_sign_in_password()).fill(NEW_PASSWORD);
		await button(elsewhere, m.accounts_sign_in()).click();
		await expect(elsewhere).toHaveURL(was);
	});
	await mail(portal, email, m.mails_password_changed_subject());
});

test('an unknown address gets the same page, and no mail', async ({ page, portal }) => {
	await page.goto('/password/forgotten');
	await field(page, m.accounts_sign_in_email()).fill('personne@ailleurs.example');
	await button(page, m.accounts_forgotten_send()).click();
	await expect(page.getByText(m.accounts_forgotten_sent())).toBeVisible();
	// Whatever was asked before it has left by the time this one has.
	await page.goto('/password/forgotten');
	await field(page, m.accounts_sign_in_email()).fill(cast.alix.email);
	await button(page, m.accounts_forgotten_send()).click();
	await mail(portal, cast.alix.email, m.mails_reset_subject());
	expect(await portal.mailsTo('personne@ailleurs.example')).toEqual([]);
});

test('too many wrong passwords delay the next try, and say for how long', async ({ page }) => {
	await page.goto('/login');
	for (let tries = 0; tries < 8; tries++) {
		await field(page, m.accounts_sign_in_email()).fill('nobody.here@ailleurs.example');
		await field(page, m.accounts_sign_in_password()).fill('Faux-mot2passe!');
		await button(page, m.accounts_sign_in()).click();
		await expect(page.getByRole('alert')).toBeVisible();
		await expect(field(page, m.accounts_sign_in_email())).toHaveValue('nobody.here@ailleurs.example');
		if (await page.getByText(/Trop d’essais/).isVisible()) break;
		await expect(page.getByRole('alert')).toContainText(m.accounts_sign_in_refused());
	}
	await expect(page.getByRole('alert')).toContainText(/Trop d’essais. Réessayez dans \d+/);
	await expectSound(page);
});
