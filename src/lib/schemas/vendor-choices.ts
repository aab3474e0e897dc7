import { EMAIL_MAX } from './person-limits.ts';

/** What the vendor shows of itself as pictures. */
export const PICTURES = ['logo', 'logo-dark', 'icon'] as const;
export type PictureName = (typeof PICTURES)[number];

export const VENDOR_MAX = {
	name: 100,
	email: EMAIL_MAX,
	phone: 40,
	address: 300,
	website: 200,
	hoursFr: 300,
	hoursEn: 300,
	mailFrom: EMAIL_MAX
} as const;
export const LEGAL_MAX = 20_000;

/** A logo is shown 32 pixels high, and twice as sharp on most screens. */
export const LOGO_LEAST_HEIGHT = 64;
/** What installing an app asks for. */
export const ICON_LEAST = 512;
/** Every page shows it, on telephone lines too. */
export const PICTURE_MOST_PIXELS = 4_000_000;
export const PICTURE_MOST_BYTES = 512 * 1024;

export type IdentityField = keyof typeof VENDOR_MAX | 'color' | 'legalFr' | 'legalEn' | 'logo' | 'logoDark';
