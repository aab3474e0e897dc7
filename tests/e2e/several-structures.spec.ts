import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { people } from '#server/demo/cast.ts';
import { structures } from '#server/demo/structures.ts';
import { openDatabase } from '#server/platform/db.ts';
import { sixtyStructures, type OneOfMany } from '../support/many-structures.ts';
import { startPortal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import {
	button,
	cast,
	DEMO_PASSWORD,
	field,
	fillTicket,
	heading,
	link,
	m,
	mail,
	menu,
	openTicket,
	padlock,
	signIn,
	signInByPage
} from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const THEA = 'Théa Grandjean';
const SOLENE = { email: people.solene.email, password: DEMO_PASSWORD };
const { madon, maron, sexey } = structures;

const bar = (page: Page): Locator => page.getByRole('banner');
const trigger = (page: Page): Locator => bar(page).locator('summary').first();
const choice = (page: Page, name: string): Locator =>
	bar(page).getByRole('list', { name: m.switcher_list() }).getByRole('link', { name });
const awaiting = (choice: Locator, count: number) =>
	expect(choice).toHaveAccessibleName(new RegExp(`\\(${m.ui_entry_count({ count })}\\)$`));
/** Of some text at its end: « (3 éléments à traiter) », or nothing. */
const countIn = async (choice: Locator) =>
	Number(/\((\d+) [^)]+\)$/.exec((await choice.textContent())!.trim())?.[1] ?? 0);

async function switchTo(page: Page, name: string): Promise<void> {
	await trigger(page).click();
	await choice(page, name).click();
	await expect(trigger(page)).toContainText(name);
	await remembered(page);
}

const placeOf = (page: Page) => /\/s\/[^/?]+/.exec(page.url())![0];

/** The page says by itself where one has gone, just after it shows it. */
const remembered = (page: Page) =>
	expect
		.poll(async () => (await page.request.get('/', { maxRedirects: 0 })).headers().location, {
			message: 'the portal knows where one was last'
		})
		.toBe(placeOf(page));

test('two tabs on two structures never mix, one is locked meanwhile, and a mail’s link leads to the third', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	await signIn(page, 'thea');
	if (!(await trigger(page).textContent())!.includes(sexey.name)) await switchTo(page, sexey.name);
	await menu(page).getByRole('link', { name: m.ui_nav_tickets() }).click();
	const subject = `Un ticket de Sexey ${Date.now()}`;
	const number = await openTicket(page, { subject, body: 'Pour la mairie.' });
	const inSexey = placeOf(page);

	const other = await page.context().newPage();
	await test.step('a ticket leads to the list of the other structure, contacts to contacts', async () => {
		await switchTo(page, madon.name);
		await expect(page).toHaveURL(/\/s\/[^/]+\/tickets$/);
		await other.goto('/');
		await expect(trigger(other), 'where Théa was last').toContainText(madon.name);
		await menu(other)
			.getByRole('link', { name: m.ui_nav_contacts() })
			.or(menu(other).getByRole('link', { name: m.ui_nav_contacts_short() }))
			.click();
		await expect(heading(other, m.contacts_title())).toBeVisible();
		await switchTo(other, maron.name);
		await expect(heading(other, m.contacts_title())).toBeVisible();
		await expect(trigger(other)).toContainText(m.ui_role_administrator());
		expect(new Set([inSexey, placeOf(page), placeOf(other)]).size).toBe(3);
	});
	const inMadon = placeOf(page);
	const inMaron = placeOf(other);

	await test.step('what is written in one tab goes to its structure, wherever the other one is', async () => {
		await page.goto(`${inMadon}/tickets/new`);
		await fillTicket(page, { subject: 'Écrit à côté', body: 'Pour la communauté de communes.' });
		await menu(other).getByRole('link', { name: m.ui_nav_home() }).click();
		await expect(heading(other, m.contacts_home_hello({ name: cast.thea.firstName }))).toBeVisible();
		await button(page, m.tickets_open_action()).click();
		await expect(heading(page, m.tickets_opened_title())).toBeVisible();
		expect(placeOf(page)).toBe(inMadon);
	});

	await test.step('an answer is counted beside its structure, and its mail opens it', async () => {
		await trigger(other).click();
		const before = await countIn(choice(other, sexey.name));
		await trigger(other).click();
		const sam = await browserOf();
		await signIn(sam, 'sam');
		await sam.goto(`/staff/tickets/${number}`);
		await field(sam, m.tickets_reply_label()).fill('Laquelle des factures ?');
		await sam.getByRole('radio', { name: m.tickets_status_waiting_staff() }).check();
		await button(sam, m.tickets_reply_action()).click();
		await expect(sam.getByText(m.tickets_reply_done())).toBeVisible();
		await other.reload();
		await trigger(other).click();
		await awaiting(choice(other, sexey.name), before + 1);
		await expectSound(other, { covered: true });
		const text = await mail(portal, cast.thea.email, `[#${number}] ${subject}`);
		await other.goto(/http\S+\/s\/\S+\/tickets\/\d+/.exec(text)![0]);
		expect(placeOf(other)).toBe(inSexey);
		await expect(page.getByRole('main')).toBeVisible();
		await expect(trigger(other)).toContainText(sexey.name);
	});

	await test.step('locked in one, Théa goes on in the others', async () => {
		const solene = await browserOf();
		await signIn(solene, SOLENE);
		await solene.goto(`${inMadon}/contacts?q=grandjean`);
		await padlock(solene, THEA, 'open').click();
		await expect(padlock(solene, THEA, 'closed')).toBeVisible();

		await menu(page).getByRole('link', { name: m.ui_nav_tickets() }).click();
		await expect(page).toHaveURL(/\/s\/me$/);
		await expect(page.getByText(m.contacts_alone_structure_locked({ structure: madon.name }))).toBeVisible();
		await trigger(page).click();
		await expect(choice(page, maron.name)).toBeVisible();
		await expect(choice(page, madon.name)).toHaveCount(0);
		await expectSound(page, { covered: true });
		await menu(other).getByRole('link', { name: m.ui_nav_tickets() }).click();
		await expect(heading(other, m.tickets_list_title())).toBeVisible();
		expect(placeOf(other)).toBe(inSexey);
		await page.goto('/');
		expect(placeOf(page), 'not to what is closed').toBe(inSexey);

		await padlock(solene, THEA, 'closed').click();
		await expect(padlock(solene, THEA, 'open')).toBeVisible();
		await page.goto(`${inMadon}/contacts`);
		await expect(heading(page, m.contacts_title())).toBeVisible();
		await page.goto(inMaron);
		await expect(trigger(page)).toContainText(maron.name);
	});
});

test('each structure of somebody has its own half-written ticket', async ({ page }) => {
	test.slow();
	const subject = field(page, m.tickets_subject());
	const blocking = page.getByRole('radio', { name: m.tickets_urgency_blocking() });
	const kept = (words: string) =>
		expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain(words);
	const writeFor = async (name: string) => {
		await trigger(page).click();
		await choice(page, name).click();
		await expect(trigger(page)).toContainText(name);
		await expect(page).toHaveURL(/\/tickets\/new$/);
	};
	await signIn(page, 'thea');
	await page.goto(`${placeOf(page)}/tickets/new`);
	const [one, other] = (await trigger(page).textContent())!.includes(madon.name) ? [madon, maron] : [sexey, madon];
	if (!(await trigger(page).textContent())!.includes(one.name)) await writeFor(one.name);
	await subject.fill('Pour l’une');
	await blocking.check();
	await kept('Pour l’une');

	await writeFor(other.name);
	await expect(subject).toHaveValue('');
	await expect(blocking).not.toBeChecked();
	await subject.fill('Pour l’autre');
	await kept('Pour l’autre');
	await writeFor(one.name);
	await expect(page.getByText(m.live_draft_restored())).toBeVisible();
	await expect(subject).toHaveValue('Pour l’une');
	await expect(blocking).toBeChecked();
	await writeFor(other.name);
	await expect(subject).toHaveValue('Pour l’autre');
	await button(page, m.live_draft_discard()).click();
	await writeFor(one.name);
	await button(page, m.live_draft_discard()).click();
});

test('signing in leads to the structure last used, and pointing at another changes nothing', async ({
	page,
	browserOf
}) => {
	await signIn(page, 'thea');
	const first = (await trigger(page).textContent())!.includes(maron.name) ? sexey.name : maron.name;
	await switchTo(page, first);
	const place = placeOf(page);
	await trigger(page).click();
	const elsewhere = (await choice(page, madon.name).getAttribute('href'))!;
	// What is asked for in advance, or only looked at from afar, is not gone to.
	await page.request.head(elsewhere);
	await page.request.get(elsewhere, { headers: { 'sec-purpose': 'prefetch' } });
	await page.request.get(`${elsewhere}/__data.json`);
	const again = await browserOf();
	await signInByPage(again, 'thea');
	expect(placeOf(again)).toBe(place);
	const without = await browserOf({ javaScriptEnabled: false });
	await signIn(without, 'thea');
	expect(placeOf(without)).toBe(place);
	await without.goto(elsewhere);
	await page.goto('/');
	expect(placeOf(page)).toBe(elsewhere);
});

test('structures are switched by keyboard alone', async ({ page }) => {
	await signIn(page, 'thea');
	await trigger(page).focus();
	await page.keyboard.press('Enter');
	const choices = bar(page).getByRole('list', { name: m.switcher_list() }).getByRole('link');
	await expect(choices).toHaveCount(2);
	// The page may only just be waking up.
	await expect(async () => {
		await page.keyboard.press('Home');
		await expect(choices.first()).toBeFocused({ timeout: 500 });
	}).toPass();
	await page.keyboard.press('ArrowDown');
	await expect(choices.nth(1)).toBeFocused();
	await page.keyboard.press('End');
	await expect(link(page, m.tickets_request_other_subject()).first()).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(choices).toHaveCount(0);
	await expect(trigger(page)).toBeFocused();
	await page.keyboard.press('Enter');
	await page.keyboard.press('ArrowDown');
	const to = (await choices.first().getAttribute('href'))!;
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(to);
});

test('without a script the list opens, switches, and leads to the request of another structure', async ({
	browserOf
}) => {
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'thea');
	await page.goto(`${placeOf(page)}/contacts`);
	await trigger(page).click();
	const other = bar(page).getByRole('list', { name: m.switcher_list() }).getByRole('link').first();
	const to = (await other.getAttribute('href'))!;
	expect(to).toMatch(/\/contacts$/);
	await other.click();
	await expect(page).toHaveURL(to);
	await expect(heading(page, m.contacts_title())).toBeVisible();
	await trigger(page).click();
	await link(page, m.tickets_request_other_subject()).click();
	await expect(heading(page, m.tickets_request_other_subject())).toBeVisible();
});

test.describe('someone of sixty structures', () => {
	let own: Awaited<ReturnType<typeof startPortal>>;
	let folder: string;
	let made: OneOfMany[];

	test.beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'portal-sixty-'));
		own = await startPortal({ DATA_DIR: folder });
		const { db } = openDatabase(join(folder, 'portal.db'));
		const { id } = await db
			.selectFrom('account')
			.select('id')
			.where('email', '=', cast.vera.email)
			.executeTakeFirstOrThrow();
		made = await sixtyStructures(db, id, new Date().toISOString());
		await db.destroy();
	});
	test.afterAll(async () => {
		await own.stop();
		await rm(folder, { recursive: true, force: true });
	});

	const field = (page: Page) => page.getByRole('searchbox', { name: m.switcher_search() });
	const choices = (page: Page) => bar(page).getByRole('list', { name: m.switcher_list() }).getByRole('link');

	test('finds one by its name or its number as they type, by keyboard', async ({ browserOf }) => {
		const page = await browserOf({ baseURL: own.origin });
		await signIn(page, 'vera');
		await page.goto(`${placeOf(page)}/news`);
		await trigger(page).click();
		await expect(choices(page)).toHaveCount(60);
		await field(page).focus();
		await expectSound(page, { covered: true });
		await page.keyboard.type('ECLUSE f');
		const found = made.find(({ name }) => name === 'Écluse F')!;
		await expect(choices(page)).toHaveCount(1);
		await expect(bar(page).getByRole('status')).toHaveText(m.switcher_found({ count: 1 }));
		await field(page).fill('nulle part');
		await expect(choices(page)).toHaveCount(0);
		await expect(bar(page).getByRole('status')).toHaveText(m.switcher_found_none());
		await expectSound(page, { covered: true });
		await field(page).fill(found.customerNumber.toLowerCase());
		await expect(choices(page)).toHaveCount(1);
		await expect(choices(page)).toContainText(found.name);
		await field(page).fill('œuvre');
		await page.keyboard.press('ArrowDown');
		await expect(choices(page).first()).toBeFocused();
		// Typed on, it goes into the field.
		await page.keyboard.type(' b');
		await expect(field(page)).toBeFocused();
		await expect(field(page)).toHaveValue('œuvre b');
		await page.keyboard.press('Enter');
		const arrived = made.find(({ name }) => name === 'Œuvre B')!;
		await expect(page).toHaveURL(`/s/${arrived.id}/news`);
		await expect(trigger(page)).toContainText('Œuvre B');
		await remembered(page);
		await page.goto('/');
		await expect(page).toHaveURL(`/s/${arrived.id}`);
	});

	test('comes to the home page of one they still wait in, whatever page they were on', async ({ browserOf }) => {
		const page = await browserOf({ baseURL: own.origin });
		await signIn(page, 'vera');
		await page.goto(`/s/${made.find(({ administers }) => administers)!.id}/contacts`);
		await trigger(page).click();
		const waiting = made.find(({ pending }) => pending)!;
		await field(page).fill(waiting.name);
		await expect(choices(page).first()).toContainText(m.ui_role_pending());
		await choices(page).first().click();
		await expect(page).toHaveURL(`/s/${waiting.id}`);
		await expect(heading(page, m.contacts_pending_title())).toBeVisible();
	});

	test('has the whole list without a script, in reading order', async ({ browserOf }) => {
		const page = await browserOf({ baseURL: own.origin, javaScriptEnabled: false });
		await signIn(page, 'vera');
		await page.goto(`/s/${made[0]!.id}`);
		await trigger(page).click();
		const texts = (await choices(page).allTextContents()).filter((text) => !text.includes(sexey.name));
		const names = made.slice(1).map(({ name }) => name);
		expect(texts.map((text, index) => text.trim().slice(0, names[index]!.length))).toEqual(names);
		await choices(page).last().click();
		await expect(page).toHaveURL(`/s/${made.at(-1)!.id}`);
	});

	test('comes back to what they asked without a structure', async ({ browserOf }) => {
		const page = await browserOf({ baseURL: own.origin });
		await signIn(page, 'vera');
		await page.goto('/s/me/tickets');
		const number = await openTicket(page, { subject: 'Sans structure', body: 'De moi seule.' });
		await page.goto('/');
		await expect(page, 'it is no structure to be led back to').toHaveURL(/\/s\/(?!me)/);
		await page.goto(`${placeOf(page)}/tickets`);
		await trigger(page).click();
		await field(page).fill(m.ui_no_structure());
		await expect(choices(page)).toHaveCount(1);
		await expect(choices(page)).toContainText(m.switcher_without());
		await choices(page).click();
		await expect(page).toHaveURL('/s/me/tickets');
		await expect(page.getByRole('link', { name: new RegExp(`#${number}`) })).toBeVisible();
		await expect(trigger(page)).toContainText(m.ui_no_structure());
	});
});
