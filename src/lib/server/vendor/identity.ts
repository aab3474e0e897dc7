import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { contrast, verdictOn } from '#lib/palette.ts';
import type { IdentityField } from '#lib/schemas/vendor-choices.ts';
import { type colorInput, identityInput, legalInput } from '#lib/schemas/vendor.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { expectSeen } from '#server/platform/seen.ts';
import { fixedIdentity, saveVendor, senderOf, vendorOf, type Vendor } from './domain.ts';
import { stateOf } from './seen.ts';

type Changes = Partial<Pick<Vendor, Exclude<IdentityField, 'logo' | 'logoDark'>>>;

const namesIn = (schema: z.ZodObject) =>
	Object.keys(schema.shape).filter((name) => name !== 'seen') as (keyof Changes)[];
const IDENTITY = namesIn(identityInput);
const LEGAL = namesIn(legalInput);

/** All of the vendor's identity, and what of it only the operator changes. */
export async function readIdentity(ctx: Ctx<'manager'>) {
	const { logo, logoDark, icon, demo, ...vendor } = await vendorOf(ctx.db);
	return {
		...vendor,
		pictures: { logo: logo !== null, 'logo-dark': logoDark !== null && logoDark !== logo, icon: icon !== null },
		demo,
		/** What the forms of each page are about. */
		states: { identity: stateOf(vendor, IDENTITY), legal: stateOf(vendor, LEGAL) },
		/** Where mails come from as things stand. */
		sender: (await senderOf(ctx.db, ctx.settings)).email,
		fixed: fixedIdentity(ctx.settings)
	};
}

export const setIdentity = (ctx: Ctx<'manager'>, { seen, ...input }: z.output<typeof identityInput>): Promise<void> =>
	change(ctx, 'vendor.identity_changed', input, { seen, of: IDENTITY });

export const setLegal = (ctx: Ctx<'manager'>, { seen, ...input }: z.output<typeof legalInput>): Promise<void> =>
	change(ctx, 'vendor.legal_changed', input, { seen, of: LEGAL });

/** Takes a colour that can be read, adapted if need be; `invalid` for one of which nothing would be left. */
export async function setColor(ctx: Ctx<'manager'>, { color }: z.output<typeof colorInput>): Promise<void> {
	if (verdictOn(color) === 'refused') {
		const ratio = contrast('#ffffff', color);
		throw refusedAt({ color: m.settings_color_refused({ ratio: ratio.toFixed(1), least: '4.5' }) });
	}
	await change(ctx, 'vendor.color_changed', { color });
}

/** Writes what differs, and nothing where nothing does. What the environment fixes is refused at its field. */
function change(
	ctx: Ctx<'manager'>,
	act: string,
	input: { [K in keyof Changes]?: Changes[K] | undefined },
	shown?: { seen: string | undefined; of: readonly (keyof Changes)[] }
) {
	return transact(ctx, async (ctx) => {
		const vendor = await vendorOf(ctx.db);
		if (shown?.seen !== undefined) expectSeen(stateOf(vendor, shown.of), shown.seen);
		const differing = Object.entries(input).filter(
			([field, value]) => value !== undefined && value !== vendor[field as keyof Changes]
		);
		if (differing.length === 0) return;
		const fixed = fixedIdentity(ctx.settings);
		const refused = differing.filter(([field]) => field in fixed);
		if (refused.length > 0)
			throw refusedAt(
				Object.fromEntries(
					refused.map(([field]) => [field, m.settings_fixed_by({ variable: fixed[field as IdentityField]! })])
				)
			);
		await saveVendor(ctx, { ...vendor, ...Object.fromEntries(differing) });
		await recordAudit(ctx, act, null, { fields: differing.map(([field]) => field) });
	});
}

const refusedAt = (fields: Record<string, string>) => new AppError('invalid', m.errors_invalid(), { fields });
