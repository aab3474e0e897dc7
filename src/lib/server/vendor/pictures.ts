import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import {
	ICON_LEAST,
	LOGO_LEAST_HEIGHT,
	PICTURE_MOST_BYTES,
	PICTURE_MOST_PIXELS,
	type PictureName
} from '#lib/schemas/vendor-choices.ts';
import type { pictureInput, setPictureInput } from '#lib/schemas/vendor.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { forgetStored, keepUploads } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { fixedIdentity, saveVendor, vendorOf } from './domain.ts';

const COLUMN = { logo: 'logo', 'logo-dark': 'logoDark', icon: 'icon' } as const satisfies Record<PictureName, string>;

/** What the portal has made anew itself, without anything else in it; the others it gives back as they came. */
const TYPES = ['image/png', 'image/webp', 'image/jpeg'];

/**
 * Shows a picture the manager has put as the vendor's own, in the place of the one before, whose bytes are forgotten.
 * `invalid` at the files' field says what the picture should be.
 */
export async function setPicture(
	ctx: Ctx<'manager'>,
	{ name, files }: z.output<typeof setPictureInput>
): Promise<void> {
	const before = await transact(ctx, async (ctx) => {
		const [picture] = await keepUploads(ctx, files);
		expectFitting(name, picture!);
		return put(ctx, name, picture!.hash, 'vendor.picture_changed');
	});
	await forgetStored(ctx, before);
}

/** The name in words, or its first letter, stands in its place again. */
export async function removePicture(ctx: Ctx<'manager'>, { name }: z.output<typeof pictureInput>): Promise<void> {
	await forgetStored(ctx, await transact(ctx, (ctx) => put(ctx, name, null, 'vendor.picture_removed')));
}

/** Returns what was there before. A dark logo that only repeated the light one goes with it. */
async function put(
	ctx: Ctx<'manager'> & { db: Trx },
	name: PictureName,
	hash: string | null,
	act: string
): Promise<string[]> {
	const variable = name === 'icon' ? undefined : fixedIdentity(ctx.settings)[COLUMN[name] as 'logo' | 'logoDark'];
	if (variable) throw refused(m.settings_fixed_by({ variable }));
	const vendor = await vendorOf(ctx.db);
	const repeated = name === 'logo' && vendor.logoDark === vendor.logo;
	await saveVendor(ctx, { ...vendor, [COLUMN[name]]: hash, ...(repeated ? { logoDark: null } : {}) });
	await recordAudit(ctx, act, null, { name });
	const old = vendor[COLUMN[name]];
	return old === null || old === hash ? [] : [old];
}

function expectFitting(
	name: PictureName,
	{ type, size, width, height }: { type: string; size: number; width: number | null; height: number | null }
): void {
	if (!TYPES.includes(type) || width === null || height === null) throw refused(m.settings_picture_type());
	if (name === 'icon' && width !== height) throw refused(m.settings_icon_square({ width, height }));
	if (name === 'icon' && width < ICON_LEAST) throw refused(m.settings_icon_small({ width, least: ICON_LEAST }));
	if (name !== 'icon' && height < LOGO_LEAST_HEIGHT)
		throw refused(m.settings_logo_small({ height, least: LOGO_LEAST_HEIGHT }));
	if (width * height > PICTURE_MOST_PIXELS)
		throw refused(m.settings_picture_pixels({ width, height, most: PICTURE_MOST_PIXELS / 1_000_000 }));
	if (size > PICTURE_MOST_BYTES)
		throw refused(
			m.settings_picture_heavy({ size: Math.ceil(size / 1024), most: Math.floor(PICTURE_MOST_BYTES / 1024) })
		);
}

const refused = (reason: string) => new AppError('invalid', m.errors_invalid(), { fields: { files: reason } });
