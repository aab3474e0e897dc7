import type { Trx } from '#server/platform/db.ts';
import { products, type ProductKey } from './products.ts';
import type { StructureKey } from './structures.ts';
import type { LoadedCast } from './load-cast.ts';

/** Which of the vendor's products each customer has. */
const HELD: Partial<Record<StructureKey, readonly ProductKey[]>> = {
	sexey: ['finances', 'population', 'schools', 'portal'],
	commercy: ['training', 'billing', 'portal'],
	madon: ['finances', 'billing', 'portal'],
	luneville: ['training', 'portal'],
	saintois: ['training', 'billing'],
	maron: ['schools']
};

/** Once the products are there. What others have given a structure stays. */
export async function loadStructureProducts({ db }: { db: Trx }, { structureId }: LoadedCast): Promise<void> {
	const known = new Map(
		(await db.selectFrom('product').select(['id', 'name']).execute()).map((row) => [row.name, row.id])
	);
	const rows = (Object.entries(HELD) as [StructureKey, readonly ProductKey[]][]).flatMap(([key, held]) =>
		held.map((product) => ({ structureId: structureId(key), productId: known.get(products[product])! }))
	);
	await db
		.insertInto('structureProduct')
		.values(rows)
		.onConflict((c) => c.doNothing())
		.execute();
}
