import type { Selectable } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import * as store from './store.ts';
import type { StructureTable } from './table.ts';

export type Structure = Selectable<StructureTable>;

export async function structureOf(db: Db | Trx, id: string): Promise<Structure> {
	const structure = await store.find(db, id);
	if (!structure) throw new AppError('not_found', m.errors_not_found());
	return structure;
}

/** The structure someone who signs up belongs to: by the customer number they typed, as the vendor writes it. */
export const byCustomerNumber = async (db: Db | Trx, typed: string): Promise<Structure | null> =>
	typed === '' ? null : ((await store.findByCustomerNumber(db, canonicalCustomerNumber(typed))) ?? null);

/** The structure whose recorded mail domain an address has. */
export const byMailDomain = async (db: Db | Trx, email: string): Promise<Structure | null> =>
	(await store.findByMailDomain(db, email.slice(email.lastIndexOf('@') + 1))) ?? null;

/** Customer numbers are kept in capitals and without spaces: « c 10601 » is typed for C10601. */
export const canonicalCustomerNumber = (typed: string): string => typed.toUpperCase().replace(/\s/g, '');

/** Adds a structure; its customer number is one nobody has, else `conflict`. */
export function createStructure(ctx: Ctx<'staff'>, input: { name: string; customerNumber: string }): Promise<Structure> {
	return transact(ctx, async (ctx) => {
		const customerNumber = canonicalCustomerNumber(input.customerNumber);
		if (await store.findByCustomerNumber(ctx.db, customerNumber)) {
			throw new AppError('conflict', m.errors_invalid(), { fields: { customerNumber: m.staff_customer_number_taken() } });
		}
		const structure: Structure = { id: newId(), customerNumber, name: input.name, siret: null, mailDomain: null, ticketVisibility: 'none', createdAt: ctx.now() };
		await store.insert(ctx.db, structure);
		await recordAudit(ctx, 'structure.created', structure.id, { structureId: structure.id });
		return structure;
	});
}
