import { handOffLink, listSomebody } from './support/old-portal.ts';
import { expectNoSidewaysScroll } from './support/sound.ts';
import { button, cast, field, m, signIn } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

test.skip(({ hasTouch }) => !hasTouch, 'each size is set here');

const SIZES = [
	{ name: 'a window of 320 px', viewport: { width: 320, height: 640 } },
	{ name: 'a tablet of 768 px', viewport: { width: 768, height: 1024 } },
	{ name: 'a zoom of 200 % on 1280 × 800', viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }
];

/** Where parts of a structure are changed. */
const CHANGES = ['/information', '/addresses/new', '/phones/new', '/referents/dpo', '/referents/dpo/new'];

for (const { name, ...size } of SIZES) {
	test(`nothing is wider than ${name}, and nothing is out of reach`, async ({ browserOf, portal }) => {
		test.slow();
		const visitor = await browserOf(size);
		await visit(visitor, [
			'/login',
			'/signup',
			'/signup/sent',
			'/password/forgotten',
			'/password/forgotten/sent',
			'/password/none',
			'/from-old-portal',
			await handOffLink(portal, await listSomebody(portal, 'Marie-Antoinette')),
			await handOffLink(portal, cast.vera.email),
			'/verify/none',
			'/activation/none',
			'/activation/none/again',
			'/activation/sent',
			'/rate/none',
			'/news',
			'/legal',
			'/offline',
			'/help',
			'/app',
			'/demo/mails',
			'/nowhere'
		]);

		const adam = await browserOf(size);
		await signIn(adam, 'adam');
		const home = new URL(adam.url()).pathname;
		await adam.goto(`${home}/tickets?filter=all`);
		const ticket = (await adam.getByRole('link', { name: /^#\d+/ }).first().getAttribute('href'))!;
		await adam.goto(`${home}/news`);
		const news = (await adam.getByRole('main').getByRole('link').first().getAttribute('href'))!;
		await visit(adam, [
			home,
			`${home}/tickets`,
			`${home}/tickets/new`,
			ticket,
			`${home}/contacts`,
			`${home}/contacts?q=zzz`,
			`${home}/structure`,
			...CHANGES.map((path) => `${home}/structure${path}`),
			`${home}/structure/history`,
			`${home}/documents`,
			`${home}/documents?q=zzz`,
			`${home}/news`,
			news,
			'/account',
			'/account/notifications/preferences',
			'/account/password',
			'/account/sessions',
			'/help',
			'/welcome'
		]);

		for (const person of ['pia', 'noor', 'lola', 'rene', 'thea'] as const) {
			const page = await browserOf(size);
			await signIn(page, person);
			await visit(page, [new URL(page.url()).pathname, `${new URL(page.url()).pathname}/contacts`, '/welcome']);
		}

		const mona = await browserOf(size);
		await signIn(mona, 'mona');
		await mona.goto('/staff/tickets');
		const handled = (await mona.getByRole('link', { name: /^#\d+/ }).first().getAttribute('href'))!;
		await mona.goto('/staff/structures');
		const structure = (await mona.getByRole('row').getByRole('link').first().getAttribute('href'))!;
		await mona.goto('/staff/proposals');
		const proposal = (await mona.getByRole('main').getByRole('link').first().getAttribute('href'))!;
		await mona.goto('/staff/news');
		const item = (await mona.getByRole('row').getByRole('link', { name: 'Vos données' }).getAttribute('href'))!;
		const campaign = await draftCampaign(mona);
		const mailing = (await mailingNamed(mona, 'Facturation'))!;
		await visit(mona, [
			'/staff',
			'/staff/tasks',
			'/staff/requests?show=to_attach',
			'/staff/tickets',
			'/staff/tickets?filter=all',
			handled,
			'/staff/structures',
			'/staff/structures?q=zzz',
			'/staff/structures/new',
			structure,
			`${structure}/contacts`,
			`${structure}/contacts/new`,
			`${structure}/documents`,
			`${structure}/documents/new`,
			`${structure}/history`,
			`${structure}/details`,
			...CHANGES.map((path) => `${structure}/details${path}`),
			'/staff/proposals',
			proposal,
			'/staff/requests',
			'/staff/mails',
			'/staff/mails/incoming',
			'/staff/satisfaction',
			'/staff/news',
			'/staff/news?show=scheduled',
			'/staff/news?show=ended',
			'/staff/news/new',
			item,
			`${item}/readers`,
			'/staff/audit',
			'/staff/campaigns',
			'/staff/imports',
			'/staff/documents',
			'/staff/documents/new',
			'/staff/documents/batches/new',
			'/staff/settings',
			'/staff/settings/identity',
			'/staff/settings/app',
			'/staff/settings/appearance',
			'/staff/settings/legal',
			'/staff/settings/categories?edit=new',
			'/staff/settings/products?edit=new',
			'/staff/settings/limits',
			'/staff/settings/staff?invite',
			`/staff/settings/staff/${await idOf(mona, 'Samuel Petitjean')}`,
			'/staff/campaigns/new',
			campaign,
			`${campaign}/structures`,
			`${campaign}/people`,
			`${campaign}/message`,
			'/staff/mailings',
			'/staff/mailings/new',
			...['', '/edit', '/structures', '/recipients', '/message'].map((path) => mailing + path),
			(await mailingNamed(mona, 'Coupure'))!
		]);
		await mona.goto(campaign);
		await button(mona, m.campaigns_discard()).click();
		await expect(mona).toHaveURL(/\/staff\/campaigns$/);
	});
}

/** The demo's, by how its subject begins. */
async function mailingNamed(page: Page, beginning: string): Promise<string | null> {
	await page.goto('/staff/mailings');
	return page.getByRole('link', { name: new RegExp(`^${beginning}`) }).getAttribute('href');
}

/** Of somebody of staff. */
async function idOf(page: Page, name: string): Promise<string> {
	await page.goto('/staff/settings/staff');
	const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
	return href!.split('/').at(-1)!;
}

/** One being prepared, about every structure. Nothing leaves. */
async function draftCampaign(page: Page): Promise<string> {
	await page.goto('/staff/campaigns/new');
	await field(page, m.campaigns_name()).fill('Toutes les structures du sud et de l’ouest');
	await page.getByRole('radio', { name: m.campaigns_beginning_all() }).check();
	await button(page, m.campaigns_create()).click();
	await expect(button(page, m.campaigns_discard())).toBeVisible();
	return new URL(page.url()).pathname;
}

async function visit(page: Page, paths: string[]): Promise<void> {
	for (const path of paths) {
		await page.goto(path);
		await expectNoSidewaysScroll(page);
		expect(await page.evaluate(cutOff), `cut off on ${path}`).toEqual([]);
		expect(await page.evaluate(zoomedInto), `fields an iPhone zooms into on ${path}`).toEqual([]);
		expect(await page.evaluate(behindTheBar), `behind a bar at the end of ${path}`).toEqual([]);
	}
}

/** What is typed or chosen in below 16 px: the window of an iPhone jumps to it. */
function zoomedInto(): string[] {
	return [...document.querySelectorAll('input:not([type=checkbox], [type=radio], [type=file]), select, textarea')]
		.filter((element) => element.checkVisibility() && parseFloat(getComputedStyle(element).fontSize) < 16)
		.map((element) => element.outerHTML.slice(0, 140));
}

/** What can be pressed at the end of a page, under something that stays where it is. */
function behindTheBar(): string[] {
	window.scrollTo(0, document.documentElement.scrollHeight);
	const stays = [...document.querySelectorAll('header > nav, .page-primary')]
		.filter((element) => getComputedStyle(element).position === 'fixed')
		.map((element) => element.getBoundingClientRect());
	return [...document.querySelectorAll('main :is(a[href], button, summary, input, select, textarea)')]
		.filter(
			(element) =>
				element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
				!element.closest('.visually-hidden, .page-primary, .to-answer, [popover]')
		)
		.filter((element) => {
			const { left, right, top, bottom, width } = element.getBoundingClientRect();
			return (
				width > 1 && stays.some((bar) => left < bar.right && right > bar.left && top < bar.bottom && bottom > bar.top)
			);
		})
		.map((element) => element.outerHTML.slice(0, 140));
}

/** Words that begin or end outside the window where nothing scrolls to them. */
function cutOff(): string[] {
	const width = document.documentElement.clientWidth;
	return [...document.querySelectorAll('h1, h2, h3, p, label, a, button, input, textarea, select, td, dd, dt')]
		.filter(
			(element) =>
				element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
				!element.closest('.visually-hidden, [popover]')
		)
		.filter((element) => {
			const { left, right, width: wide, height } = element.getBoundingClientRect();
			if (wide <= 1 || height <= 1) return false;
			for (let parent = element.parentElement; parent; parent = parent.parentElement) {
				if (['auto', 'scroll'].includes(getComputedStyle(parent).overflowX)) return false;
			}
			return right > width + 1 || left < -1;
		})
		.map((element) => element.outerHTML.slice(0, 140));
}
