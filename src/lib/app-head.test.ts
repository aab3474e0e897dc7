import { expect, test } from 'vitest';
import { appHead } from './app-head.ts';
import { contrast, paletteOf } from './palette.ts';

const vendor = { color: '#0b4f5e', app: { shortName: 'DEFI', icons: '1abc' } };
const bars = (theme: string) => [
	...appHead(vendor, theme).matchAll(/name="theme-color" content="([^"]+)"( media="[^"]+")?/g)
];

test('a phone paints its bars by its light, or as the reader chose whatever its light', () => {
	const [day, night] = bars('system');
	expect([day![2], night![2]]).toEqual([
		' media="(prefers-color-scheme: light)"',
		' media="(prefers-color-scheme: dark)"'
	]);
	expect(contrast(day![1]!, '#ffffff')).toBe(1);
	expect(night![1]).toBe(paletteOf(vendor.color).dark.surface);
	expect(bars('light').map(([, color, media]) => [color, media])).toEqual([[day![1], undefined]]);
	expect(bars('dark').map(([, color, media]) => [color, media])).toEqual([[night![1], undefined]]);
});

test('a short name is only ever a name', () => {
	const head = appHead({ ...vendor, app: { shortName: `"><b $& '`, icons: '1"x' } }, 'system');
	expect(head).toContain('content="&#34;&#62;&#60;b $&#38; &#39;"');
	expect(head).not.toContain('<b');
	expect(head).toContain('/brand/app/apple-180.png?v=1&#34;x');
});
