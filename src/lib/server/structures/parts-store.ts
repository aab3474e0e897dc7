import './table.ts';
import type { Selectable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { StructureAddressTable, StructurePhoneTable } from './table.ts';

/** Whether an address or a phone of that id is another structure's. */
export const isPartElsewhere = async (
	db: Db | Trx,
	table: 'structureAddress' | 'structurePhone',
	id: string,
	structureId: string
): Promise<boolean> => {
	const part = await db.selectFrom(table).select('structureId').where('id', '=', id).executeTakeFirst();
	return part !== undefined && part.structureId !== structureId;
};

/** Adds an address or rewrites it, whether or not it is the main one; false where it is another structure's. */
export async function saveAddress(db: Trx, row: Selectable<StructureAddressTable>): Promise<boolean> {
	const { label, street, complement, postalCode, town } = row;
	const saved = await db
		.insertInto('structureAddress')
		.values(row)
		.onConflict((c) =>
			c
				.column('id')
				.doUpdateSet({ label, street, complement, postalCode, town })
				.where('structureAddress.structureId', '=', row.structureId)
		)
		.returning('id')
		.executeTakeFirst();
	return saved !== undefined;
}

export async function savePhone(db: Trx, row: Selectable<StructurePhoneTable>): Promise<boolean> {
	const { label, number } = row;
	const saved = await db
		.insertInto('structurePhone')
		.values(row)
		.onConflict((c) =>
			c.column('id').doUpdateSet({ label, number }).where('structurePhone.structureId', '=', row.structureId)
		)
		.returning('id')
		.executeTakeFirst();
	return saved !== undefined;
}

export async function removeAddress(db: Trx, structureId: string, id: string): Promise<void> {
	await db.deleteFrom('structureAddress').where('structureId', '=', structureId).where('id', '=', id).execute();
}

export async function removePhone(db: Trx, structureId: string, id: string): Promise<void> {
	await db.deleteFrom('structurePhone').where('structureId', '=', structureId).where('id', '=', id).execute();
}

export async function clearMain(db: Trx, structureId: string): Promise<void> {
	await db
		.updateTable('structureAddress')
		.set({ mainAt: null })
		.where('structureId', '=', structureId)
		.where('mainAt', 'is not', null)
		.execute();
}

/** Returns whether there was such an address. */
export async function setMain(db: Trx, structureId: string, id: string, at: string): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('structureAddress')
		.set({ mainAt: at })
		.where('structureId', '=', structureId)
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return numUpdatedRows > 0n;
}
