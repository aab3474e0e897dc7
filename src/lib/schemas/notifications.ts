import { z } from 'zod';
import { NEWS } from './notification-events.ts';

export const listNotificationsInput = z.object({ before: z.string().max(64).optional() });
export const readNotificationInput = z.object({ id: z.string().min(1).max(64) });
export const readTicketNewsInput = z.object({ number: z.number().int().min(1).max(2_147_483_647) });

/** One or several boxes of one name; none ticked sends nothing. */
const chosen = z
	.union([z.enum(NEWS).transform((one) => [one]), z.array(z.enum(NEWS)).max(NEWS.length)])
	.optional()
	.transform((events) => events ?? []);

export const notificationPreferencesInput = z.object({ mail: chosen, bell: chosen });
export type NotificationPreferencesInput = z.output<typeof notificationPreferencesInput>;
