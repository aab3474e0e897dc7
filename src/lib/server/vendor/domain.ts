import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { z } from 'zod';
import { shownPhone } from '#lib/phone.ts';
import type { IdentityField, PictureName } from '#lib/schemas/vendor-choices.ts';
import { forgetStored } from '#server/files/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { Sender } from '#server/platform/mail.ts';
import { SettingsError, type Settings } from '#server/platform/settings.ts';
import { storedSetting } from '#server/platform/stored-settings.ts';

const text = (max: number) => z.string().max(max).default('');

/** Who runs this portal: nothing of any vendor is written in the code. */
const vendorSchema = z.object({
	name: z.string().default('Espace client'),
	email: text(254),
	phone: text(40),
	address: text(300),
	website: text(200),
	hoursFr: text(300),
	hoursEn: text(300),
	color: z.string().default('#1d5bbf'),
	legalFr: text(20_000),
	legalEn: text(20_000),
	mailFrom: text(254),
	/** Hashes of stored files; null shows the name in words. */
	logo: z.string().nullable().default(null),
	logoDark: z.string().nullable().default(null),
	icon: z.string().nullable().default(null),
	/** Set when this is the demo's vendor: its logins are public, and its mails are shown. */
	demo: z.boolean().default(false)
});

export type Vendor = z.output<typeof vendorSchema>;

const setting = storedSetting('vendor', vendorSchema);

/** The vendor's identity; neutral where nothing was set. */
export const vendorOf = (db: Db | Trx): Promise<Vendor> => setting.of(db);
export const isVendorSet = (db: Db | Trx): Promise<boolean> => setting.isSet(db);
export const saveVendor = setting.save;

/** Who mails come from: MAIL_FROM, else the vendor's own address. */
export async function senderOf(db: Db | Trx, settings: Settings): Promise<Sender> {
	const vendor = await vendorOf(db);
	const email =
		settings.mailFrom ?? (vendor.mailFrom || vendor.email || `no-reply@${new URL(settings.origin).hostname}`);
	return {
		name: vendor.name,
		email,
		contact: [shownPhone(vendor.phone), vendor.email, vendor.website].filter(Boolean).join(' · ')
	};
}

/** Writes what the VENDOR_… settings name over what is stored: the environment is the operator's word. */
export async function applyVendorSettings(base: Base): Promise<void> {
	const { name, email, phone, address, website, hours, color, legal, logo } = base.settings.vendor;
	if (!name) return;
	const hash = logo ? await storeLogo(base, logo) : null;
	const told = {
		name,
		email,
		phone,
		address,
		website,
		hoursFr: hours,
		hoursEn: hours,
		color,
		legalFr: legal,
		legalEn: legal,
		logo: hash,
		logoDark: hash
	};
	const present = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== null));
	const current = await vendorOf(base.db);
	if (current.demo)
		throw new SettingsError(
			'VENDOR_NAME is set, but this data folder holds the demo. Set DATA_DIR to a new folder for your own portal.'
		);
	await saveVendor(base, { ...current, ...present });
	await forgetStored(
		base,
		[current.logo, current.logoDark].filter((old) => old !== null)
	);
}

/** Which parts of the identity the environment fixes, and by which variable: they are written again at each start. */
export function fixedIdentity({ vendor, mailFrom }: Settings): Partial<Record<IdentityField, string>> {
	const sender = mailFrom === undefined ? {} : { mailFrom: 'MAIL_FROM' };
	if (!vendor.name) return sender;
	const variables = {
		name: 'VENDOR_NAME',
		...(vendor.email === undefined ? {} : { email: 'VENDOR_EMAIL' }),
		...(vendor.phone === undefined ? {} : { phone: 'VENDOR_PHONE' }),
		...(vendor.address === undefined ? {} : { address: 'VENDOR_ADDRESS' }),
		...(vendor.website === undefined ? {} : { website: 'VENDOR_WEBSITE' }),
		...(vendor.hours === undefined ? {} : { hoursFr: 'VENDOR_HOURS', hoursEn: 'VENDOR_HOURS' }),
		...(vendor.color === undefined ? {} : { color: 'VENDOR_COLOR' }),
		...(vendor.legal === undefined ? {} : { legalFr: 'VENDOR_LEGAL', legalEn: 'VENDOR_LEGAL' }),
		...(vendor.logo === undefined ? {} : { logo: 'VENDOR_LOGO', logoDark: 'VENDOR_LOGO' })
	};
	return { ...variables, ...sender };
}

const LOGO_TYPES: Record<string, string> = { '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp' };

async function storeLogo(base: Base, path: string): Promise<string> {
	const type = LOGO_TYPES[extname(path).toLowerCase()];
	if (!type) throw new SettingsError(`VENDOR_LOGO must be an SVG, PNG or WebP file: ${path}`);
	const bytes = await readFile(path).catch(() => {
		throw new SettingsError(`VENDOR_LOGO cannot be read: ${path}`);
	});
	const hash = await base.files.put(bytes);
	await base.db
		.insertInto('storedFile')
		.values({ hash, type, size: bytes.length, width: null, height: null, createdAt: base.now() })
		.onConflict((c) => c.column('hash').doNothing())
		.execute();
	return hash;
}

/** Where the bytes of the vendor's logo or icon are; null where none was set. */
export async function vendorImage(
	{ db }: Pick<Base, 'db'>,
	name: PictureName
): Promise<{ hash: string; type: string } | null> {
	const vendor = await vendorOf(db);
	const hash = { logo: vendor.logo, 'logo-dark': vendor.logoDark ?? vendor.logo, icon: vendor.icon }[name];
	if (!hash) return null;
	return (
		(await db.selectFrom('storedFile').select(['hash', 'type']).where('hash', '=', hash).executeTakeFirst()) ?? null
	);
}
