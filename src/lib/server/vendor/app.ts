import { z } from 'zod';
import { initialOf } from '#lib/initial.ts';
import { m } from '#lib/paraglide/messages.js';
import { playAddress, shortNameOf } from '#lib/schemas/app-choices.ts';
import type { appInput } from '#lib/schemas/app.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { storedSetting } from '#server/platform/stored-settings.ts';
import { vendorOf, type Vendor } from './domain.ts';

/** The application as people install it, and its wrapper in Google Play. */
const setting = storedSetting(
	'app',
	z.object({
		/** Under the icon; empty for the beginning of the vendor's name. */
		shortName: z.string().default(''),
		/** Of the wrapper; empty where there is none. */
		playPackage: z.string().default(''),
		/** SHA-256 of the certificates the wrapper is signed with, in capitals, with colons. */
		fingerprints: z.array(z.string()).default([]),
		/** Whether people are led to Google Play: only once it can be had there. */
		playShown: z.boolean().default(false)
	})
);

type App = Awaited<ReturnType<typeof setting.of>>;

export const appOf = (db: Db | Trx): Promise<App> => setting.of(db);

/** What pages show of the application. */
export const shownApp = (vendor: Vendor, { shortName, playPackage, playShown }: App) => ({
	shortName: shortName || shortNameOf(vendor.name),
	play: playShown && playPackage ? playAddress(playPackage) : null,
	icons: iconsVersion(vendor)
});

/** Counted up when icons are drawn otherwise: browsers keep each address for good. */
const DRAWING = 1;

/** Another one for whatever makes the icons of the application look different. */
function iconsVersion({ icon, logo, name, color }: Vendor): string {
	const seen = icon ?? logo;
	return `${DRAWING}${seen?.slice(0, 8) ?? encodeURIComponent(initialOf(name))}${color.slice(1)}`;
}

export async function readApp({ db }: Ctx<'manager'>) {
	const app = await appOf(db);
	return {
		...app,
		shortNameOtherwise: shortNameOf((await vendorOf(db)).name),
		playAddress: app.playPackage ? playAddress(app.playPackage) : null
	};
}

/** Writes what differs. A certificate, or the way to Google Play, is worth nothing without the name of a package. */
export function setApp(ctx: Ctx<'manager'>, input: z.output<typeof appInput>): Promise<void> {
	if (input.playPackage === '' && (input.fingerprints.length > 0 || input.playShown))
		throw new AppError('invalid', m.errors_invalid(), { fields: { playPackage: m.app_package_missing() } });
	return transact(ctx, async (ctx) => {
		const before = await appOf(ctx.db);
		const fields = (Object.keys(input) as (keyof App)[]).filter(
			(field) => JSON.stringify(input[field]) !== JSON.stringify(before[field])
		);
		if (fields.length === 0) return;
		await setting.save(ctx, { ...before, ...input });
		await recordAudit(ctx, 'vendor.app_changed', null, { fields });
	});
}

/** The statement by which Android knows that the wrapper is the vendor's (Digital Asset Links); none without both parts. */
export async function assetLinksOf(db: Db | Trx) {
	const { playPackage, fingerprints } = await appOf(db);
	if (!playPackage || fingerprints.length === 0) return [];
	return [
		{
			relation: ['delegate_permission/common.handle_all_urls'],
			target: { namespace: 'android_app', package_name: playPackage, sha256_cert_fingerprints: fingerprints }
		}
	];
}
