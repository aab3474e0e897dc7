import { expect, type Page } from '@playwright/test';

/** Expects a page to fit its window: nothing wider, cut off, behind a bar, or made for a mouse. Says all that does not. */
export async function expectFits(page: Page, where: string): Promise<void> {
	expect.soft(await page.evaluate(unfit), where).toEqual([]);
}

/** In one go, for this is asked of every page in every size. */
function unfit(): string[] {
	const width = document.documentElement.clientWidth;
	const all = (selector: string) => [...document.querySelectorAll(selector)];
	const isThere = (element: Element) =>
		element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
		!element.closest('.visually-hidden, [popover]');
	const told = (fault: string, elements: Element[]) =>
		elements.map((element) => `${fault}: ${element.outerHTML.slice(0, 140)}`);

	/** Words that begin or end outside the window where nothing scrolls to them. */
	const cutOff = (element: Element) => {
		const { left, right, width: wide, height } = element.getBoundingClientRect();
		if (wide <= 1 || height <= 1 || (right <= width + 1 && left >= -1)) return false;
		for (let parent = element.parentElement; parent; parent = parent.parentElement)
			if (['auto', 'scroll'].includes(getComputedStyle(parent).overflowX)) return false;
		return isThere(element);
	};
	/** What is typed or chosen in below 16 px: the window of an iPhone jumps to it. */
	const zoomedInto = (element: Element) =>
		element.checkVisibility() && parseFloat(getComputedStyle(element).fontSize) < 16;
	/** What can be pressed at the end of a page, under something that stays where it is. */
	const behindTheBar = () => {
		window.scrollTo(0, document.documentElement.scrollHeight);
		const stays = all('header > nav, .page-primary')
			.filter((element) => getComputedStyle(element).position === 'fixed')
			.map((element) => element.getBoundingClientRect());
		return all('main :is(a[href], button, summary, input, select, textarea)').filter((element) => {
			const { left, right, top, bottom, width } = element.getBoundingClientRect();
			const isCovered = stays.some(
				(bar) => left < bar.right && right > bar.left && top < bar.bottom && bottom > bar.top
			);
			return width > 1 && isCovered && isThere(element) && !element.closest('.page-primary, .to-answer');
		});
	};

	const wide = document.documentElement.scrollWidth;
	return [
		...(wide > width ? [`${wide} px wide in a window of ${width}`] : []),
		...told('cut off', all('h1, h2, h3, p, label, a, button, input, textarea, select, td, dd, dt').filter(cutOff)),
		...told(
			'zoomed into',
			all('input:not([type=checkbox], [type=radio], [type=file]), select, textarea').filter(zoomedInto)
		),
		...told('behind a bar', behindTheBar())
	];
}
