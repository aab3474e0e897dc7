import { APP_ICONS, appIconAddress, type AppIconName } from './app-icons.ts';
import { paletteOf } from './palette.ts';
import { m } from './paraglide/messages.js';
import { SHARE_FIELDS, SHARE_PATH, SHARED_TYPES } from './share-target.ts';

interface Vendor {
	name: string;
	color: string;
	app: { shortName: string; icons: string; play: string | null };
}

/** A picture of the portal, as the offer to install shows it. */
export interface Screenshot {
	src: string;
	sizes: string;
	form_factor: 'narrow' | 'wide';
	label: string;
}

/** What a browser needs to install the portal (https://www.w3.org/TR/appmanifest), in the words of the current language. */
export function appManifest({ name, color, app }: Vendor, lang: 'fr' | 'en', screenshots: readonly Screenshot[]) {
	const { light } = paletteOf(color);
	return {
		// The same application for ever, wherever it may start one day.
		id: '/',
		name,
		short_name: app.shortName,
		description: m.app_description({ vendor: name }),
		lang,
		dir: 'ltr',
		start_url: '/',
		scope: '/',
		display: 'standalone',
		theme_color: light.accent,
		background_color: light.page,
		categories: ['business', 'productivity'],
		icons: [
			icon('icon-192.png', app.icons, 'any'),
			icon('icon-512.png', app.icons, 'any'),
			icon('maskable-192.png', app.icons, 'maskable'),
			icon('maskable-512.png', app.icons, 'maskable')
		],
		shortcuts: [
			{
				name: m.tickets_new_title(),
				url: '/new-ticket',
				icons: [icon('new-ticket-192.png', app.icons, 'any')]
			}
		],
		screenshots: screenshots.map((screenshot) => ({ ...screenshot, type: 'image/webp' })),
		share_target: {
			action: SHARE_PATH,
			method: 'POST',
			enctype: 'multipart/form-data',
			params: {
				title: SHARE_FIELDS.title,
				text: SHARE_FIELDS.text,
				url: SHARE_FIELDS.url,
				files: [{ name: SHARE_FIELDS.files, accept: SHARED_TYPES }]
			}
		},
		// Browsers then offer the one from Google Play beside it, never in its place.
		related_applications: app.play
			? [{ platform: 'play', url: app.play, id: new URL(app.play).searchParams.get('id') }]
			: [],
		prefer_related_applications: false
	};
}

function icon(name: AppIconName, version: string, purpose: 'any' | 'maskable') {
	const { size } = APP_ICONS[name];
	return { src: appIconAddress(name, version), sizes: `${size}x${size}`, type: 'image/png', purpose };
}
