/**
 * Takes the pictures of the portal that browsers show when they offer to install it: the demo under no vendor's colours,
 * in both languages, on a phone and on a computer. `npm run build && npm run app:pictures`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import sharp from 'sharp';
import { structures } from '#server/demo/structures.ts';
import config from '../playwright.config.ts';
import { startPortal, type Portal } from '../tests/e2e/support/portal.ts';
import { choice, field, m, signIn, speak, type CastKey, type Locale } from '../tests/e2e/support/steps.ts';
import { provideChromium } from './chromium.js';

const SIZES = {
	phone: { viewport: { width: 400, height: 840 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
	wide: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 }
} as const;
const MOST_BYTES = 90_000;
const folder = fileURLToPath(new URL('../src/lib/ui/app/pictures/', import.meta.url));

interface Picture {
	size: keyof typeof SIZES;
	who: CastKey;
	show(page: Page, locale: Locale): Promise<void>;
}

/** To a page of the structure one was in last. */
const within = async (page: Page, path = '') => {
	await page.goto('/');
	await page.goto(new URL(page.url()).pathname + path);
};

async function ticketOf(page: Page): Promise<void> {
	await within(page);
	const there = page.locator('.switcher a', { hasText: structures.sexey.name });
	if ((await there.count()) > 0) await page.goto((await there.getAttribute('href'))!);
	await page.goto(`${new URL(page.url()).pathname}/tickets?filter=yours`);
	await page.getByRole('link', { name: 'Rapprocher les encaissements' }).click();
	await page.locator('[aria-labelledby=turn-title]').waitFor();
}

const PICTURES: Record<string, Picture> = {
	'phone-home': { size: 'phone', who: 'vera', show: (page) => within(page) },
	'phone-tickets': { size: 'phone', who: 'vera', show: (page) => within(page, '/tickets') },
	'phone-ticket': { size: 'phone', who: 'thea', show: ticketOf },
	'phone-new': {
		size: 'phone',
		who: 'vera',
		async show(page, locale) {
			await within(page, '/tickets/new');
			await field(page, m.tickets_subject({}, { locale })).fill('L’export des factures s’arrête à 80 %');
			await choice(page, m.tickets_category({}, { locale }), 'Incident').check();
			await page.evaluate(() => scrollTo(0, 0));
		}
	},
	'wide-home': { size: 'wide', who: 'adam', show: (page) => within(page) },
	'wide-ticket': { size: 'wide', who: 'thea', show: ticketOf }
};

await take();

async function take(): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const sizes: Record<string, { width: number; height: number }> = {};
	const portal = await startPortal();
	nobodys(portal);
	const browser = await chromium.launch({
		executablePath: await provideChromium(),
		args: config.use!.launchOptions!.args!
	});
	try {
		for (const [name, picture] of Object.entries(PICTURES))
			for (const locale of ['fr', 'en'] as const) sizes[name] = await takeOne(browser, portal, name, picture, locale);
	} finally {
		await browser.close();
		await portal.stop();
	}
	writeFileSync(`${folder}sizes.json`, `${JSON.stringify(sizes, null, '\t')}\n`);
}

/** The pictures are every vendor's: no name, logo or colour of the demo's. */
function nobodys(portal: Portal): void {
	const db = new Sqlite(portal.database);
	try {
		db.prepare(
			`update setting set value = json_remove(value, '$.name', '$.logo', '$.logoDark', '$.icon', '$.color')
			where key = 'vendor'`
		).run();
	} finally {
		db.close();
	}
}

async function takeOne(
	browser: Browser,
	{ origin }: Portal,
	name: string,
	{ size, who, show }: Picture,
	locale: Locale
): Promise<{ width: number; height: number }> {
	const context = await browser.newContext({
		...SIZES[size],
		baseURL: origin,
		locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
		timezoneId: 'Europe/Paris',
		reducedMotion: 'reduce',
		colorScheme: 'light'
	});
	try {
		const page = await context.newPage();
		await signIn(page, who);
		await speak(page, locale);
		await show(page, locale);
		await page.evaluate(() => document.fonts.ready);
		await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
		await page.waitForLoadState('networkidle');
		const shot = await page.screenshot();
		const few = await sharp(shot).png({ palette: true, colours: 128, dither: 0 }).toBuffer();
		const {
			width,
			height,
			size: bytes
		} = await sharp(few).webp({ lossless: true, effort: 6 }).toFile(`${folder}${name}.${locale}.webp`);
		console.log(`${name}.${locale} ${width} × ${height}, ${Math.round(bytes / 1000)} kB`);
		if (bytes > MOST_BYTES) throw new Error(`${name}.${locale} is heavier than ${MOST_BYTES} bytes.`);
		return { width, height };
	} finally {
		await context.close();
	}
}
