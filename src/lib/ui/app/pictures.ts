import type { Screenshot } from '#lib/app-manifest.ts';
import { m } from '#lib/paraglide/messages.js';
import sizes from './pictures/sizes.json' with { type: 'json' };

type Name = keyof typeof sizes;

/** Files of their own, fetched by browsers that are about to install. */
const files = import.meta.glob<string>('./pictures/*.webp', {
	eager: true,
	query: '?url&no-inline',
	import: 'default'
});

const LABELS = {
	'phone-home': m.app_picture_home,
	'phone-tickets': m.app_picture_tickets,
	'phone-ticket': m.app_picture_ticket,
	'phone-new': m.app_picture_new,
	'wide-home': m.app_picture_home,
	'wide-ticket': m.app_picture_ticket
} as const satisfies Record<Name, () => string>;

/** Pictures of the portal itself, at the size of a phone and of a computer (scripts/app-pictures.ts). */
export const screenshotsIn = (locale: 'fr' | 'en'): Screenshot[] =>
	(Object.keys(LABELS) as Name[]).map((name) => {
		const { width, height } = sizes[name];
		return {
			src: files[`./pictures/${name}.${locale}.webp`]!,
			sizes: `${width}x${height}`,
			form_factor: name.startsWith('phone') ? 'narrow' : 'wide',
			label: LABELS[name]()
		};
	});
