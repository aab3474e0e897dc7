import { z } from 'zod';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { limitsOf, type Limits } from '#server/platform/stored-limits.ts';
import { vendorImage, vendorOf, type Vendor } from './domain.ts';
import { currentLocale } from '#server/platform/locale.ts';

const open = procedureIn('vendor');

/** What pages show of the vendor, in the reader's language. */
const shown = (vendor: Vendor, limits: Limits, french: boolean) => ({
	name: vendor.name,
	email: vendor.email,
	phone: vendor.phone,
	address: vendor.address,
	website: vendor.website,
	hours: (french ? vendor.hoursFr : vendor.hoursEn) || vendor.hoursFr,
	color: vendor.color,
	hasLegal: vendor.legalFr !== '',
	logo: vendor.logo ? `/brand/logo?v=${vendor.logo.slice(0, 8)}` : undefined,
	logoDark:
		vendor.logoDark && vendor.logoDark !== vendor.logo
			? `/brand/logo-dark?v=${vendor.logoDark.slice(0, 8)}`
			: undefined,
	demo: vendor.demo,
	/** What people are told they may send, and how long they have. */
	fileLimits: { count: limits.maxFiles, bytes: limits.maxFileBytes },
	days: { close: limits.closeDays, reopen: limits.reopenDays, invitation: limits.invitationDays }
});

export const vendor = router({
	show: open.query(async ({ ctx }) => shown(await vendorOf(ctx.db), await limitsOf(ctx), currentLocale() === 'fr')),
	legal: open.query(async ({ ctx }) => {
		const { legalFr, legalEn } = await vendorOf(ctx.db);
		return { text: (currentLocale() === 'fr' ? legalFr : legalEn) || legalFr };
	}),
	image: open
		.input(z.object({ name: z.enum(['logo', 'logo-dark', 'icon']) }))
		.query(({ ctx, input }) => vendorImage(ctx, input.name))
});
