/**
 * Takes the pictures of « Prise en main » from the portal itself, with the demo in it: both languages, by day and by
 * night. Run it when what they show has changed: `npm run build && npm run guide:pictures [name…]`
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Locator, type Page } from '@playwright/test';
import sharp from 'sharp';
import { m } from '#lib/paraglide/messages.js';
import { structures } from '#server/demo/structures.ts';
import config from '../playwright.config.ts';
import { startPortal, type Portal } from '../tests/e2e/support/portal.ts';
import {
	button,
	cast,
	choice,
	field,
	heading,
	linkIn,
	mail,
	signIn,
	speak,
	type CastKey,
	type Locale
} from '../tests/e2e/support/steps.ts';
import { provideChromium } from './chromium.js';

interface Picture {
	/** Who looks; nobody for a page of the door. */
	who?: CastKey;
	/** Goes to what is shown and brings it into the state to be shown. */
	show(page: Page, locale: Locale, portal: Portal): Promise<void>;
	/** What the picture holds: from the top of the first of these to the bottom of the last. */
	of(page: Page, locale: Locale): Locator[];
	width?: number;
	/** Of the window, where the picture is the left part of it. */
	window?: number;
}

/** Narrow, so that on a phone the picture shrinks little and its words stay readable. */
const WIDTH = 560;
const AROUND = 16;
const MOST_BYTES = 40_000;
const folder = fileURLToPath(new URL('../src/lib/ui/guide/pictures/', import.meta.url));

const title = (page: Page) => page.getByRole('main').getByRole('heading', { level: 1 });
const card = (page: Page, name: string) => page.locator('section').filter({ has: heading(page, name) });
/** To a page of the structure one was in last. */
const goWithin = async (page: Page, path = '') => {
	await page.goto('/');
	await page.goto(new URL(page.url()).pathname + path);
};

const PICTURES: Record<string, Picture> = {
	password: {
		async show(page, locale, portal) {
			await page.goto('/password/forgotten');
			await field(page, m.accounts_sign_in_email({}, { locale })).fill(cast.vera.email);
			await button(page, m.accounts_forgotten_send({}, { locale })).click();
			const told = await mail(portal, cast.vera.email, m.mails_reset_subject({}, { locale: 'fr' }));
			await page.goto(linkIn(told, '/password/'));
			await field(page, m.accounts_new_password({}, { locale })).fill('Mirabelle');
		},
		of: (page, locale) => [title(page), button(page, m.accounts_password_save({}, { locale }))],
		width: 480
	},
	waiting: {
		who: 'pia',
		show: (page) => goWithin(page),
		of: (page, locale) => [card(page, m.contacts_pending_title({}, { locale }))]
	},
	ticket: {
		who: 'vera',
		async show(page, locale) {
			await goWithin(page, '/tickets/new');
			await field(page, m.tickets_subject({}, { locale })).fill('L’export des factures s’arrête à 80 %');
			await choice(page, m.tickets_category({}, { locale }), 'Incident').check();
			await choice(page, m.tickets_urgency({}, { locale }), m.tickets_urgency_annoying({}, { locale })).check();
		},
		of: (page, locale) => [title(page), page.getByRole('group', { name: m.tickets_urgency({}, { locale }) })]
	},
	tickets: {
		who: 'pia',
		show: (page) => goWithin(page, '/tickets'),
		of: (page) => [title(page), page.getByRole('main').locator('section').last()]
	},
	solution: {
		who: 'thea',
		async show(page) {
			await goWithin(page);
			const there = page.locator('.switcher a', { hasText: structures.sexey.name });
			if ((await there.count()) > 0) await page.goto((await there.getAttribute('href'))!);
			await page.goto(`${new URL(page.url()).pathname}/tickets?filter=yours`);
			await page.getByRole('link', { name: 'Rapprocher les encaissements' }).click();
			await page.locator('[aria-labelledby=turn-title]').waitFor();
		},
		of: (page) => [title(page), page.locator('[aria-labelledby=turn-title]')]
	},
	documents: {
		who: 'adam',
		show: (page) => goWithin(page, '/documents'),
		of: (page) => [title(page), page.getByRole('row').filter({ hasText: 'FAC-2026-0957' })]
	},
	news: {
		who: 'adam',
		async show(page, locale) {
			await goWithin(page, '/news');
			await page.getByRole('link', { name: 'Vos données dans votre espace client' }).click();
			await button(page, m.news_acknowledge_named({}, { locale })).waitFor();
		},
		of: (page, locale) => [card(page, m.news_acknowledge_title({}, { locale }))]
	},
	notifications: {
		who: 'vera',
		async show(page, locale) {
			await page.goto('/account/notifications/preferences');
			await button(page, m.push_turn_on({}, { locale })).waitFor();
		},
		of: (page, locale) => [
			heading(page, m.push_choices({}, { locale })),
			page.getByRole('listitem').filter({ hasText: m.live_event_status({}, { locale }) })
		]
	},
	structures: {
		who: 'thea',
		async show(page) {
			await goWithin(page);
			await page.locator('.switcher summary').click();
		},
		of: (page) => [page.locator('.switcher'), page.locator('.switcher ul').first()],
		// Below this it opens as a sheet, far from what opens it.
		window: 736
	},
	padlock: {
		who: 'adam',
		show: (page) => goWithin(page, '/contacts'),
		of: (page) => [
			page.getByRole('row').filter({ hasText: cast.pia.lastName }),
			page.getByRole('row').filter({ hasText: cast.pia.lastName }).locator('xpath=following-sibling::*').nth(1)
		]
	},
	missing: {
		who: 'adam',
		show: (page) => goWithin(page),
		of: (page, locale) => [card(page, m.contacts_missing_title({}, { locale }))]
	},
	changes: {
		who: 'adam',
		async show(page, locale) {
			await goWithin(page, '/structure');
			const phones = card(page, m.ui_structure_communication({}, { locale }));
			if ((await phones.getByText(m.proposals_changing({}, { locale })).count()) > 0) return;
			await phones
				.getByRole('link', { name: m.proposals_edit({}, { locale }) })
				.first()
				.click();
			await field(page, m.proposals_phone_number({}, { locale })).fill('03 53 01 10 42');
			await button(page, m.proposals_submit({}, { locale })).click();
			await page.getByText(m.proposals_done_proposed({}, { locale })).waitFor();
		},
		of: (page, locale) => [card(page, m.ui_structure_communication({}, { locale }))]
	}
};

const wanted = process.argv.slice(2);
await take(Object.entries(PICTURES).filter(([name]) => wanted.length === 0 || wanted.includes(name)));

async function take(pictures: [string, Picture][]): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const sizes = known();
	const portal = await startPortal();
	const browser = await chromium.launch({
		executablePath: await provideChromium(),
		args: config.use!.launchOptions!.args!
	});
	try {
		for (const [name, picture] of pictures)
			for (const locale of ['fr', 'en'] as const)
				(sizes[name] ??= {})[locale] = await takeOne(browser, portal, name, picture, locale);
	} finally {
		await browser.close();
		await portal.stop();
	}
	const sorted = Object.fromEntries(
		Object.entries(sizes)
			.filter(([name]) => name in PICTURES)
			.sort(([a], [b]) => a.localeCompare(b))
	);
	writeFileSync(`${folder}sizes.json`, `${JSON.stringify(sorted, null, '\t')}\n`);
}

type Size = { width: number; height: number };

function known(): Record<string, Partial<Record<Locale, Size>>> {
	try {
		return JSON.parse(readFileSync(`${folder}sizes.json`, 'utf8'));
	} catch {
		return {};
	}
}

/** One picture in one language, by day and by night: the same cut of the same page. Returns its size in the page's pixels. */
async function takeOne(
	browser: Browser,
	portal: Portal,
	name: string,
	{ who, show, of, width = WIDTH, window = width }: Picture,
	locale: Locale
): Promise<Size> {
	const context = await browser.newContext({
		baseURL: portal.origin,
		locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
		timezoneId: 'Europe/Paris',
		viewport: { width: window, height: 1800 },
		deviceScaleFactor: 2,
		reducedMotion: 'reduce',
		colorScheme: 'light'
	});
	try {
		const page = await context.newPage();
		if (who) {
			await signIn(page, who);
			await speak(page, locale);
		}
		await show(page, locale, portal);
		await page.evaluate(() => document.fonts.ready);
		await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
		const cut = await around(of(page, locale), width);
		for (const scheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme: scheme });
			const shot = await page.screenshot({ clip: cut });
			// Few colours and exact: words stay sharper than at the same weight with loss.
			const few = await sharp(shot).png({ palette: true, colours: 64, dither: 0 }).toBuffer();
			const { size } = await sharp(few)
				.webp({ lossless: true, effort: 6 })
				.toFile(`${folder}${name}.${locale}.${scheme}.webp`);
			console.log(`${name}.${locale}.${scheme} ${cut.width} × ${cut.height}, ${Math.round(size / 1000)} kB`);
			if (size > MOST_BYTES) throw new Error(`${name}.${locale}.${scheme} is heavier than ${MOST_BYTES} bytes.`);
		}
		return { width: cut.width, height: cut.height };
	} finally {
		await context.close();
	}
}

/** As wide as the window: every picture has its words at the same size. */
async function around(parts: Locator[], width: number) {
	const boxes = await Promise.all(parts.map(async (part) => (await part.boundingBox())!));
	const top = Math.max(0, Math.floor(Math.min(...boxes.map(({ y }) => y))) - AROUND);
	const bottom = Math.ceil(Math.max(...boxes.map(({ y, height }) => y + height))) + AROUND;
	return { x: 0, y: top, width, height: bottom - top };
}
