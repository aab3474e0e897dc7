import { callDirectly, homeOf } from './support/directly.ts';
import { expectSound } from './support/sound.ts';
import {
	button,
	comeIn,
	expectAllOpen,
	field,
	fillTicket,
	freshEmail,
	heading,
	link,
	m,
	mail,
	menu,
	padlock,
	signIn
} from './support/steps.ts';
import { expect, test } from './support/test.ts';

const A = 'Mairie de Sexey-aux-Forges';
const VERA = 'Véra Lemoine';

test('a padlock turned red ends what an open session may do at its next request: page, form, call', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const [reading, writing] = [await browserOf(), await browserOf()];
	for (const vera of [reading, writing]) await signIn(vera, 'vera');
	const home = await homeOf(reading.request, portal.origin);
	const structure = home.slice('/s/'.length);
	const list = () => callDirectly(reading.request, portal.origin, 'contacts.list', 'query', { structure });
	expect(await list()).toEqual({ status: 200, code: undefined });
	await reading.goto(`${home}/contacts`);
	await expect(heading(reading, m.contacts_title())).toBeVisible();
	await expectSound(reading);
	await writing.goto(`${home}/tickets/new`);
	await fillTicket(writing, { subject: 'Écrit avant', body: 'Envoyé après.' });

	await signIn(page, 'adam');
	await page.goto(`${home}/contacts?q=lemoine`);
	await padlock(page, VERA, 'open').click();
	await expect(padlock(page, VERA, 'closed')).toBeVisible();
	await expectSound(page);

	await test.step('called directly', async () => {
		expect(await list()).toEqual({ status: 404, code: 'not_found' });
		expect(await callDirectly(reading.request, portal.origin, 'tickets.list', 'query', { structure })).toEqual({
			status: 404,
			code: 'not_found'
		});
	});
	await test.step('the form already open is refused, and what was written stays in it', async () => {
		await button(writing, m.tickets_open_action()).click();
		await expect(writing.getByRole('alert')).toContainText(m.errors_not_found());
		await expect(field(writing, m.tickets_body())).toHaveValue('Envoyé après.');
		await expectSound(writing);
	});
	await test.step('the next page says that access is closed, and offers a ticket without a structure', async () => {
		await menu(reading).getByRole('link', { name: m.ui_nav_tickets() }).click();
		await expect(reading).toHaveURL(/\/s\/me$/);
		await expect(reading.getByText(m.contacts_alone_structure_locked({ structure: A }))).toBeVisible();
		await expectSound(reading);
		await reading.goto(`${home}/contacts`);
		await expect(reading).toHaveURL(/\/s\/me$/);
	});
	await test.step('let in again, Véra finds everything as it was', async () => {
		await padlock(page, VERA, 'closed').click();
		await expect(padlock(page, VERA, 'open')).toBeVisible();
		expect(await list()).toEqual({ status: 200, code: undefined });
		await button(writing, m.tickets_open_action()).click();
		await expect(heading(writing, m.tickets_opened_title())).toBeVisible();
	});
});

test('an administrator refuses a request with a reason, and the person reads it; then lets them in after all', async ({
	page,
	browserOf,
	portal,
	hasTouch
}) => {
	test.slow();
	const asking = await browserOf();
	const person = { firstName: 'Zoé', lastName: 'Demande', email: freshEmail('zoe'), customerNumber: 'C10601' };
	const name = `${person.firstName} ${person.lastName}`;
	await comeIn(asking, portal, person);
	await expect(heading(asking, m.contacts_pending_title())).toBeVisible();

	await signIn(page, 'adam');
	await page.goto(`${page.url()}/contacts`);
	const row = page.getByRole('row').filter({ hasText: name });
	await row.getByLabel(m.contacts_refuse_label({ name })).click();
	await expectSound(page, { covered: true });
	await button(row, m.contacts_refuse_submit()).click();
	await expect(field(row, m.contacts_reason())).toHaveAccessibleDescription(new RegExp(m.errors_required()));
	await expectSound(page, { covered: true });
	await field(row, m.contacts_reason()).fill('Nous ne vous connaissons pas encore.');
	await button(row, m.contacts_refuse_submit()).click();
	await expect(page.getByRole('status').filter({ hasText: m.contacts_refused({ name }) })).toBeVisible();
	await expectSound(page);
	expect(await mail(portal, person.email, m.mails_contact_refused_subject({ structure: A }))).toContain(
		'Nous ne vous connaissons pas encore.'
	);

	await asking.reload();
	await expect(asking).toHaveURL(/\/s\/me$/);
	await expect(asking.getByText('Nous ne vous connaissons pas encore.')).toBeVisible();
	await expectSound(asking);

	await padlock(page, name, 'closed').click();
	await expect(padlock(page, name, 'open')).toBeVisible();
	await asking.goto('/');
	await expectAllOpen(asking, hasTouch === true);
});

test('nobody closes their own padlock, and the last administrator stays', async ({ page, browserOf, portal }) => {
	await signIn(page, 'otto');
	await page.goto(`${page.url()}/contacts`);
	const own = page.getByRole('row').filter({ hasText: 'otto.reinhardt' });
	await expect(own.getByText(m.contacts_self(), { exact: true })).toBeVisible();
	for (const is of ['open', 'closed'] as const) await expect(padlock(own, 'Otto Reinhardt', is)).toHaveCount(0);
	const staff = await browserOf();
	await signIn(staff, 'sam');
	const structure = page.url().split('/')[4]!;
	const listed = await staff.request.get(
		`${portal.origin}/trpc/contacts.list?input=${encodeURIComponent(JSON.stringify({ structure, query: 'otto' }))}`
	);
	const { result } = (await listed.json()) as { result: { data: { contacts: { id: string }[] } } };
	expect(
		await callDirectly(staff.request, portal.origin, 'contacts.lock', 'mutation', {
			structure,
			contact: result.data.contacts[0]!.id
		})
	).toEqual({ status: 409, code: 'conflict' });
});

test('the list of contacts is searched while typing, sorted and paged by its address', async ({ page }) => {
	await signIn(page, 'adam');
	await page.goto(`${page.url()}/contacts`);
	await field(page, m.contacts_search()).pressSequentially('vera');
	await expect(page).toHaveURL(/q=vera/);
	await expect(page.getByRole('status').filter({ hasText: m.contacts_found({ count: 1 }) })).toBeVisible();
	await expect(page.getByText('vera.lemoine')).toBeVisible();
	await field(page, m.contacts_search()).fill('personne de ce nom');
	await expect(heading(page, m.contacts_found_none({ query: 'personne de ce nom' }))).toBeVisible();
	await expectSound(page);
	await link(page, m.contacts_search_clear()).click();
	await expect(page.getByRole('main').getByText('adam.ferry')).toBeVisible();
	await page
		.getByRole('link', { name: new RegExp(`${m.contacts_function()}\\W*$`) })
		.filter({ visible: true })
		.first()
		.click();
	await expect(page).toHaveURL(/sort=function/);
	await page.goBack();
	await expect(page).not.toHaveURL(/sort=function/);
});
