import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { LIMIT_NAMES, type LimitName } from '#lib/schemas/limit-bounds.ts';
import type { limitsInput } from '#lib/schemas/vendor.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { expectSeen } from '#server/platform/seen.ts';
import { fixedLimits, limitsOf, storedLimits } from '#server/platform/stored-limits.ts';
import { stateOf } from './seen.ts';

/** The limits as they hold, and which only the operator changes. */
export async function readLimits(ctx: Ctx<'manager'>) {
	const { maxFileBytes: _same, ...values } = await limitsOf(ctx);
	return { values, state: stateOf(values, LIMIT_NAMES), fixed: fixedLimits(ctx.settings) };
}

/** Sets the limits that differ: they hold from the next request on. Those the environment fixes are refused at their field. */
export function setLimits(ctx: Ctx<'manager'>, { seen, ...input }: z.output<typeof limitsInput>): Promise<void> {
	return transact(ctx, async (ctx) => {
		const holding = await limitsOf(ctx);
		if (seen !== undefined) expectSeen(stateOf(holding, LIMIT_NAMES), seen);
		const differing = (Object.entries(input) as [LimitName, number | undefined][]).filter(
			([name, value]) => value !== undefined && value !== holding[name]
		);
		const fixed = fixedLimits(ctx.settings);
		const fields: Partial<Record<LimitName, string>> = {};
		for (const [name] of differing) if (fixed[name]) fields[name] = m.settings_fixed_by({ variable: fixed[name] });
		const wanted = { ...holding, ...Object.fromEntries(differing) };
		// A reminder is worth something only as long as there is a day left to answer it.
		if (wanted.remindDays >= wanted.closeDays) fields.remindDays = m.settings_remind_before_close();
		if (wanted.remindStaffDays < wanted.remindAdministratorsDays)
			fields.remindStaffDays = m.settings_remind_staff_after();
		if (Object.keys(fields).length > 0)
			throw new AppError('invalid', m.errors_invalid(), { fields: fields as Record<string, string> });
		if (differing.length === 0) return;
		const changes = Object.fromEntries(differing);
		await storedLimits.save(ctx, { ...(await storedLimits.of(ctx.db)), ...changes });
		await recordAudit(ctx, 'limits.changed', null, changes);
	});
}
