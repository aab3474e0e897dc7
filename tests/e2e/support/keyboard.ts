import { expect, type Locator, type Page } from '@playwright/test';
import { awake, DEMO_PASSWORD, field, m } from './steps.ts';

const MOST_STOPS = 80;

/** Presses Tab until `target` has the focus; every stop on the way must show that it has it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let stop = 0; stop < MOST_STOPS; stop++) {
		await page.keyboard.press('Tab');
		expect(
			await page.evaluate(focusShows),
			`the focus shows on ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160))}`
		).toBe(true);
		if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
	}
	throw new Error(`${target} is not reached by Tab`);
}

/** Whether what has the focus, or what stands around it, wears a ring. */
function focusShows(): boolean {
	let element: Element | null = document.activeElement;
	if (!element || element === document.body) return true;
	for (let steps = 0; element && steps < 3; steps++, element = element.parentElement) {
		// What covers a whole row is drawn after its link, ring included.
		for (const part of [undefined, '::after']) {
			const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
			if (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) return true;
		}
		const { boxShadow } = getComputedStyle(element);
		if (boxShadow !== 'none' && (steps > 0 || element.matches('input, select, textarea'))) return true;
	}
	return false;
}

/** Signs in on the sign-in page without a mouse. */
export async function signInByKeyboard(page: Page, email: string): Promise<void> {
	await page.goto('/login');
	await tabTo(page, field(page, m.accounts_sign_in_email()));
	await page.keyboard.type(email);
	await tabTo(page, field(page, m.accounts_sign_in_password()));
	await page.keyboard.type(DEMO_PASSWORD);
	await awake(page, () => page.keyboard.press('Enter'));
	await expect(page).toHaveURL(/\/s\//);
}
