import { appIconAddress, type AppIconName } from '#lib/app-icons.ts';
import { paletteOf } from '#lib/palette.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Base } from '#server/platform/context.ts';
import { inLocale } from '#server/platform/locale.ts';
import { SettingsError } from '#server/platform/settings.ts';
import { appOf, shownApp } from './app.ts';
import { vendorOf } from './domain.ts';

/**
 * What Bubblewrap reads as `twa-manifest.json` to build the wrapper for Google Play
 * (https://github.com/GoogleChromeLabs/bubblewrap, packages/core/src/lib/TwaManifest.ts), from the settings as they stand.
 * Throws {@link SettingsError} where one of them is missing. The wrapper speaks French: a store listing has one language first.
 */
export async function twaManifest({ db, settings }: Pick<Base, 'db' | 'settings'>) {
	const [vendor, app] = [await vendorOf(db), await appOf(db)];
	const origin = new URL(settings.origin);
	if (!settings.originConfigured || origin.protocol !== 'https:')
		throw new SettingsError(
			`Android opens https only: set ORIGIN to where people reach the portal, not ${settings.origin}.`
		);
	if (!app.playPackage)
		throw new SettingsError(
			'There is no package name yet: a manager sets it in the console, « Réglages », « Application ».'
		);
	const { shortName, icons } = shownApp(vendor, app);
	const { light, dark } = paletteOf(vendor.color);
	const icon = (name: AppIconName) => origin.origin + appIconAddress(name, icons);
	const newTicket = inLocale('fr', () => m.tickets_new_title());
	return {
		packageId: app.playPackage,
		host: origin.host,
		name: vendor.name,
		launcherName: shortName,
		display: 'standalone',
		orientation: 'default',
		themeColor: light.accent,
		themeColorDark: dark.surface,
		navigationColor: light.surface,
		navigationColorDark: dark.surface,
		navigationDividerColor: light.line,
		navigationDividerColorDark: dark.line,
		backgroundColor: light.page,
		// What the portal tells, it tells through the browser that shows it.
		enableNotifications: true,
		startUrl: '/',
		iconUrl: icon('icon-512.png'),
		maskableIconUrl: icon('maskable-512.png'),
		splashScreenFadeOutDuration: 300,
		signingKey: { path: './android.keystore', alias: 'android' },
		appVersionCode: 1,
		appVersion: '1',
		shortcuts: [
			{
				name: newTicket,
				shortName: newTicket,
				url: '/new-ticket',
				chosenIconUrl: icon('new-ticket-192.png')
			}
		],
		generatorApp: 'espace-client',
		webManifestUrl: `${origin.origin}/manifest.webmanifest`,
		fullScopeUrl: `${origin.origin}/`,
		// Where there is no browser that trusts the link, one that shows its address.
		fallbackType: 'customtabs',
		features: {},
		alphaDependencies: { enabled: false },
		enableSiteSettingsShortcut: true,
		isChromeOSOnly: false,
		isMetaQuest: false,
		minSdkVersion: 21,
		fingerprints: app.fingerprints.map((value) => ({ value })),
		additionalTrustedOrigins: [],
		retainedBundles: []
	};
}
