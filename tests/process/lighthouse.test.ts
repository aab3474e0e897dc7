import { chromium } from '@playwright/test';
import lighthouse from 'lighthouse';
import lighthouse11 from 'lighthouse-11';
import { expect, onTestFinished, test } from 'vitest';
import { startChromium } from './chromium.ts';
import { startServer, temporaryFolder } from './server.ts';

/** As long as one look at the page may take on a busy machine. */
const WITHIN_MS = 120_000;
/** How fast a page is, is measured; a machine that does something else meanwhile only ever makes it slower. */
const LOOKS = 3;

interface Report {
	categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
	audits: Record<string, { score: number | null; title: string; explanation?: string; scoreDisplayMode: string }>;
	runtimeError?: { message: string };
}

const signInPage = async () => `${(await startServer({ DATA_DIR: temporaryFolder() })).origin}/login`;

const flags = (port: number, onlyCategories: string[]) => ({
	port,
	onlyCategories,
	logLevel: 'error' as const,
	output: 'json' as const,
	maxWaitForLoad: 45_000
});

/** What keeps a category from its full score, in words. */
const wanting = ({ categories, audits }: Report, category: string) =>
	categories[category]!.auditRefs.filter(({ weight }) => weight > 0)
		.map(({ id }) => [id, audits[id]!] as const)
		.filter(([, { score, scoreDisplayMode }]) => scoreDisplayMode !== 'notApplicable' && score !== null && score < 1)
		.map(([id, { title, explanation }]) => `${id}: ${title} ${explanation ?? ''}`.trim());

test(
	'Lighthouse finds the sign-in page fast on a slow phone, and nothing to say of it otherwise',
	{ timeout: LOOKS * WITHIN_MS },
	async () => {
		const [url, port] = [await signInPage(), await startChromium()];
		let best = 0;
		for (let look = 0; look < LOOKS && best < 0.95; look++) {
			const categories = ['performance', ...(look === 0 ? ['accessibility', 'best-practices', 'seo'] : [])];
			const report = (await lighthouse(url, flags(port, categories)))!.lhr as unknown as Report;
			expect(report.runtimeError).toBeUndefined();
			for (const category of categories.slice(1)) {
				expect(wanting(report, category), category).toEqual([]);
				expect([category, report.categories[category]!.score]).toEqual([category, 1]);
			}
			best = Math.max(best, report.categories.performance!.score!);
		}
		expect(best).toBeGreaterThanOrEqual(0.95);
	}
);

test(
	'Lighthouse 11, the last that looks at installed apps, finds nothing missing in this one',
	{ timeout: WITHIN_MS },
	async () => {
		const [url, port] = [await signInPage(), await startChromium()];
		const report = (await lighthouse11(url, flags(port, ['pwa'])))!.lhr as unknown as Report;
		expect(report.runtimeError).toBeUndefined();
		expect(wanting(report, 'pwa')).toEqual([]);
		expect(report.categories.pwa!.score).toBe(1);
	}
);

test('Chromium would install the portal as it stands', { timeout: WITHIN_MS }, async () => {
	const [url, port] = [await signInPage(), await startChromium()];
	const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
	onTestFinished(() => browser.close());
	const context = browser.contexts()[0]!;
	const page = await context.newPage();
	await page.goto(url, { waitUntil: 'load' });
	const cdp = await context.newCDPSession(page);
	const { errors, data, url: found } = await cdp.send('Page.getAppManifest');
	expect(errors).toEqual([]);
	expect(found).toBe(new URL('/manifest.webmanifest', url).href);
	const manifest = JSON.parse(data!) as {
		icons: { src: string }[];
		screenshots: { src: string }[];
		shortcuts: { url: string; icons: { src: string }[] }[];
	};
	const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
	expect(installabilityErrors).toEqual([]);
	for (const { src } of [...manifest.icons, ...manifest.screenshots, ...manifest.shortcuts[0]!.icons]) {
		const answer = await page.request.get(new URL(src, url).href);
		expect([src, answer.status(), answer.headers()['content-type']]).toEqual([
			src,
			200,
			expect.stringMatching(/^image\//)
		]);
		expect(answer.headers()['cache-control']).toContain('immutable');
	}
});
