/** What managers may set of the portal's limits: within which bounds, and what holds until they do. */
export const LIMIT_BOUNDS = {
	/** Files of one message, and megabytes of each. */
	maxFiles: { min: 1, max: 50, otherwise: 10 },
	maxFileMb: { min: 1, max: 200, otherwise: 25 },
	/** Days without an answer after which a resolved ticket is reminded of, and after which it closes. */
	remindDays: { min: 1, max: 59, otherwise: 5 },
	closeDays: { min: 2, max: 60, otherwise: 7 },
	/** Days in which an answer reopens a closed ticket. */
	reopenDays: { min: 2, max: 90, otherwise: 14 },
	/** Days an invitation is good for. */
	invitationDays: { min: 2, max: 30, otherwise: 7 },
	/** Days after which administrators, then staff, are reminded of who still waits. */
	remindAdministratorsDays: { min: 1, max: 30, otherwise: 2 },
	remindStaffDays: { min: 2, max: 60, otherwise: 7 },
	/** Minutes after which what a notification told and nobody looked at is sent by mail. */
	mailAfterPushMinutes: { min: 1, max: 120, otherwise: 15 }
} as const;

export type LimitName = keyof typeof LIMIT_BOUNDS;
export const LIMIT_NAMES = Object.keys(LIMIT_BOUNDS) as LimitName[];
