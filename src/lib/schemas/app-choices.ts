/** What a home screen shows under an icon without cutting it (https://developer.mozilla.org/docs/Web/Manifest/short_name). */
export const SHORT_NAME_MAX = 12;
export const PACKAGE_MAX = 150;
/** One of one's own key, one of Google Play's, and room for a change of either. */
export const FINGERPRINTS_MOST = 10;
/** As pasted, blanks and remarks included. */
export const FINGERPRINTS_TEXT_MAX = 2000;

/** Where Google Play shows an application. */
export const playAddress = (packageName: string): string =>
	`https://play.google.com/store/apps/details?id=${encodeURIComponent(packageName)}`;

/** What stands under the icon where nobody wrote anything: the first words of the name that fit. */
export function shortNameOf(name: string): string {
	const [first = '', ...rest] = name.trim().split(/\s+/);
	let short = [...first].slice(0, SHORT_NAME_MAX).join('');
	for (const word of rest) {
		if ([...`${short} ${word}`].length > SHORT_NAME_MAX) break;
		short += ` ${word}`;
	}
	return short;
}
