import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectSound } from './support/sound.ts';
import { button, field, fillTicket, heading, m, optionalField, signIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

const picture = readFileSync(new URL('../../src/lib/server/demo/attachments/mise-a-jour-2026-4.png', import.meta.url));
const PICTURE = { name: 'capture écran.png', mimeType: 'image/png', buffer: picture };
const LOG = { name: 'journal.log', mimeType: 'text/plain', buffer: Buffer.from('ERREUR 80 %') };
const PROGRAM = { name: 'outil.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ…') };

const files = (page: Page) => page.getByRole('list', { name: m.files_list() });
const row = (page: Page, name: string | RegExp) => files(page).getByRole('listitem').filter({ hasText: name });
const attached = (page: Page, name: string) => page.getByRole('link', { name: `${m.files_download()} ${name}` });
const choose = (page: Page) => page.getByLabel(m.files_choose());

/** Lets go of a file over the words, or pastes it there. */
async function bring(page: Page, label: string, kind: 'drop' | 'paste', file: typeof LOG): Promise<void> {
	const bytes = [...file.buffer];
	await field(page, label).evaluate(
		(area, { kind, bytes, name, mimeType }) => {
			const transfer = new DataTransfer();
			transfer.items.add(new File([new Uint8Array(bytes)], name, { type: mimeType }));
			const options = { bubbles: true, cancelable: true };
			if (kind === 'paste') area.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: transfer }));
			else
				for (const type of ['dragenter', 'dragover', 'drop'])
					area.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: transfer }));
		},
		{ kind, bytes, name: file.name, mimeType: file.mimeType }
	);
}

test('a customer chooses, drops, pastes and removes files; staff see them, and their notes’ files stay with them', async ({
	page,
	browserOf
}) => {
	test.slow();
	await signIn(page, 'vera');
	await page.goto(`${page.url()}/tickets/new`);
	const subject = `Avec des fichiers ${Date.now()}`;
	await fillTicket(page, { subject, body: 'Voici ce que je vois.' });
	const body = m.tickets_body();

	await test.step('each way brings a file, a program is refused at once and the others stay', async () => {
		await expect(page.getByText(m.files_or_drop(), { exact: true })).toHaveCount(1);
		await choose(page).setInputFiles([PICTURE, PROGRAM]);
		await expect(row(page, PROGRAM.name)).toContainText(m.files_runs());
		await expect(row(page, PICTURE.name)).toContainText('ko');
		await bring(page, body, 'drop', LOG);
		await expect(row(page, LOG.name)).toContainText('1\u00A0ko');
		await bring(page, body, 'paste', { ...PICTURE, name: 'image.png' });
		await expect(row(page, /capture-20\d\d-/)).toContainText('ko');
		await expectSound(page);
	});

	await test.step('what is not wanted is taken out, by keyboard too', async () => {
		await button(page, m.files_remove({ name: PROGRAM.name })).press('Enter');
		await expect(row(page, PROGRAM.name)).toHaveCount(0);
		await row(page, /capture-20\d\d-/)
			.getByRole('button')
			.click();
		await expect(files(page).getByRole('listitem')).toHaveCount(2);
	});

	await button(page, m.tickets_open_action()).click();
	await expect(heading(page, m.tickets_opened_title())).toBeVisible();
	const number = /\/tickets\/(\d+)/.exec(page.url())![1]!;
	const opens = page.getByRole('link', { name: m.files_open_picture({ name: PICTURE.name }) });
	await expect(opens.getByRole('presentation').or(opens.locator('img'))).toHaveJSProperty('complete', true);
	const [download] = await Promise.all([page.waitForEvent('download'), attached(page, LOG.name).click()]);
	expect(download.suggestedFilename()).toBe(LOG.name);
	await expectSound(page);

	await test.step('staff see them, answer with one, and keep a note’s to themselves', async () => {
		const sam = await browserOf();
		await signIn(sam, 'sam');
		await sam.goto(`${new URL(page.url()).origin}/staff/tickets/${number}`);
		await expect(attached(sam, LOG.name)).toBeVisible();
		await sam.getByRole('radio', { name: m.tickets_write_note() }).check();
		await field(sam, m.tickets_note_label()).fill('Entre nous.');
		await choose(sam)
			.last()
			.setInputFiles({ ...LOG, name: 'zibeline.log' });
		await expect(row(sam, 'zibeline.log')).toContainText('ko');
		await button(sam, m.tickets_note_action()).click();
		await expect(attached(sam, 'zibeline.log')).toBeVisible();
		await expect(files(sam), 'the field is empty again').toHaveCount(0);
		await expectSound(sam);
	});
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(subject);
	expect(await page.content()).not.toContain('zibeline');

	await test.step('an answer sent while its file is still leaving waits for it', async () => {
		await page.route('**/files', async (route) => {
			await new Promise((done) => setTimeout(done, 400));
			await route.continue();
		});
		await choose(page).setInputFiles({ ...LOG, name: 'suite.log' });
		await field(page, m.tickets_answer_title()).fill('Et la suite.');
		await button(page, m.tickets_answer_action()).click();
		await expect(attached(page, 'suite.log')).toBeVisible();
		await page.unroute('**/files');
	});

	await test.step('where the network breaks, the file can be sent again', async () => {
		await page.route('**/files', (route) => route.abort());
		await choose(page).setInputFiles({ ...LOG, name: 'coupure.log' });
		await expect(row(page, 'coupure.log')).toContainText(m.files_network());
		await page.unroute('**/files');
		await button(page, m.files_retry({ name: 'coupure.log' })).click();
		await expect(row(page, 'coupure.log')).toContainText('ko');
	});
});

test('without JavaScript files leave with the form, and a refused form keeps them', async ({ browserOf }) => {
	test.slow();
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'vera');
	await page.goto(`${page.url()}/tickets/new`);
	await fillTicket(page, { subject: '', body: 'Sans script.' });
	await optionalField(page, m.files_label()).setInputFiles([PICTURE, LOG, PROGRAM]);
	await button(page, m.tickets_open_action()).click();
	await expect(page.getByRole('alert')).toContainText(m.files_runs());
	await expect(field(page, m.tickets_body())).toHaveValue('Sans script.');
	await row(page, LOG.name).getByRole('checkbox').uncheck();
	await field(page, m.tickets_subject()).fill('Sans script');
	await button(page, m.tickets_open_action()).click();
	await expect(heading(page, m.tickets_opened_title())).toBeVisible();
	await expect(page.getByRole('link', { name: m.files_open_picture({ name: PICTURE.name }) })).toBeVisible();
	await expect(attached(page, LOG.name)).toHaveCount(0);
});
