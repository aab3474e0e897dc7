import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What every page and state must be: without violation in light and in dark, and no wider than its window.
 * `covered`: something open lies over part of the page, and over parts of its buttons.
 */
export async function expectSound(page: Page, { covered = false } = {}): Promise<void> {
	await expectNoSidewaysScroll(page);
	await page.emulateMedia({ colorScheme: 'light' });
	expect(
		await violations(new AxeBuilder({ page }).withTags(WCAG_22_AA).disableRules(covered ? ['target-size'] : []), page),
		`axe, light, ${page.url()}`
	).toEqual([]);
	// Only colours differ in the dark.
	await page.emulateMedia({ colorScheme: 'dark' });
	expect(
		await violations(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block'])),
		`axe, dark, ${page.url()}`
	).toEqual([]);
	await page.emulateMedia({ colorScheme: 'light' });
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
	const { content, window } = await page.evaluate(() => ({
		content: document.documentElement.scrollWidth,
		window: document.documentElement.clientWidth
	}));
	expect(content, `${page.url()} is wider than its window`).toBeLessThanOrEqual(window);
}

async function violations(builder: AxeBuilder, page?: Page): Promise<string[]> {
	const { violations } = await builder.setLegacyMode(true).analyze();
	const found: string[] = [];
	for (const { id, nodes } of violations) {
		for (const { target, failureSummary } of nodes) {
			const selector = target.join(' ');
			if (id === 'target-size' && page && !(await isTooSmall(page, selector))) continue;
			found.push(`${id}: ${selector} — ${failureSummary?.replace(/\s+/g, ' ')}`);
		}
	}
	return found;
}

/** What the bar of the phone happens to lie over is measured again in the middle of the window. */
async function isTooSmall(page: Page, selector: string): Promise<boolean> {
	await page
		.locator(selector)
		.first()
		.evaluate((element) => element.scrollIntoView({ block: 'center' }));
	const { violations } = await new AxeBuilder({ page })
		.include(selector)
		.withRules(['target-size'])
		.setLegacyMode(true)
		.analyze();
	return violations.length > 0;
}
