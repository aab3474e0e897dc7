/** The pictures of the application on a device: their size in pixels, and what they are made for. */
export const APP_ICONS = {
	'icon-192.png': { size: 192, look: 'whole' },
	'icon-512.png': { size: 512, look: 'whole' },
	/** Cut by Android into whatever shape its screens have: what matters lies within the circle of 80 %. */
	'maskable-192.png': { size: 192, look: 'maskable' },
	'maskable-512.png': { size: 512, look: 'maskable' },
	/** iOS rounds its corners itself, and shows black where there is nothing. */
	'apple-180.png': { size: 180, look: 'apple' },
	/** Of the shortcut « Nouveau ticket ». */
	'new-ticket-192.png': { size: 192, look: 'shortcut' }
} as const satisfies Record<string, { size: number; look: string }>;

export type AppIconName = keyof typeof APP_ICONS;
export type IconLook = (typeof APP_ICONS)[AppIconName]['look'];

export const isAppIcon = (name: string): name is AppIconName => Object.hasOwn(APP_ICONS, name);

/** Where one is; the version is of `vendor.show`. */
export const appIconAddress = (name: AppIconName, version: string): string => `/brand/app/${name}?v=${version}`;
