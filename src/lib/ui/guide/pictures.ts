import sizes from './pictures/sizes.json' with { type: 'json' };

export type PictureName = keyof typeof sizes;

/** Files of their own, never within the page: most are looked at late, or not at all. */
const files = import.meta.glob<string>('./pictures/*.webp', {
	eager: true,
	query: '?url&no-inline',
	import: 'default'
});

/** Where a picture of the guide is, by day and by night, and the size it is shown at: half of what it holds. */
export const pictureOf = (name: PictureName, locale: 'fr' | 'en') => ({
	light: files[`./pictures/${name}.${locale}.light.webp`],
	dark: files[`./pictures/${name}.${locale}.dark.webp`],
	...sizes[name][locale]
});
