import {
	listNotificationsInput,
	notificationPreferencesInput,
	readNotificationInput,
	readTicketNewsInput
} from '#lib/schemas/notifications.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';

const procedure = procedureIn('notifications');

export const notifications = router({
	bell: procedure.query(({ ctx }) => domain.bellOf(ctx)),
	list: procedure.input(listNotificationsInput).query(({ ctx, input }) => domain.listNotifications(ctx, input)),
	read: procedure.input(readNotificationInput).mutation(({ ctx, input }) => domain.readNotification(ctx, input)),
	readTicket: procedure.input(readTicketNewsInput).mutation(({ ctx, input }) => domain.readTicketNews(ctx, input)),
	readAll: procedure.mutation(({ ctx }) => domain.readAllNews(ctx)),
	preferences: procedure.query(({ ctx }) => domain.preferences(ctx)),
	setPreferences: procedure
		.input(notificationPreferencesInput)
		.mutation(({ ctx, input }) => domain.setPreferences(ctx, input))
});
