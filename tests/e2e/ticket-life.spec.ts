import { expectSound } from './support/sound.ts';
import {
	button,
	cast,
	choice,
	field,
	fillTicket,
	heading,
	link,
	m,
	mail,
	openTicket,
	optionalField,
	signIn
} from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const unique = (words: string) => `${words} ${Date.now()}`;
const homeOf = (page: Page) => /\/s\/[^/]+/.exec(page.url())![0];
const told = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });

async function resolve(sam: Page, number: string): Promise<void> {
	await sam.goto(`/staff/tickets/${number}`);
	await field(sam, m.tickets_set_status()).selectOption({ label: m.tickets_status_resolved() });
	await button(sam, m.tickets_set_status_action()).click();
	await expect(told(sam, m.tickets_set_status_done())).toBeVisible();
}

test('a customer refuses a solution with a reason, then accepts the next one', async ({ page, browserOf, portal }) => {
	test.slow();
	await signIn(page, 'vera');
	await page.goto(`${homeOf(page)}/tickets`);
	const number = await openTicket(page, { subject: unique('Export bloqué'), body: 'Il s’arrête à 80 %.' });
	const sam = await browserOf();
	await signIn(sam, 'sam');
	await resolve(sam, number);

	await page.reload();
	await expect(heading(page, m.tickets_turn_you_resolved())).toBeVisible();
	await page.getByText(m.tickets_refuse_ask()).click();
	await expectSound(page);
	await button(page, m.tickets_refuse_action()).click();
	await expect(field(page, m.tickets_refuse_reason())).toHaveAccessibleDescription(new RegExp(m.errors_required()));
	await expectSound(page);
	await field(page, m.tickets_refuse_reason()).fill('Toujours à 80 %.');
	await button(page, m.tickets_refuse_action()).click();
	await expect(told(page, m.tickets_refuse_done())).toBeVisible();
	await expect(heading(page, m.tickets_turn_staff())).toBeVisible();
	await expect(page.getByText(m.tickets_event_you_refused())).toBeVisible();
	await expectSound(page);
	await sam.reload();
	await expect(sam.getByText('Toujours à 80 %.')).toBeVisible();

	await resolve(sam, number);
	await page.goto('/');
	const waiting = page.getByRole('listitem').filter({ hasText: `#${number}` });
	await expect(heading(page, m.tickets_home_yours())).toBeVisible();
	await expect(waiting).toContainText(m.tickets_turn_you_resolved());
	await expectSound(page);
	await waiting.getByRole('link').click();
	await page.getByText(m.tickets_accept_ask()).click();
	await button(page, m.tickets_accept_action()).click();
	await expect(heading(page, m.tickets_closed_title())).toBeVisible();
	await expect(page.getByText(m.tickets_event_you_accepted())).toBeVisible();
	await expectSound(page);
	expect(portal.origin).toBeTruthy();
});

test('what was closed for long goes on in a follow-up, and each leads to the other', async ({ page }) => {
	await signIn(page, 'adam');
	await page.goto(`${homeOf(page)}/tickets?filter=closed&whose=mine`);
	await expectSound(page);
	const before = page.getByRole('listitem').filter({ hasText: 'bibliothécaire' });
	const number = /#(\d+)/.exec((await before.textContent())!)![1]!;
	await before.getByRole('link').click();
	await expect(page.getByText(m.tickets_follow_text())).toBeVisible();
	await expectSound(page);
	await link(page, m.tickets_follow_action()).click();
	await expect(field(page, m.tickets_subject())).toHaveValue(/bibliothécaire/);
	await expectSound(page);
	const subject = unique('Encore la bibliothèque');
	await fillTicket(page, { subject, body: 'Le bordereau manque de nouveau.' });
	await button(page, m.tickets_open_action()).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(subject);
	await page.getByRole('link', { name: new RegExp(`^#${number} `) }).click();
	await expect(page.getByText(m.tickets_follow_text())).toBeVisible();
	await expect(page.getByRole('link', { name: new RegExp(subject) })).toBeVisible();
	await expectSound(page);
});

test('an administrator opens a ticket for a colleague and calls another in; who takes part reads, answers and leaves', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	await signIn(page, 'adam');
	await page.goto(`${homeOf(page)}/tickets/new`);
	const subject = unique('Pour Véra');
	const label = `${cast.vera.firstName} ${cast.vera.lastName} · ${cast.vera.function}`;
	await field(page, m.tickets_colleague()).selectOption({ label });
	await fillTicket(page, { subject, body: 'Véra n’a pas encore son mot de passe.' });
	await page.getByRole('checkbox', { name: m.tickets_private_label() }).check();
	await button(page, m.tickets_open_action()).click();
	await expect(
		page.getByText(m.tickets_opened_by_for({ name: 'Adam Ferry', requester: 'Véra Lemoine' }))
	).toBeVisible();
	const number = /\/tickets\/(\d+)/.exec(page.url())![1]!;
	expect(await mail(portal, cast.vera.email, `[#${number}] ${subject}`)).toContain('Adam Ferry a ouvert pour vous');

	await link(page, m.tickets_participant_choose()).click();
	await field(page, m.tickets_participant_choose()).selectOption({
		label: 'Théa Grandjean · Secrétaire de mairie, le jeudi'
	});
	await expectSound(page);
	await button(page, m.tickets_participant_add()).click();
	await expect(told(page, m.tickets_participant_added({ name: 'Théa Grandjean' }))).toBeVisible();
	await expect(page.getByText(m.tickets_event_you_participant_added({ person: 'Théa Grandjean' }))).toBeVisible();
	await expectSound(page);

	const thea = await browserOf();
	await signIn(thea, 'thea');
	await thea.goto(new URL(page.url()).pathname);
	await field(thea, m.tickets_answer_title()).fill('Je m’en charge jeudi.');
	await button(thea, m.tickets_answer_action()).click();
	await expect(thea.getByText('Je m’en charge jeudi.')).toBeVisible();
	await expectSound(thea);
	await button(thea, m.tickets_participant_leave()).click();
	await expect(heading(thea, m.tickets_list_title())).toBeVisible();
	await expect(thea.getByText(subject)).toHaveCount(0);
});

test('an administrator chooses who sees the tickets of the structure, and it counts at once', async ({
	page,
	browserOf
}) => {
	test.slow();
	const vera = await browserOf();
	await signIn(vera, 'vera');
	await vera.goto(`${homeOf(vera)}/tickets`);
	const subject = unique('Visible ou non');
	const number = await openTicket(vera, { subject, body: 'Pour voir.' });
	const place = new URL(vera.url()).pathname;
	const thea = await browserOf();
	await signIn(thea, 'thea');
	const seen = async () => (await thea.request.get(place)).status();
	expect(await seen()).toBe(404);

	await signIn(page, 'adam');
	await page.goto(`${homeOf(page)}/tickets`);
	await link(page, m.tickets_visibility_link()).click();
	await expect(heading(page, m.tickets_visibility_title())).toBeVisible();
	await expectSound(page);
	const choose = async (option: string) => {
		await choice(page, m.tickets_visibility_legend(), option).check();
		await button(page, m.tickets_visibility_action()).click();
		await expect(told(page, m.tickets_visibility_done())).toBeVisible();
	};
	await choose(m.tickets_visibility_answer_text());
	await expectSound(page);
	await thea.goto(place);
	await expect(field(thea, m.tickets_answer_title())).toBeVisible();
	await thea.goto(`${place.replace(/\/\d+$/, '')}?filter=open&whose=colleagues`);
	await expect(thea.getByRole('listitem').filter({ hasText: `#${number}` })).toBeVisible();
	await expectSound(thea);
	await choose(m.tickets_visibility_none_text());
	expect(await seen()).toBe(404);
});

test.describe('each request for access has a form of its own', () => {
	for (const javaScriptEnabled of [true, false]) {
		test(`« Devenir administrateur », ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({ browserOf }) => {
			const page = await browserOf({ javaScriptEnabled });
			await signIn(page, 'vera');
			await page.goto(`${homeOf(page)}/tickets/new`);
			await link(page, m.tickets_request_administrator_subject()).click();
			await expect(heading(page, m.tickets_request_administrator_subject())).toBeVisible();
			if (javaScriptEnabled) await expectSound(page);
			await field(page, m.tickets_request_why_administrator()).fill('Je remplace Adam Ferry.');
			await button(page, m.tickets_request_action()).click();
			await expect(field(page, m.tickets_request_confirm_name())).toHaveAccessibleDescription(
				new RegExp(m.errors_required())
			);
			await expect(field(page, m.tickets_request_why_administrator())).toHaveValue('Je remplace Adam Ferry.');
			if (javaScriptEnabled) await expectSound(page);
			await field(page, m.tickets_request_confirm_name()).fill('Paul Weber');
			await field(page, m.tickets_request_confirm_phone()).fill('03 83 90 10 01');
			await button(page, m.tickets_request_action()).click();
			await expect(heading(page, m.tickets_answers_title())).toBeVisible();
			await expect(page.getByText('03 83 90 10 01')).toBeVisible();
			await expect(page.getByText(m.tickets_private(), { exact: true })).toBeVisible();
			if (javaScriptEnabled) await expectSound(page);
		});
	}

	test('« Gérer une autre structure », from the list of structures, without JavaScript', async ({ browserOf }) => {
		const page = await browserOf({ javaScriptEnabled: false });
		await signIn(page, 'vera');
		await page.getByText('Mairie de Sexey-aux-Forges').first().click();
		await link(page, m.tickets_request_other_subject()).first().click();
		await field(page, m.tickets_request_other_structure()).fill('Syndicat des eaux');
		await field(page, m.tickets_request_function_there()).fill('Secrétaire');
		await field(page, m.tickets_request_confirm_name()).fill('Paul Weber');
		await field(page, m.tickets_request_confirm_phone()).fill('03 83 90 10 01');
		await button(page, m.tickets_request_action()).click();
		await expect(page.getByText('Syndicat des eaux')).toBeVisible();
		await expect(page.getByText(m.tickets_request_other_body())).toBeVisible();
	});

	test('« Email de référence oublié », by someone without a structure, without JavaScript', async ({ browserOf }) => {
		const page = await browserOf({ javaScriptEnabled: false });
		await signIn(page, 'noor');
		await link(page, m.tickets_request_email_subject()).click();
		await optionalField(page, m.tickets_request_former_email()).fill('n.haddad@');
		await field(page, m.tickets_request_former_structure()).fill('Atelier vosgien');
		await button(page, m.tickets_request_action()).click();
		await expect(page.getByText('n.haddad@')).toBeVisible();
		await expect(page.getByText('Atelier vosgien').first()).toBeVisible();
	});
});

test('without JavaScript a solution is refused, a colleague called in, and the visibility chosen', async ({
	browserOf
}) => {
	test.slow();
	const sam = await browserOf();
	await signIn(sam, 'sam');
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'adam');
	await page.goto(`${homeOf(page)}/tickets`);
	const number = await openTicket(page, { subject: unique('Sans script'), body: 'Bonjour.' });
	await resolve(sam, number);
	await page.reload();
	await page.getByText(m.tickets_refuse_ask()).click();
	await button(page, m.tickets_refuse_action()).click();
	await expect(field(page, m.tickets_refuse_reason())).toHaveAccessibleDescription(new RegExp(m.errors_required()));
	await field(page, m.tickets_refuse_reason()).fill('Non.');
	await button(page, m.tickets_refuse_action()).click();
	await expect(heading(page, m.tickets_turn_staff())).toBeVisible();

	await link(page, m.tickets_participant_choose()).click();
	await field(page, m.tickets_participant_choose()).selectOption({ label: 'Véra Lemoine · Responsable des finances' });
	await button(page, m.tickets_participant_add()).click();
	await expect(page.getByText(m.tickets_event_you_participant_added({ person: 'Véra Lemoine' }))).toBeVisible();
	await button(page, m.tickets_participant_remove({ name: 'Véra Lemoine' })).click();
	await expect(page.getByText(m.tickets_event_you_participant_removed({ person: 'Véra Lemoine' }))).toBeVisible();

	await page.goto(`${homeOf(page)}/tickets/visibility`);
	await choice(page, m.tickets_visibility_legend(), m.tickets_visibility_none()).check();
	await button(page, m.tickets_visibility_action()).click();
	await expect(told(page, m.tickets_visibility_done())).toBeVisible();
});
