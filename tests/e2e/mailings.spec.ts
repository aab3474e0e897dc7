import { startPortal, type Portal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, field, heading, link, m, mail, optionalField, signIn } from './support/steps.ts';
import { expect, test as withPortal, type Page } from './support/test.ts';

/** A portal of its own: what leaves here would be in the mails of every other journey. */
const test = withPortal.extend<object, { writing: Portal }>({
	writing: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const portal = await startPortal();
			await use(portal);
			await portal.stop();
		},
		{ scope: 'worker' }
	],
	baseURL: ({ writing }, use) => use(writing.origin)
});

const SUBJECT = 'Vos factures de novembre';
const TEXT = 'Bonjour {prénom},\n\nLes factures de **{structure}** sont arrivées.';
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
/** How many the page says stand in a state. */
const count = (page: Page, state: string) =>
	page.getByRole('main').getByRole('link', { name: new RegExp(`^\\d+ ${state}`) });

async function write(page: Page, kind: string, subject: string) {
	await page.goto('/staff/mailings/new');
	await page.getByRole('radio', { name: kind }).check();
	await field(page, m.mailings_subject_fr()).fill(subject);
	await field(page, m.mailings_text_fr()).fill(TEXT);
}

async function discard(page: Page) {
	await button(page, m.mailings_discard()).click();
	await expect(page).toHaveURL(/\/staff\/mailings$/);
}

test('an agent writes to the accounting referents, sees the exact list, tries it, sends it and has the proof', async ({
	page,
	writing: portal
}) => {
	test.setTimeout(240_000);
	await signIn(page, 'sam');

	await test.step('what is unknown between braces is told at its field, and what was typed is kept', async () => {
		await page.goto('/staff/mailings');
		await expectSound(page);
		await link(page, m.mailings_new()).click();
		await expect(heading(page, m.mailings_new())).toBeVisible();
		await expectSound(page);
		await page.getByRole('radio', { name: m.mailings_kind_information_hint() }).check();
		await expect(page.getByRole('group', { name: m.mailings_roles() })).toBeVisible();
		await page.getByRole('radio', { name: m.mailings_kind_invoice() }).check();
		await expect(page.getByRole('group', { name: m.mailings_roles() })).toBeHidden();
		await field(page, m.mailings_subject_fr()).fill(SUBJECT);
		await field(page, m.mailings_rate()).fill('60 000');
		await field(page, m.mailings_text_fr()).fill(`${TEXT} Le {jour}.`);
		await button(page, m.mailings_create()).click();
		await expect(field(page, m.mailings_text_fr())).toHaveAccessibleDescription(/\{jour\}/);
		await expect(field(page, m.mailings_subject_fr())).toHaveValue(SUBJECT);
		await expectSound(page);
		await field(page, m.mailings_text_fr()).fill(TEXT);
		await button(page, m.mailings_create()).click();
		await expect(heading(page, SUBJECT).first()).toBeVisible();
		await expectSound(page);
	});
	await test.step('the list names somebody of several structures once, and who stands in for want of a referent', async () => {
		await expect(page.getByText(m.mailings_unreached_count({ count: 1 }))).toBeVisible();
		await link(page, m.mailings_see_people()).click();
		await expect(row(page, cast.thea.email)).toHaveCount(1);
		await expect(row(page, cast.thea.email)).toContainText('Mairie de Sexey-aux-Forges');
		await expect(row(page, cast.thea.email)).toContainText('Rives de Moselle');
		await expect(row(page, 'karim.belkacem')).toContainText(m.mailings_no_accounting());
		await expectSound(page);
		await page.getByRole('searchbox').fill('thea');
		await expect(row(page, 'karim.belkacem')).toHaveCount(0);
		await row(page, cast.thea.email).getByRole('link', { name: m.campaigns_preview() }).click();
		await expect(page.frameLocator('iframe').getByText(/Bonjour Théa/)).toBeVisible();
		await expectSound(page);
	});
	await test.step('a test comes to the agent alone', async () => {
		await button(page, m.mailings_test()).click();
		await expect(page.getByText(m.mailings_test_told({ email: cast.sam.email }))).toBeVisible();
		const text = await mail(portal, cast.sam.email, m.mailings_test_subject({ subject: SUBJECT }));
		expect(text).toContain(m.mailings_test_mark());
		expect((await portal.mailsTo(cast.thea.email)).filter(({ subject }) => subject.includes(SUBJECT))).toEqual([]);
		await expectSound(page);
		// On a phone, what was just told lies over the way back.
		await page.goto(new URL(page.url()).pathname.replace('/message', ''));
	});
	await test.step('structures are taken away, and the list with them', async () => {
		await link(page, m.campaigns_choose()).click();
		await expectSound(page);
		await link(page, `${m.mailings_tab_unreached()} 1`).click();
		await expect(page.getByRole('checkbox')).toHaveCount(1);
		await page.getByRole('checkbox', { name: /Saintois/ }).check();
		await button(page, m.campaigns_remove()).click();
		await expect(page.getByText(m.campaigns_structures_saved())).toBeVisible();
		await page.goto(new URL(page.url()).pathname.replace('/structures', ''));
		await expect(page.getByText(m.mailings_unreached_count({ count: 1 }))).toHaveCount(0);
	});
	await test.step('it is sent, and each state is told', async () => {
		const box = page.getByRole('checkbox', { name: /J’ai vu la liste/ });
		await box.check();
		await button(page, m.mailings_start()).click();
		await expect(heading(page, m.mailings_progress())).toBeVisible();
		await expectSound(page);
		const text = await mail(portal, cast.thea.email, SUBJECT);
		expect(text).toContain('Bonjour Théa,');
		expect(text).toMatch(/référent comptabilité de/);
		// The page goes on by itself.
		await expect(count(page, m.mailings_state_queued())).toHaveText(/^\s*0/, { timeout: 30_000 });
		await expect(count(page, m.campaigns_state_to_send())).toHaveText(/^\s*0/);
		await count(page, m.mailings_state_sent()).click();
		await expect(row(page, cast.thea.email)).toContainText(m.mailings_state_sent());
		await expectSound(page);
		const { pathname } = new URL(page.url());
		const csv = await (await page.request.get(pathname.replace('/recipients', '/export'))).text();
		expect(csv).toMatch(new RegExp(`${cast.thea.email};.*;${m.mailings_state_sent()};2\\d{3}-.*;<.*>;`));
		expect((await portal.mailsTo(cast.thea.email)).filter(({ subject }) => subject === SUBJECT)).toHaveLength(1);
	});
	await test.step('once it has ended, whom the administrators stood in for is told as what was done', async () => {
		await page.goto(new URL(page.url()).pathname.replace('/recipients', ''));
		await expect(page.getByText(m.mailings_status_ended(), { exact: true })).toBeVisible({ timeout: 30_000 });
		await expect(page.getByText(/sans référent\s: le message a été envoyé à /)).toBeVisible();
		await expect(page.getByText(/le recevront/)).toHaveCount(0);
		await expectSound(page);
	});
});

test('a mailing is scheduled and taken back, and a data incident asks how many once more', async ({ page }) => {
	test.setTimeout(120_000);
	await signIn(page, 'mona');
	await write(page, m.mailings_kind_incident(), 'Incident');
	await button(page, m.mailings_create()).click();
	await test.step('a moment that is past is told at its field, and so is a wrong number', async () => {
		const at = optionalField(page, m.mailings_at());
		await at.fill('2020-01-01T08:30');
		await field(page, m.mailings_count_again()).fill('1');
		await page.getByRole('checkbox', { name: /J’ai vu la liste/ }).check();
		await button(page, m.mailings_start()).click();
		await expect(at).toHaveAccessibleDescription(new RegExp(m.mailings_at_past()));
		await expectSound(page);
		await at.fill('2039-01-01T08:30');
		await button(page, m.mailings_start()).click();
		await expect(field(page, m.mailings_count_again())).toHaveAttribute('aria-invalid', 'true');
		await expectSound(page);
	});
	await test.step('then it waits for its moment, until that is taken back', async () => {
		const told = await page.getByText(/Écrivez ce nombre/).textContent();
		await field(page, m.mailings_count_again()).fill(/ (\d+) /.exec(told!)![1]!);
		await button(page, m.mailings_start()).click();
		await expect(page.getByText(m.mailings_scheduled_lead())).toBeVisible();
		await expect(page.getByText(/1 janvier 2039 à 08:30/)).toBeVisible();
		await expectSound(page);
		await button(page, m.mailings_unschedule()).click();
		await expect(page.getByText(m.mailings_unscheduled())).toBeVisible();
	});
	await link(page, m.mailings_edit()).click();
	await expect(heading(page, m.mailings_edit_title())).toBeVisible();
	await expectSound(page);
	await field(page, m.mailings_subject_fr()).fill('Incident clos');
	await button(page, m.campaigns_save()).click();
	await expect(heading(page, 'Incident clos').first()).toBeVisible();
	await discard(page);
});

test('without a script it is written, checked and sent all the same', async ({ browserOf, writing: portal }) => {
	test.setTimeout(120_000);
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'sam');
	const subject = 'Coupure sans script';
	await write(page, m.mailings_kind_outage(), subject);
	await page.getByRole('radio', { name: m.mailings_beginning_none() }).check();
	await button(page, m.mailings_create()).click();
	await expect(page.getByText(m.mailings_nobody())).toBeVisible();
	await link(page, m.campaigns_choose()).click();
	await page.getByRole('checkbox', { name: /Sexey/ }).check();
	await button(page, m.campaigns_add()).click();
	await link(page, m.mailings_back_to()).click();
	await page.getByRole('checkbox', { name: m.mailings_start_confirm({ count: 1 }) }).check();
	await button(page, m.mailings_start()).click();
	await expect(heading(page, m.mailings_progress())).toBeVisible();
	expect(await mail(portal, cast.adam.email, subject)).toContain('Bonjour Adam,');
	await expect(async () => {
		await page.reload();
		await expect(count(page, m.mailings_state_sent())).toHaveText(/^\s*1/, { timeout: 500 });
	}).toPass({ timeout: 20_000 });
});
