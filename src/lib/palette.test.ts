import { expect, test } from 'vitest';
import { contrast, paletteOf, verdictOn } from './palette.ts';

/** Written by hand, before anything was computed: what a manager would expect to be told of a colour. */
const TOLD = [
	['#000000', 'black', 'as_is'],
	['#ffffff', 'white', 'refused'],
	['#f5f5f5', 'nearly white', 'refused'],
	['#d0d0d0', 'light grey', 'refused'],
	['#808080', 'mid grey', 'adapted'],
	['#333333', 'dark grey', 'as_is'],
	['#ffff00', 'yellow', 'adapted'],
	['#ffe4e1', 'a pale pink', 'refused'],
	['#ff0000', 'pure red', 'adapted'],
	['#00ff00', 'pure green', 'adapted'],
	['#0000ff', 'pure blue', 'adapted'],
	['#0b4f5e', 'the demo’s', 'as_is'],
	['#1d5bbf', 'the one nobody chose', 'as_is'],
	['#7a1f5c', 'plum', 'as_is'],
	['#f59e0b', 'amber', 'adapted']
] as const;

test.each(TOLD)('%s, %s, is %s', (color, _name, verdict) => {
	expect(verdictOn(color)).toBe(verdict);
});

test('contrast is as WCAG has it', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
	expect(contrast('#ffffff', '#ffffff')).toBe(1);
	// The two greys everybody knows: the first just does for words on white, the second just does not.
	expect(contrast('#767676', '#ffffff')).toBeGreaterThanOrEqual(4.5);
	expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5);
	expect(contrast('#0b4f5e', '#ffffff')).toBe(contrast('#ffffff', '#0b4f5e'));
});

test('whatever colour is taken, buttons and links can be read in light and dark', () => {
	const steps = ['00', '33', '66', '99', 'cc', 'ff'];
	for (const r of steps)
		for (const g of steps)
			for (const b of steps) {
				const color = `#${r}${g}${b}`;
				for (const { accent, onAccent, link, surface, page } of Object.values(paletteOf(color))) {
					expect(contrast(onAccent, accent), color).toBeGreaterThanOrEqual(4.5);
					for (const ground of [surface, page]) {
						expect(contrast(link, ground), color).toBeGreaterThanOrEqual(4.5);
						expect(contrast(accent, ground), color).toBeGreaterThanOrEqual(3);
					}
				}
			}
});
