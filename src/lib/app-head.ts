import { appIconAddress } from './app-icons.ts';
import { paletteOf } from './palette.ts';

interface Vendor {
	color: string;
	app: { shortName: string; icons: string };
}

/**
 * What every page says of itself to the device: the app it belongs to, and the colour of what a phone paints around it.
 * Written into the page by the server alone, so that it costs no page a byte of script.
 */
export function appHead({ color, app }: Vendor, theme: string): string {
	return [
		`<link rel="apple-touch-icon" href="${escaped(appIconAddress('apple-180.png', app.icons))}" />`,
		`<meta name="apple-mobile-web-app-title" content="${escaped(app.shortName)}" />`,
		...barsOf(color, theme)
	].join('');
}

/** The top of the page goes on into the bar above it: by the device's light, or as its reader chose. */
function barsOf(color: string, theme: string): string[] {
	const { light, dark } = paletteOf(color);
	const bar = (of: string, media = '') => `<meta name="theme-color" content="${of}"${media} />`;
	if (theme === 'light') return [bar(light.surface)];
	if (theme === 'dark') return [bar(dark.surface)];
	return [
		bar(light.surface, ' media="(prefers-color-scheme: light)"'),
		bar(dark.surface, ' media="(prefers-color-scheme: dark)"')
	];
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
