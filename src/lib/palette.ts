/**
 * What `styles/tokens.css` makes of the vendor's colour, worked out here too: so that a colour can be judged before it is
 * taken, and shown as it will be. The figures are those of the stylesheet; a browser test compares the two.
 */

/** Lightness from 0 to 1, chroma, hue in radians (OKLCH). */
interface Oklch {
	l: number;
	c: number;
	h: number;
}

type Rgb = readonly [number, number, number];

export interface Shown {
	/** `#rrggbb`, each. */
	page: string;
	surface: string;
	accent: string;
	onAccent: string;
	link: string;
	ink: string;
	line: string;
}

export type Verdict =
	/** Shown as it is. */
	| 'as_is'
	/** Made darker, or less vivid, until it can be read. */
	| 'adapted'
	/** Nothing of it would be left once it can be read. */
	| 'refused';

/** WCAG 2.2 AA: words against their ground, and the edge of a button against what is around it. */
const WORDS = 4.5;
const EDGES = 3;

const HUE = (262 * Math.PI) / 180;
const neutral = (l: number, c: number): string => hexOf(rgbOf({ l, c, h: HUE }));

export function paletteOf(color: string): { light: Shown; dark: Shown } {
	const { l, c, h } = oklchOf(color);
	const of = (lightness: number, most: number) => hexOf(rgbOf({ l: lightness, c: Math.min(c, most), h }));
	return {
		light: {
			page: neutral(0.98, 0.004),
			surface: '#ffffff',
			accent: of(Math.min(l, 0.525), 0.17),
			onAccent: '#ffffff',
			link: of(Math.min(l, 0.48), 0.16),
			ink: neutral(0.235, 0.022),
			line: neutral(0.918, 0.007)
		},
		dark: {
			page: neutral(0.175, 0.012),
			surface: neutral(0.215, 0.014),
			accent: of(0.53, 0.15),
			onAccent: '#ffffff',
			link: of(0.78, 0.11),
			ink: neutral(0.945, 0.006),
			line: neutral(0.305, 0.016)
		}
	};
}

/** From 1, the same colour twice, to 21, black on white (WCAG). */
export function contrast(one: string, other: string): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
	return (lighter + 0.05) / (darker + 0.05);
}

/** So little colour, or so far from the colour itself, is another one. */
const GREY = 0.04;
const MOST_DARKENED = 0.25;

export function verdictOn(color: string): Verdict {
	const { light, dark } = paletteOf(color);
	if (![light, dark].every(isLegible)) return 'refused';
	const { l, c } = oklchOf(color);
	if (c < GREY && l - 0.525 > MOST_DARKENED) return 'refused';
	return light.accent === color.toLowerCase() ? 'as_is' : 'adapted';
}

const isLegible = ({ page, surface, accent, onAccent, link }: Shown): boolean =>
	contrast(onAccent, accent) >= WORDS &&
	[page, surface].every((ground) => contrast(link, ground) >= WORDS && contrast(accent, ground) >= EDGES);

const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const encoded = (value: number): number => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

function linearOf(color: string): Rgb {
	const part = (from: number) => linear(parseInt(color.slice(from, from + 2), 16) / 255);
	return [part(1), part(3), part(5)];
}

function luminance(color: string): number {
	const [r, g, b] = linearOf(color);
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Björn Ottosson's OKLab, as CSS Color 4 has it. */
function oklchOf(color: string): Oklch {
	const [r, g, b] = linearOf(color);
	const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
	const y = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
	return { l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, c: Math.hypot(a, y), h: Math.atan2(y, a) };
}

function rgbOf({ l: lightness, c, h }: Oklch): Rgb {
	const [a, b] = [c * Math.cos(h), c * Math.sin(h)];
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	return [
		4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
	];
}

/** What no screen can show is cut to what it can, as browsers do. */
const hexOf = (rgb: Rgb): string =>
	`#${rgb
		.map((value) => Math.round(255 * encoded(Math.min(1, Math.max(0, value)))))
		.map((value) => value.toString(16).padStart(2, '0'))
		.join('')}`;
