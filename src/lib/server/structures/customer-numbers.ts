import type { z } from 'zod';
import type { setCustomerNumberInput } from '#lib/schemas/structures.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact } from '#server/platform/db.ts';
import { freeCustomerNumber, structureOf } from './domain.ts';
import * as store from './store.ts';

/** Gives a structure another customer number, which nobody else has; it is kept as the vendor writes it. */
export function setCustomerNumber(
	ctx: Ctx<'staff'>,
	{ structure: id, customerNumber: typed }: z.output<typeof setCustomerNumberInput>
): Promise<{ customerNumber: string }> {
	return transact(ctx, async (ctx) => {
		const structure = await structureOf(ctx.db, id);
		const customerNumber = await freeCustomerNumber(ctx.db, typed, structure.id);
		if (customerNumber === structure.customerNumber) return { customerNumber };
		await store.update(ctx.db, structure.id, { customerNumber });
		await recordAudit(ctx, 'structure.customer_number_set', structure.id, {
			structureId: structure.id,
			from: structure.customerNumber,
			to: customerNumber
		});
		return { customerNumber };
	});
}
