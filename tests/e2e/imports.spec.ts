import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { oldPortalExpected as expected, oldPortalFile } from '../support/old-portal.ts';
import { startPortal, type Portal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { button, heading, link, m, signIn } from './support/steps.ts';
import { expect, test as base } from './support/test.ts';

const SHIPPED = (['structures.csv', 'contacts.csv'] as const).map((name) => {
	const { bytes } = oldPortalFile(name);
	return { name, mimeType: 'text/csv', buffer: Buffer.from(bytes) };
});
const REFUSED = expected.structures.rejected.length + expected.contacts.rejected.length;
/** Two thousand rows, on a machine that does other things. */
const WITHIN = { timeout: 60_000 };

/** Hundreds of structures would be in everybody's way: a portal of its own. */
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

const choose = (page: Page) => page.getByLabel(m.files_choose());
const csv = (name: string, ...lines: string[]) => ({
	name,
	mimeType: 'text/csv',
	buffer: Buffer.from(lines.join('\r\n'))
});

test('a manager checks the old portal’s files, reads what is wrong, and brings the rest', async ({
	page,
	browserOf
}) => {
	test.setTimeout(240_000);
	await signIn(page, 'mona');
	await page.goto('/staff/imports');
	await expect(page.getByText(m.imports_none())).toBeVisible();
	await expectSound(page);

	await test.step('nothing chosen, or a file of something else, is told at the field', async () => {
		await button(page, m.imports_check()).click();
		await expect(page.getByRole('alert')).toContainText(m.imports_no_file());
		await choose(page).setInputFiles(csv('prix.csv', 'article;prix', 'A;1'));
		await expect(page.getByRole('listitem').filter({ hasText: 'prix.csv' })).toContainText('o');
		await button(page, m.imports_check()).click();
		await expect(page.getByRole('alert')).toContainText(m.imports_neither({ name: 'prix.csv' }));
		await expectSound(page);
		await button(page, m.files_remove({ name: 'prix.csv' })).click();
	});

	await test.step('the shipped export is read, and each refused row told', async () => {
		await choose(page).setInputFiles(SHIPPED);
		await expect(page.getByRole('list', { name: m.files_list() }).getByRole('listitem')).toHaveCount(2);
		await button(page, m.imports_check()).click();
		await expect(heading(page, m.imports_run_title())).toBeVisible();
		await expect(page.getByText(m.imports_told_refused({ count: REFUSED }))).toBeVisible(WITHIN);
		const counts = page.getByRole('table', { name: m.imports_counts() });
		for (const [label, file] of [
			[m.imports_structures(), 'structures'],
			[m.imports_contacts(), 'contacts']
		] as const)
			await expect(counts.getByRole('row', { name: label }).getByRole('cell')).toHaveText([
				String(expected[file].valid),
				'0',
				'0',
				String(expected[file].rejected.length)
			]);
		await expectSound(page);
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			link(page, m.imports_report_download()).click()
		]);
		const lines = readFileSync(await download.path(), 'utf8')
			.trim()
			.split('\r\n');
		const refused = lines.filter((line) => line.startsWith(m.imports_severity_refused()));
		expect(refused.map((line) => line.split(';')[2])).toEqual(
			[...expected.structures.rejected, ...expected.contacts.rejected].map(({ line }) => String(line))
		);
		await page.getByRole('link', { name: m.imports_warnings() }).click();
		await expect(page.getByRole('table', { name: m.imports_report_title() })).toContainText(m.imports_phone());
	});

	await test.step('without the refused rows it is brought, and is there', async () => {
		await button(page, m.imports_bring_leaving_out({ count: REFUSED })).click();
		await expect(page.getByText(m.imports_told_done())).toBeVisible(WITHIN);
		await expect(button(page, m.imports_bring_leaving_out({ count: REFUSED }))).toHaveCount(0);
		await expectSound(page);
		await page.goto('/staff/structures?q=C10001');
		await expect(page.getByRole('main')).toContainText('Mission locale de Torpes');
	});

	await test.step('an agent finds no such page', async () => {
		const sam = await browserOf();
		await signIn(sam, 'sam');
		await expect(sam.getByRole('link', { name: m.imports_nav() })).toHaveCount(0);
		expect((await sam.request.get('/staff/imports')).status()).toBe(403);
	});
});

test('without JavaScript files are checked and brought', async ({ browserOf }) => {
	test.setTimeout(180_000);
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'mona');
	await page.goto('/staff/imports');
	await page
		.getByLabel(m.imports_files())
		.setInputFiles(csv(`structures.csv`, 'code_client;raison_sociale', 'SANS1;Mairie de Sans-Script'));
	await button(page, m.imports_check()).click();
	const looked = (text: string) =>
		expect(async () => {
			await page.goto(page.url());
			await expect(page.getByText(text)).toBeVisible({ timeout: 500 });
		}).toPass(WITHIN);
	await looked(m.imports_told_checked());
	await button(page, m.imports_bring()).click();
	await looked(m.imports_told_done());
	await page.goto('/staff/structures?q=SANS1');
	await expect(page.getByRole('main')).toContainText('Mairie de Sans-Script');
});
