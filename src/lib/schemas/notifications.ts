import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { id } from './form-fields.ts';
import { NEWS } from './notification-events.ts';

export const listNotificationsInput = z.object({ before: z.string().max(64).optional() });
export const readNotificationInput = z.object({ id: z.string().min(1).max(64) });
export const readTicketNewsInput = z.object({ number: z.number().int().min(1).max(2_147_483_647) });

/** One or several boxes of one name; none ticked sends nothing. */
const ticked = <T extends string>(choices: readonly [T, ...T[]]) => {
	const one = z.enum(choices);
	return z
		.union([one.transform((only) => [only]), z.array(one).max(choices.length)])
		.optional()
		.transform((all) => [...new Set(all ?? [])] as T[]);
};

export const notificationPreferencesInput = z.object({ mail: ticked(NEWS), bell: ticked(NEWS), push: ticked(NEWS) });
export type NotificationPreferencesInput = z.output<typeof notificationPreferencesInput>;

/** What a browser hands over of a device: where its push service takes messages, and the keys they are encrypted for. */
export const turnOnInput = z.object({
	endpoint: z.url({ protocol: /^https$/ }).max(1000),
	/** A point on P-256, uncompressed: 65 bytes. */
	p256dh: z.string().regex(/^[A-Za-z0-9_-]{87}=?$/),
	/** 16 bytes. */
	auth: z.string().regex(/^[A-Za-z0-9_-]{22}(==)?$/),
	/** The address this browser was turned on at before, where it does so by itself. */
	renews: z.string().max(1000).optional()
});
export type TurnOnInput = z.output<typeof turnOnInput>;

export const turnOffInput = z.object({ endpoint: z.string().max(1000) });
export const deviceInput = z.object({ id });
export const openedInput = z.object({ id });

/** Monday first, as ISO 8601 numbers them. */
export const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** An hour on the clock; empty for none. */
const hour = z
	.string()
	.max(20)
	.optional()
	.transform((typed) => (typed ?? '').trim().slice(0, 5))
	.refine((typed) => typed === '' || /^([01]\d|2[0-3]):[0-5]\d$/.test(typed), { error: () => m.push_hour_wrong() });

export const quietHoursInput = z
	.object({
		begins: hour.meta({ label: m.push_quiet_begins }),
		ends: hour.meta({ label: m.push_quiet_ends }),
		days: ticked(DAYS).meta({ label: m.push_quiet_days })
	})
	.superRefine(({ begins, ends }, ctx) => {
		if ((begins === '') === (ends === '')) return;
		ctx.addIssue({ code: 'custom', path: [begins === '' ? 'begins' : 'ends'], message: m.push_quiet_both() });
	});
export type QuietHoursInput = z.output<typeof quietHoursInput>;
