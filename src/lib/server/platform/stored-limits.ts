import { z } from 'zod';
import { LIMIT_BOUNDS, type LimitName } from '#lib/schemas/limit-bounds.ts';
import type { Base } from './context.ts';
import type { Settings } from './settings.ts';
import { storedSetting } from './stored-settings.ts';

/** What is stored was within its bounds when it was set; where bounds have moved since, the nearest holds. */
const whole = (name: LimitName) => {
	const { min, max, otherwise } = LIMIT_BOUNDS[name];
	return z
		.number()
		.int()
		.default(otherwise)
		.transform((value) => Math.min(max, Math.max(min, value)));
};

export const storedLimits = storedSetting(
	'limits',
	z.object({
		maxFiles: whole('maxFiles'),
		maxFileMb: whole('maxFileMb'),
		remindDays: whole('remindDays'),
		closeDays: whole('closeDays'),
		reopenDays: whole('reopenDays'),
		invitationDays: whole('invitationDays'),
		remindAdministratorsDays: whole('remindAdministratorsDays'),
		remindStaffDays: whole('remindStaffDays'),
		mailAfterPushMinutes: whole('mailAfterPushMinutes')
	} satisfies Record<LimitName, z.ZodType>)
);

export type Limits = Record<LimitName, number> & { maxFileBytes: number };

/** The limits as they hold now: the environment's where the operator wrote one there, else the managers', else the usual. */
export async function limitsOf({ db, settings }: Pick<Base, 'db' | 'settings'>): Promise<Limits> {
	const stored = await storedLimits.of(db);
	const maxFileMb = settings.maxFileMb ?? stored.maxFileMb;
	return {
		...stored,
		maxFiles: settings.maxFiles ?? stored.maxFiles,
		maxFileMb,
		maxFileBytes: Math.floor(maxFileMb * 1024 * 1024)
	};
}

/** Which limits the environment fixes, and by which variable. */
export const fixedLimits = ({ maxFiles, maxFileMb }: Settings): Partial<Record<LimitName, string>> => ({
	...(maxFiles === undefined ? {} : { maxFiles: 'MAX_FILES' }),
	...(maxFileMb === undefined ? {} : { maxFileMb: 'MAX_FILE_MB' })
});
