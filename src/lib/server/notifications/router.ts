import {
	deviceInput,
	listNotificationsInput,
	notificationPreferencesInput,
	openedInput,
	quietHoursInput,
	readNotificationInput,
	readTicketNewsInput,
	turnOffInput,
	turnOnInput
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
		.mutation(({ ctx, input }) => domain.setPreferences(ctx, input)),

	push: procedure.query(({ ctx }) => domain.pushOf(ctx)),
	devices: procedure.query(({ ctx }) => domain.devices(ctx)),
	turnOn: procedure.input(turnOnInput).mutation(({ ctx, input }) => domain.turnOn(ctx, input)),
	turnOff: procedure.input(turnOffInput).mutation(({ ctx, input }) => domain.turnOff(ctx, input)),
	removeDevice: procedure.input(deviceInput).mutation(({ ctx, input }) => domain.removeDevice(ctx, input)),
	testDevice: procedure.input(deviceInput).mutation(({ ctx, input }) => domain.testDevice(ctx, input)),
	opened: procedure.input(openedInput).mutation(({ ctx, input }) => domain.noteOpened(ctx, input)),
	quietHours: procedure.query(({ ctx }) => domain.quietHours(ctx)),
	setQuietHours: procedure.input(quietHoursInput).mutation(({ ctx, input }) => domain.setQuietHours(ctx, input))
});
