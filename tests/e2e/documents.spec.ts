import type { Page } from '@playwright/test';
import { pdfOf } from '#server/demo/pdf.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, field, heading, link, m, mail, menu, signIn } from './support/steps.ts';
import { expect, untouched as test } from './support/test.ts';

const SEXEY = 'Mairie de Sexey-aux-Forges';
let made = 0;
/** A PDF nobody has sent before. */
const pdf = (name: string) => ({
	name,
	mimeType: 'application/pdf',
	buffer: pdfOf([name, `${Date.now()} ${process.pid} ${made++}`])
});

const chosen = (page: Page) => page.getByRole('list', { name: m.files_list() }).getByRole('listitem');
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const document = (page: Page, title: string) => link(page, `${m.documents_download()} ${title}`);

/** Where the person’s documents are, in the structure of that name. */
async function toDocuments(page: Page, structure: string): Promise<void> {
	const home = new URL(page.url()).pathname;
	await page.goto(`${home.startsWith('/s/') ? home.split('/').slice(0, 3).join('/') : structure}/documents`);
	await expect(heading(page, m.documents_title())).toBeVisible();
}

test('staff put many invoices at once, look at them, fix one by hand and publish; the right people are told and read them', async ({
	page,
	browserOf,
	portal
}) => {
	test.setTimeout(240_000);
	const stamp = Date.now().toString(36);
	const first = pdf(`FAC-${stamp}-1_C10601_novembre.pdf`);
	const files = [
		first,
		pdf(`FAC-${stamp}-2_C10602.pdf`),
		pdf(`FAC-${stamp}-3_novembre.pdf`),
		pdf(`FAC-${stamp}-4_C99999.pdf`),
		pdf(`FAC-${stamp}-5_C10601_C10602.pdf`),
		{ ...first, name: `copie-${stamp}_C10601.pdf` },
		...Array.from({ length: 6 }, (_, index) => pdf(`FAC-${stamp}-1${index}_C10603.pdf`))
	];
	await signIn(page, 'sam');

	await test.step('the files are sent one by one, and all told of', async () => {
		await page.goto('/staff/documents');
		await expectSound(page);
		await link(page, m.documents_batch_new()).click();
		await expect(heading(page, m.documents_batch_new())).toBeVisible();
		await button(page, m.documents_batch_check()).click();
		await expect(page.getByRole('alert')).toContainText(m.documents_file_missing());
		await page.getByLabel(m.files_choose()).setInputFiles(files);
		await expect(chosen(page)).toHaveCount(12);
		await expect(page.getByText(m.documents_sent_so_far({ sent: 12, count: 12 }))).toBeVisible();
		await expectSound(page);
		await button(page, m.documents_batch_check()).click();
		await expect(heading(page, m.documents_batch_page_title())).toBeVisible();
	});

	await test.step('each file says whose it is, or why not', async () => {
		await expect(row(page, files[0]!.name)).toContainText(SEXEY);
		await expect(row(page, files[2]!.name)).toContainText(m.documents_state_no_number());
		await expect(row(page, files[3]!.name)).toContainText(m.documents_why_unknown_number({ numbers: 'C99999' }));
		await expect(row(page, files[4]!.name)).toContainText(m.documents_why_two_numbers({ numbers: 'C10601, C10602' }));
		await expect(row(page, files[5]!.name)).toContainText(m.documents_state_twice());
		await expect(heading(page, m.documents_batch_ready({ count: 8 }))).toBeVisible();
		await expectSound(page);
	});

	await test.step('one is given to its structure by hand, one is left out and put back', async () => {
		await link(page, m.documents_fix_named({ name: files[2]!.name })).click();
		await expect(heading(page, m.documents_batch_file_title())).toBeVisible();
		await button(page, m.documents_batch_file_save()).click();
		await expect(page.getByRole('alert')).toBeVisible();
		await field(page, m.documents_structure()).fill('sexey');
		await button(page, m.documents_batch_search_submit()).click();
		await expectSound(page);
		await page.getByRole('main').getByRole('link', { name: SEXEY }).click();
		await expect(page).toHaveURL(/\?to=/);
		await field(page, m.documents_document_title()).fill(`Facture ${stamp} à la main`);
		await button(page, m.documents_batch_file_save()).click();
		await expect(heading(page, m.documents_batch_ready({ count: 9 }))).toBeVisible();
		await expect(row(page, files[2]!.name)).toContainText(m.documents_by_hand());
		await button(page, m.documents_leave_out_named({ name: files[1]!.name })).click();
		await expect(heading(page, m.documents_batch_ready({ count: 8 }))).toBeVisible();
		await button(page, m.documents_put_back_named({ name: files[1]!.name })).click();
		await expect(heading(page, m.documents_batch_ready({ count: 9 }))).toBeVisible();
	});

	await test.step('all good ones are published in one act', async () => {
		await button(page, m.documents_batch_publish({ count: 9 })).click();
		await expect(heading(page, m.documents_batch_all_done())).toBeVisible();
		await expect(row(page, files[0]!.name)).toContainText(m.documents_state_published());
		await expectSound(page);
	});

	await test.step('the accounting referent gets one mail, and downloads what it tells of', async () => {
		const text = await mail(
			portal,
			cast.thea.email,
			m.documents_mail_subject({ count: 2, structure: SEXEY }, { locale: 'fr' })
		);
		expect(text).toContain(`Facture ${stamp} à la main`);
		const thea = await browserOf();
		await signIn(thea, 'thea');
		await thea.goto(/http\S+\/s\/\S+\/documents/.exec(text)![0]);
		await expect(heading(thea, m.documents_title())).toBeVisible();
		await expect(link(menu(thea), m.documents_nav()).or(button(thea, m.ui_more())).first()).toBeVisible();
		await expectSound(thea);
		const title = `FAC-${stamp}-1 novembre`;
		const [download] = await Promise.all([thea.waitForEvent('download'), document(thea, title).click()]);
		expect(download.suggestedFilename()).toBe(files[0]!.name);
		await thea.getByRole('searchbox').fill(`main ${stamp}`);
		await expect(document(thea, title)).toHaveCount(0);
		await expect(document(thea, `Facture ${stamp} à la main`)).toBeVisible();
		await thea.getByRole('searchbox').fill('rien de tel');
		await expect(heading(thea, m.documents_none_found())).toBeVisible();
		await expectSound(thea);
	});

	await test.step('a user without the role sees nothing of it, and reads who does', async () => {
		const vera = await browserOf();
		await signIn(vera, 'vera');
		await toDocuments(vera, '');
		await expect(vera.getByText(m.documents_invoices_for())).toBeVisible();
		await expect(vera.getByText(stamp)).toHaveCount(0);
		expect((await portal.mailsTo(cast.vera.email)).filter(({ text }) => text?.includes(stamp))).toEqual([]);
		await expectSound(vera);
	});
});

test('staff put a contract before a structure, change who sees it, withdraw it and have the file forgotten', async ({
	page,
	browserOf
}) => {
	test.setTimeout(120_000);
	const title = `Contrat ${Date.now().toString(36)}`;
	await signIn(page, 'sam');
	await page.goto('/staff/structures?q=sexey');
	await link(page, SEXEY).click();
	await link(page, m.documents_see_all()).click();
	await expect(heading(page, m.documents_title())).toBeVisible();
	await expectSound(page);
	await link(page, m.documents_add()).click();
	await page.getByLabel(m.files_choose()).setInputFiles(pdf('contrat.pdf'));
	// Nothing is written here at length that a picture could be pasted into.
	await expect(page.getByText(m.files_or_drop_only(), { exact: true })).toHaveCount(1);
	await expect(chosen(page)).toContainText('ko');
	await field(page, m.documents_kind()).selectOption('contract');
	await field(page, `${m.documents_document_title()} (${m.ui_optional()})`).fill(title);
	const role = page.getByRole('checkbox', { name: m.documents_role_accounting() });
	await expect(role).toBeHidden();
	await page.getByRole('radio', { name: m.documents_seen_roles() }).check();
	await expect(role).toBeVisible();
	await button(page, m.documents_add_submit()).click();
	await expect(page.getByRole('alert')).toContainText(m.documents_roles_missing());
	await expect(chosen(page)).toContainText('contrat.pdf');
	await expectSound(page);
	await page.getByRole('radio', { name: m.documents_seen_everybody() }).check();
	await button(page, m.documents_add_submit()).click();
	await expect(page.getByText(m.documents_added({ count: 1 }))).toBeVisible();

	const vera = await browserOf();
	await signIn(vera, 'vera');
	await toDocuments(vera, '');
	await expect(document(vera, title)).toBeVisible();
	const address = (await document(vera, title).getAttribute('href'))!;

	await link(page, title).click();
	await expectSound(page);
	await page.getByRole('radio', { name: m.documents_seen_administrators() }).check();
	await button(page, m.ui_save()).click();
	await expect(page.getByText(m.documents_saved())).toBeVisible();
	expect((await vera.request.get(address)).status()).toBe(404);

	await button(page, m.documents_withdraw()).click();
	await expect(page.getByText(m.documents_withdraw_done())).toBeVisible();
	await expectSound(page);
	await button(page, m.documents_forget()).click();
	await expect(page.getByText(m.documents_forget_done())).toBeVisible();
	await expect(page.getByText(m.documents_file_gone())).toBeVisible();
	await expectSound(page);
});

test('a certificate made public stands on the sign-in page until it is withdrawn', async ({ page, browserOf }) => {
	const title = `Certificat ${Date.now().toString(36)}`;
	await signIn(page, 'mona');
	await page.goto('/staff/documents/new');
	await expectSound(page);
	await page.getByLabel(m.files_choose()).setInputFiles(pdf('certificat.pdf'));
	await expect(chosen(page)).toContainText('ko');
	await field(page, `${m.documents_document_title()} (${m.ui_optional()})`).fill(title);
	await button(page, m.documents_public_submit()).click();
	await expect(page.getByText(m.documents_public_added({ count: 1 }))).toBeVisible();

	const visitor = await browserOf();
	await visitor.goto('/login');
	const [download] = await Promise.all([
		visitor.waitForEvent('download'),
		visitor.getByRole('link', { name: title }).click()
	]);
	expect(download.suggestedFilename()).toBe('certificat.pdf');

	await link(page, title).click();
	await button(page, m.documents_withdraw()).click();
	await expect(page.getByText(m.documents_withdraw_done())).toBeVisible();
	await visitor.reload();
	await expect(visitor.getByRole('link', { name: title })).toHaveCount(0);
});

test('without a script, files come in one form, are looked at and published', async ({ browserOf, hasTouch }) => {
	test.skip(hasTouch === true, 'the same at any size');
	const stamp = Date.now().toString(36);
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'sam');
	await page.goto('/staff/documents/batches/new');
	await page.getByLabel(m.documents_files()).setInputFiles([pdf(`A-${stamp}_C10605.pdf`), pdf(`B-${stamp}.pdf`)]);
	await page.getByRole('checkbox', { name: m.documents_announce() }).uncheck();
	await button(page, m.documents_batch_check()).click();
	await expect(heading(page, m.documents_batch_ready({ count: 1 }))).toBeVisible();
	await expect(page.getByText(m.documents_batch_silent())).toBeVisible();
	await button(page, m.documents_leave_out_named({ name: `B-${stamp}.pdf` })).click();
	await expect(row(page, `B-${stamp}.pdf`)).toContainText(m.documents_state_left_out());
	await button(page, m.documents_batch_publish({ count: 1 })).click();
	await expect(heading(page, m.documents_batch_all_done())).toBeVisible();
	await button(page, m.documents_batch_discard()).click();
	await expect(page.getByText(m.documents_batch_discarded())).toBeVisible();

	const vera = await browserOf({ javaScriptEnabled: false });
	await signIn(vera, 'vera');
	await toDocuments(vera, '');
	await vera.getByRole('searchbox').fill('attestation');
	await button(vera, m.documents_search_submit()).click();
	await expect(vera.getByRole('main').getByRole('link', { name: m.documents_download() })).toHaveCount(1);
});

test('somebody who waits finds the entry closed, with the reason', async ({ page }) => {
	await signIn(page, 'pia');
	const home = new URL(page.url()).pathname;
	const answer = await page.request.get(`${home}/documents`);
	expect(answer.status()).toBe(403);
});
