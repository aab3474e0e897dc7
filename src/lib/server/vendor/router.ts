import { initialOf } from '#lib/initial.ts';
import { appInput } from '#lib/schemas/app.ts';
import {
	colorInput,
	identityInput,
	legalInput,
	limitsInput,
	pictureInput,
	setPictureInput
} from '#lib/schemas/vendor.ts';
import { currentLocale } from '#server/platform/locale.ts';
import { limitsOf, type Limits } from '#server/platform/stored-limits.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { appOf, assetLinksOf, readApp, setApp, shownApp } from './app.ts';
import { vendorImage, vendorOf, type Vendor } from './domain.ts';
import { readIdentity, setColor, setIdentity, setLegal } from './identity.ts';
import { readLimits, setLimits } from './limits.ts';
import { removePicture, setPicture } from './pictures.ts';

const open = procedureIn('vendor');
const managers = procedureIn('vendor', 'manager');

/** What pages show of the vendor, in the reader's language. Addresses name a version: what they lead to is kept for long. */
const shown = (vendor: Vendor, app: Awaited<ReturnType<typeof appOf>>, limits: Limits, french: boolean) => ({
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
	icon: `/brand/icon?v=${vendor.icon?.slice(0, 8) ?? encodeURIComponent(initialOf(vendor.name) + vendor.color.slice(1))}`,
	colors: `/brand/colors.css?v=${vendor.color.slice(1)}`,
	demo: vendor.demo,
	app: shownApp(vendor, app),
	/** What people are told they may send, and how long they have. */
	fileLimits: { count: limits.maxFiles, bytes: limits.maxFileBytes },
	days: { close: limits.closeDays, reopen: limits.reopenDays, invitation: limits.invitationDays }
});

export const vendor = router({
	show: open.query(async ({ ctx }) =>
		shown(await vendorOf(ctx.db), await appOf(ctx.db), await limitsOf(ctx), currentLocale() === 'fr')
	),
	legal: open.query(async ({ ctx }) => {
		const { legalFr, legalEn } = await vendorOf(ctx.db);
		return { text: (currentLocale() === 'fr' ? legalFr : legalEn) || legalFr };
	}),
	image: open.input(pictureInput).query(({ ctx, input }) => vendorImage(ctx, input.name)),
	assetLinks: open.query(({ ctx }) => assetLinksOf(ctx.db)),

	identity: managers.query(({ ctx }) => readIdentity(ctx)),
	setIdentity: managers.input(identityInput).mutation(({ ctx, input }) => setIdentity(ctx, input)),
	setLegal: managers.input(legalInput).mutation(({ ctx, input }) => setLegal(ctx, input)),
	setColor: managers.input(colorInput).mutation(({ ctx, input }) => setColor(ctx, input)),
	setPicture: managers.input(setPictureInput).mutation(({ ctx, input }) => setPicture(ctx, input)),
	removePicture: managers.input(pictureInput).mutation(({ ctx, input }) => removePicture(ctx, input)),
	app: managers.query(({ ctx }) => readApp(ctx)),
	setApp: managers.input(appInput).mutation(({ ctx, input }) => setApp(ctx, input)),
	limits: managers.query(({ ctx }) => readLimits(ctx)),
	setLimits: managers.input(limitsInput).mutation(({ ctx, input }) => setLimits(ctx, input))
});
