import { expectSound } from './support/sound.ts';
import {
	awake,
	button,
	CLOSED,
	CLOSED_IN_BAR,
	comeIn,
	expectAllOpen,
	expectClosed,
	field,
	freshEmail,
	goOn,
	heading,
	link,
	linkIn,
	m,
	mail,
	menu,
	NEW_PASSWORD,
	openTicket,
	padlock,
	signIn,
	signUp
} from './support/steps.ts';
import { expect, test } from './support/test.ts';

const A = 'Mairie de Sexey-aux-Forges';

for (const locale of ['fr', 'en'] as const) {
	const inLocale = locale === 'fr' ? 'in French' : 'in English';

	test(`someone signs up, writes while waiting, is let in and sees everything open, ${inLocale}`, async ({
		browserOf,
		portal,
		hasTouch
	}) => {
		test.skip(hasTouch === true && locale === 'en', 'the same at any size');
		test.slow();
		const page = await browserOf({ locale: locale === 'fr' ? 'fr-FR' : 'en-GB' });
		const person = {
			firstName: 'Line',
			lastName: `Perrin ${locale}`,
			email: freshEmail('line'),
			function: 'Comptable',
			structureName: 'Mairie',
			customerNumber: 'c 10601'
		};
		const name = `${person.firstName} ${person.lastName}`;

		await test.step('the address is proved with one click in the same browser, and opening the link uses nothing up', async () => {
			await signUp(page, person, locale);
			await expectSound(page);
			const address = linkIn(await mail(portal, person.email, m.mails_sign_up_subject({}, { locale })), '/verify/');
			expect((await page.request.get(address)).status()).toBe(200);
			await page.goto(address);
			await expect(page.getByText(person.email)).toBeVisible();
			await expectSound(page);
			await button(page, m.accounts_verify({}, { locale })).click();
			await expect(heading(page, m.accounts_check_title({}, { locale }))).toBeVisible();
			await expectSound(page);
			await goOn(page, locale);
			await expect(heading(page, m.contacts_pending_title({}, { locale }))).toBeVisible();
			await expectSound(page);
			await page.goto(address);
			await expect(page).toHaveURL(/\/verify\//);
			await expect(heading(page, m.accounts_link_expired_title({}, { locale }))).toBeVisible();
			await expectSound(page);
			await page.goto('/');
		});

		await test.step('every other entry is shown, closed, with the reason', async () => {
			await expectClosed(page, hasTouch === true, locale);
			// Shut, not dead: pressing it says why.
			await menu(page, locale).getByRole('button').first().click({ force: true });
			await expect(page.getByText(m.ui_closed_pending({}, { locale })).filter({ visible: true }).first()).toBeVisible();
			await page.keyboard.press('Escape');
		});

		await test.step('a page behind one of them says why it is closed', async () => {
			const home = new URL(page.url()).pathname;
			const answer = await page.goto(`${home}/contacts`);
			expect(answer!.status()).toBe(403);
			await expect(heading(page, m.ui_error_waiting({}, { locale }))).toBeVisible();
			await expect(page.getByText(m.errors_not_validated({}, { locale }))).toBeVisible();
			await expectSound(page);
			await link(page, m.ui_open_ticket({}, { locale })).click();
			await expect(heading(page, m.tickets_new_title({}, { locale }))).toBeVisible();
			await page.goto(home);
		});

		const draft = { subject: `Export arrêté ${locale}`, body: 'Il s’arrête à **80 %**, chaque jour.' };
		const number = await test.step('a ticket is opened', async () => {
			await link(menu(page, locale), m.ui_nav_tickets({}, { locale })).click();
			await expect(heading(page, m.tickets_list_title({}, { locale }))).toBeVisible();
			await expectSound(page);
			const number = await openTicket(page, draft, locale);
			await expect(page.getByRole('strong').or(page.locator('strong')).filter({ hasText: '80 %' })).toBeVisible();
			await expectSound(page);
			await link(page, m.tickets_back_to_list({}, { locale })).click();
			await expect(page.getByRole('link', { name: `#${number}` })).toBeVisible();
			await mail(portal, person.email, `[#${number}] ${draft.subject}`);
			return number;
		});

		await test.step('staff see that the person is not validated, and answer', async () => {
			const staff = await browserOf();
			await signIn(staff, 'sam');
			await link(staff, m.ui_nav_inbox()).click();
			await staff.getByRole('link', { name: `#${number}` }).click();
			await expect(staff.getByRole('alert').or(staff.getByText(m.tickets_not_validated_text()))).toBeVisible();
			await expectSound(staff);
			await field(staff, m.tickets_reply_label()).fill('Relancez-le ce soir, s’il vous plaît.');
			await button(staff, m.tickets_reply_action()).click();
			await expect(staff.getByRole('status').filter({ hasText: m.tickets_reply_done() })).toBeVisible();
			expect(await mail(portal, person.email, `[#${number}] ${draft.subject}`)).toBeTruthy();
			await expect(async () =>
				expect((await portal.mailsTo(person.email)).some(({ text }) => text.includes('Relancez-le ce soir'))).toBe(true)
			).toPass();
		});

		await test.step('the administrator is told, and turns the padlock green', async () => {
			const adam = await browserOf();
			expect(
				await mail(portal, 'adam.ferry@sexey-aux-forges.example', m.mails_contact_requested_subject({ name }))
			).toContain('/s/');
			await awake(adam, () => signIn(adam, 'adam'));
			await expectSound(adam);
			await padlock(adam, name, 'closed').click();
			await expect(padlock(adam, name, 'open')).toBeVisible();
			await expectSound(adam);
		});

		await test.step('the person is told by mail, and sees everything open', async () => {
			await mail(portal, person.email, m.mails_contact_accepted_subject({ structure: A }, { locale }));
			await page.goto('/');
			await expectAllOpen(page, hasTouch === true, locale);
			for (const [index, [label, short]] of CLOSED.entries()) {
				const behind = hasTouch === true && index >= CLOSED_IN_BAR;
				if (behind) await button(menu(page, locale), m.ui_more({}, { locale })).click();
				const name = anyOf(label({}, { locale }), short({}, { locale }));
				await menu(page, locale).getByRole('link', { name }).click();
				await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
				await expect(page).not.toHaveURL(/\/s\/[^/]+$/);
				await expectSound(page);
			}
			await page.goto(`${new URL(page.url()).pathname.split('/').slice(0, 3).join('/')}/tickets/${number}`);
			await expect(page.getByText('Relancez-le ce soir')).toBeVisible();
			await expectSound(page);
		});
	});
}

test('without JavaScript, someone signs up, proves the address, opens a ticket and reads it', async ({
	browserOf,
	portal,
	hasTouch
}) => {
	const page = await browserOf({ javaScriptEnabled: false });
	const person = { firstName: 'Luc', lastName: 'Sanscript', email: freshEmail('luc'), customerNumber: 'C10601' };
	await comeIn(page, portal, person);
	await expect(heading(page, m.contacts_pending_title())).toBeVisible();
	await expectClosed(page, hasTouch === true, 'fr', false);
	await link(menu(page), m.ui_nav_tickets()).click();
	const number = await openTicket(page, { subject: 'Sans script', body: 'Première ligne\nDeuxième ligne' });
	await expect(page.getByText('Deuxième ligne')).toBeVisible();

	await field(page, m.tickets_answer_title()).fill('Encore une précision.');
	await button(page, m.tickets_answer_action()).click();
	await expect(page.getByText('Encore une précision.')).toBeVisible();

	await page.getByText(m.tickets_close_ask()).click();
	await button(page, m.tickets_close_action()).click();
	await expect(heading(page, m.tickets_closed_title())).toBeVisible();
	await link(page, m.tickets_back_to_list()).click();
	await link(page, m.tickets_filter_closed()).click();
	await expect(page.getByRole('link', { name: `#${number}` })).toBeVisible();
});

test('without JavaScript, an administrator searches, opens a padlock and closes it again', async ({
	browserOf,
	portal
}) => {
	await comeIn(await browserOf(), portal, {
		firstName: 'Jeanne',
		lastName: 'Sanscript',
		email: freshEmail('jeanne'),
		customerNumber: 'C10601'
	});

	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'adam');
	await page.goto(`${page.url()}/contacts`);
	await field(page, m.contacts_search()).fill('jeanne');
	await button(page, m.contacts_search_submit()).click();
	await expect(page).toHaveURL(/q=jeanne/);
	await padlock(page, 'Jeanne Sanscript', 'closed').click();
	await expect(padlock(page, 'Jeanne Sanscript', 'open')).toBeVisible();
	await expect(page).toHaveURL(/q=jeanne/);
	await padlock(page, 'Jeanne Sanscript', 'open').click();
	await expect(padlock(page, 'Jeanne Sanscript', 'closed')).toBeVisible();
});

test('from another browser than the one that signed up, the password chosen there is asked for', async ({
	page,
	browserOf,
	portal
}) => {
	const person = { firstName: 'Nina', lastName: 'Ailleurs', email: freshEmail('nina'), customerNumber: 'C10601' };
	await signUp(page, person);
	const address = linkIn(await mail(portal, person.email, m.mails_sign_up_subject()), '/verify/');
	const other = await browserOf();
	await other.goto(address);
	const password = field(other, m.accounts_sign_in_password());
	await expectSound(other);
	await password.fill('Un-autre-mot2passe!');
	await button(other, m.accounts_verify()).click();
	await expect(password).toHaveAccessibleDescription(new RegExp(m.accounts_prove_password_wrong()));
	await expect(password).toHaveValue('');
	await expectSound(other);
	await password.fill(NEW_PASSWORD);
	await button(other, m.accounts_verify()).click();
	await goOn(other);
	await expect(heading(other, m.contacts_pending_title())).toBeVisible();
});

test('an address that has an account already is told so by mail only', async ({ page, portal }) => {
	await signUp(page, { firstName: 'Véra', lastName: 'Lemoine', email: 'vera.lemoine@sexey-aux-forges.example' });
	expect(await mail(portal, 'vera.lemoine@sexey-aux-forges.example', m.mails_sign_up_known_subject())).not.toContain(
		'/verify/'
	);
});

test('someone whose customer number nobody knows waits for staff, who attach the request; they decide on the next with a reason', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const sign = async (firstName: string, person: { structureName: string; customerNumber: string }) => {
		const visitor = await browserOf();
		const email = freshEmail(firstName.toLowerCase());
		await comeIn(visitor, portal, { firstName, lastName: 'Inconnu', email, ...person });
		await expect(heading(visitor, m.contacts_alone_title())).toBeVisible();
		await expect(visitor).toHaveURL(/\/s\/me$/);
		await expectSound(visitor);
		return { visitor, email, name: `${firstName} Inconnu` };
	};
	const paul = await sign('Paul', { structureName: 'CFA de Commercy', customerNumber: 'C99999' });
	const marc = await sign('Marc', { structureName: 'Garage du Coin', customerNumber: '' });

	await link(menu(marc.visitor), m.ui_nav_tickets()).click();
	await openTicket(marc.visitor, { subject: 'Sans structure', body: 'Une question en attendant.' });

	await signIn(page, 'mona');
	await page.goto('/staff/requests');
	await expectSound(page);
	await button(page, m.staff_attach_label({ name: paul.name, structure: 'CFA du Pays de Commercy' })).click();
	await expect(
		page
			.getByRole('status')
			.filter({ hasText: m.staff_done_pending({ name: paul.name, structure: 'CFA du Pays de Commercy' }) })
	).toBeVisible();
	await mail(portal, 'otto.reinhardt@cfa-commercy.example', m.mails_contact_requested_subject({ name: paul.name }));
	await paul.visitor.goto('/');
	await expect(heading(paul.visitor, m.contacts_pending_title())).toBeVisible();

	const request = page.getByRole('article').filter({ hasText: marc.email });
	await request.getByLabel(m.contacts_refuse_label({ name: marc.name })).click();
	await button(request, m.contacts_refuse_submit()).click();
	await expect(field(request, m.contacts_reason())).toHaveAccessibleDescription(new RegExp(m.errors_required()));
	await expectSound(page);
	await field(request, m.contacts_reason()).fill('Vous n’êtes pas client.');
	await button(request, m.contacts_refuse_submit()).click();
	await expect(page.getByRole('status').filter({ hasText: m.staff_done_refused({ name: marc.name }) })).toBeVisible();
	expect(await mail(portal, marc.email, m.mails_contact_request_refused_subject())).toContain(
		'Vous n’êtes pas client.'
	);
	await marc.visitor.goto('/');
	await expect(marc.visitor.getByText('Vous n’êtes pas client.')).toBeVisible();
	await expectSound(marc.visitor);
});

test('staff make the structure nobody knew, and its first administrator', async ({ page, browserOf, portal }) => {
	const visitor = await browserOf();
	const email = freshEmail('iris');
	await comeIn(visitor, portal, {
		firstName: 'Iris',
		lastName: 'Nouvelle',
		email,
		structureName: 'Médiathèque de Toul'
	});
	await expect(heading(visitor, m.contacts_alone_title())).toBeVisible();

	await signIn(page, 'sam');
	await page.goto('/staff/requests');
	const request = page.getByRole('article').filter({ hasText: email });
	await request.getByText(m.staff_create(), { exact: true }).click();
	await expect(field(request, m.staff_create_name())).toHaveValue('Médiathèque de Toul');
	await field(request, m.staff_create_number()).fill('C10601');
	await button(request, m.staff_create_submit()).click();
	await expect(field(request, m.staff_create_number())).toHaveAccessibleDescription(
		new RegExp(m.staff_customer_number_taken())
	);
	await expectSound(page);
	await field(request, m.staff_create_number()).fill(`C7${Date.now() % 100_000}`);
	await request.getByLabel(m.staff_create_administrator()).check();
	await button(request, m.staff_create_submit()).click();
	await expect(
		page
			.getByRole('status')
			.filter({ hasText: m.staff_done_active({ name: 'Iris Nouvelle', structure: 'Médiathèque de Toul' }) })
	).toBeVisible();
	await mail(portal, email, m.mails_contact_accepted_subject({ structure: 'Médiathèque de Toul' }));
	await visitor.goto('/');
	await menu(visitor)
		.getByRole('link', { name: anyOf(m.ui_nav_contacts(), m.ui_nav_contacts_short()) })
		.click();
	await expect(heading(visitor, m.contacts_title())).toBeVisible();
});

/** A menu entry has a short name on a phone. */
const anyOf = (...names: string[]) => new RegExp(`^\\s*(${names.join('|')})`);
