import type { Ctx } from '#server/platform/context.ts';
import { structureOf } from './domain.ts';
import * as store from './store.ts';

/** What a structure's own people, and the vendor, read of it. */
export async function readStructure({ db, actor }: Ctx<'memberOrStaff'>) {
	const { id, name, customerNumber, siret, ticketVisibility } = await structureOf(db, actor.structureId);
	const addresses = await store.addressesOf(db, id);
	return {
		id,
		name,
		customerNumber,
		siret,
		ticketVisibility,
		addresses: addresses.map(({ mainAt, ...address }) => ({ ...address, main: mainAt !== null })),
		phones: await store.phonesOf(db, id)
	};
}
