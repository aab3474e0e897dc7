import './table.ts';
import type { Db, Trx } from '#server/platform/db.ts';

/** Whether a structure has a main address, and a phone. */
export async function reachOf(db: Db | Trx, structureId: string): Promise<{ mainAddress: boolean; phone: boolean }> {
	const address = db
		.selectFrom('structureAddress')
		.select('id')
		.where('structureId', '=', structureId)
		.where('mainAt', 'is not', null);
	const phone = db.selectFrom('structurePhone').select('id').where('structureId', '=', structureId);
	return {
		mainAddress: (await address.executeTakeFirst()) !== undefined,
		phone: (await phone.limit(1).executeTakeFirst()) !== undefined
	};
}
