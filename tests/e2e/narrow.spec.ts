import { expectFits } from './support/fits.ts';
import { handOffLink, listSomebody } from './support/old-portal.ts';
import { checkedImport, documentBatch, inviteToStaff, linksByMail, waitingMail } from './support/one-of-each.ts';
import { startPortal, type Portal } from './support/portal.ts';
import { PAGES, pageAt } from './support/routes.ts';
import { button, cast, field, m, signIn } from './support/steps.ts';
import { expect, test as base, type Page } from './support/test.ts';

/** One of everything is made in it: a portal of its own. */
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

test.skip(({ hasTouch }) => !hasTouch, 'each size is set here');

const SIZES = [
	{ name: 'the narrowest phone', width: 320, height: 640 },
	{ name: 'a phone', width: 390, height: 844 },
	{ name: 'a zoom of 200 % on 1280 × 800', width: 640, height: 400 },
	{ name: 'a tablet', width: 768, height: 1024 }
];

/** Where parts of a structure are changed. */
const CHANGES = [...['/information', '/addresses/new', '/phones/new'], ...['/referents/dpo', '/referents/dpo/new']];

test('no page of the portal is wider than its window or out of reach in it, at any size', async ({
	browserOf,
	portal
}) => {
	test.setTimeout(600_000);
	const visited = new Set<string>();
	/** Loads each page once, and looks at it in every size. */
	async function visit(page: Page, paths: string[]): Promise<void> {
		for (const path of paths) {
			const answer = await page.goto(path);
			const route = pageAt(new URL(page.url()).pathname);
			// A page that refuses or sends elsewhere was not seen.
			if (route && answer!.ok()) visited.add(route);
			for (const { name, ...size } of SIZES) {
				await page.setViewportSize(size);
				await expectFits(page, `${path} on ${name}`);
			}
		}
	}

	const mona = await browserOf();
	await signIn(mona, 'mona');
	await inviteToStaff(mona);

	const visitor = await browserOf();
	await visitor.goto('/news');
	const publicNews = await firstTo(visitor, '/news/', ['rss.xml']);
	await visit(visitor, [
		...['/login', '/signup', '/signup/sent', '/app', '/help', '/legal', '/offline', '/demo/mails', '/nowhere'],
		...['/password/forgotten', '/password/forgotten/sent', '/password/none', '/verify/none', '/rate/none'],
		...['/activation/none', '/activation/none/again', '/activation/sent', '/from-old-portal'],
		...(await linksByMail(portal)),
		await handOffLink(portal, await listSomebody(portal, 'Marie-Antoinette')),
		await handOffLink(portal, cast.vera.email),
		'/news',
		publicNews
	]);

	const adam = await browserOf();
	await signIn(adam, 'adam');
	const home = new URL(adam.url()).pathname;
	await adam.goto(`${home}/tickets?filter=all`);
	const ticket = (await adam.getByRole('link', { name: /^#\d+/ }).first().getAttribute('href'))!;
	await adam.goto(`${home}/news`);
	const news = await firstLink(adam);
	await adam.goto(`${home}/contacts`);
	const contact = await firstTo(adam, `${home}/contacts/`, ['new', 'export']);
	await visit(adam, [
		...['', '/tickets', '/tickets/new', '/tickets/visibility', '/tickets/search?q=facture'].map((path) => home + path),
		...['administrator', 'forgotten-email', 'other-structure'].map((kind) => `${home}/tickets/new/${kind}`),
		ticket,
		...['/contacts', '/contacts?q=zzz', '/contacts/new'].map((path) => home + path),
		contact,
		...['', ...CHANGES, '/history'].map((path) => `${home}/structure${path}`),
		...['/documents', '/documents?q=zzz', '/news'].map((path) => home + path),
		news,
		...['', '/notifications', '/notifications/preferences', '/password', '/sessions'].map((path) => `/account${path}`),
		...['/help', '/welcome']
	]);

	for (const person of ['pia', 'noor', 'lola', 'rene', 'thea'] as const) {
		const page = await browserOf();
		await signIn(page, person);
		await visit(page, [new URL(page.url()).pathname, `${new URL(page.url()).pathname}/contacts`, '/welcome']);
	}

	await mona.goto('/staff/tickets');
	const handled = (await mona.getByRole('link', { name: /^#\d+/ }).first().getAttribute('href'))!;
	await mona.goto('/staff/structures');
	const structure = (await mona.getByRole('row').getByRole('link').first().getAttribute('href'))!;
	await mona.goto(`${structure}/contacts`);
	const somebody = await firstTo(mona, `${structure}/contacts/`, ['new', 'export']);
	await mona.goto('/staff/proposals');
	const proposal = await firstLink(mona);
	await mona.goto('/staff/documents');
	const document = await firstTo(mona, '/staff/documents/', ['new', 'batches']);
	await mona.goto('/staff/news');
	const item = (await mona.getByRole('row').getByRole('link', { name: 'Vos données' }).getAttribute('href'))!;
	const campaign = await draftCampaign(mona);
	const mailing = (await mailingNamed(mona, 'Facturation'))!;
	await visit(mona, [
		...['', '/tasks', '/requests', '/requests?show=to_attach', '/satisfaction', '/audit'].map(
			(path) => `/staff${path}`
		),
		...['', '?filter=all', '/new', '/search?q=facture'].map((path) => `/staff/tickets${path}`),
		...['', '/merge', '/transfer'].map((path) => handled + path),
		...['', '?q=zzz', '/new'].map((path) => `/staff/structures${path}`),
		...['', '/contacts', '/contacts/new', '/documents', '/documents/new', '/history'].map((path) => structure + path),
		...['', ...CHANGES].map((path) => `${structure}/details${path}`),
		somebody,
		...['/staff/proposals', proposal, '/staff/templates'],
		...['/staff/mails', '/staff/mails/incoming', await waitingMail(portal)],
		...['', '?show=scheduled', '?show=ended', '/new'].map((path) => `/staff/news${path}`),
		...[item, `${item}/readers`],
		...['/staff/imports', await checkedImport(mona)],
		...['', '/new', '/batches/new'].map((path) => `/staff/documents${path}`),
		document,
		...(await documentBatch(mona)),
		...['', '/identity', '/app', '/appearance', '/legal', '/limits'].map((path) => `/staff/settings${path}`),
		...['/categories?edit=new', '/products?edit=new', '/staff?invite'].map((path) => `/staff/settings${path}`),
		`/staff/settings/staff/${await idOf(mona, 'Samuel Petitjean')}`,
		...['/staff/campaigns', '/staff/campaigns/new'],
		...['', '/structures', '/people', '/message'].map((path) => campaign + path),
		...['/staff/mailings', '/staff/mailings/new'],
		...['', '/edit', '/structures', '/recipients', '/message'].map((path) => mailing + path),
		(await mailingNamed(mona, 'Coupure'))!
	]);

	expect([...visited].sort(), 'every page was looked at').toEqual(PAGES);
});

/** What the first link of a page's own part leads to. */
const firstLink = async (page: Page): Promise<string> =>
	(await page.getByRole('main').getByRole('link').first().getAttribute('href'))!;

/** The first address below another, but for these. */
async function firstTo(page: Page, beginning: string, not: string[]): Promise<string> {
	const links = page.getByRole('main').locator(`a[href^="${beginning}"]`);
	const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
	const found = hrefs.find((href) => !not.includes(href.slice(beginning.length).split(/[/?#]/)[0]!));
	if (!found) throw new Error(`${page.url()} leads nowhere below ${beginning}.`);
	return found;
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
