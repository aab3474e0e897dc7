import type { AddressValue, PhoneValue } from '#lib/schemas/item-keys.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import * as domains from './mail-domain-store.ts';

/** A structure as it is brought from elsewhere; null for what it has not. */
export interface BroughtStructure {
	id: string;
	customerNumber: string;
	name: string;
	siret: string | null;
	address: (AddressValue & { id: string }) | null;
	phone: (PhoneValue & { id: string }) | null;
	mailDomain: string | null;
}

/** A structure as it is now; the main address first, phones from the oldest. */
export interface StructureNow {
	id: string;
	customerNumber: string;
	name: string;
	siret: string | null;
	addresses: (AddressValue & { id: string; mainAt: string | null })[];
	phones: (PhoneValue & { id: string })[];
	domains: string[];
}

/** Every customer number there is, with the structure it is of. */
export async function structureIds(db: Db | Trx): Promise<Map<string, string>> {
	const rows = await db.selectFrom('structure').select(['customerNumber', 'id']).execute();
	return new Map(rows.map(({ customerNumber, id }) => [customerNumber, id]));
}

/** Every mail domain there is, with the structure it is of. */
export async function domainHolders(db: Db | Trx): Promise<Map<string, string>> {
	const rows = await db.selectFrom('structureMailDomain').select(['domain', 'structureId']).execute();
	return new Map(rows.map(({ domain, structureId }) => [domain, structureId]));
}

/** Some structures as they are now, by id; a few hundred at a time. */
export async function structuresNow(db: Db | Trx, ids: readonly string[]): Promise<Map<string, StructureNow>> {
	const structures = await db
		.selectFrom('structure')
		.select(['id', 'customerNumber', 'name', 'siret'])
		.where('id', 'in', ids)
		.execute();
	const now = new Map(
		structures.map((row) => [row.id, { ...row, addresses: [], phones: [], domains: [] } as StructureNow])
	);
	const addresses = await db
		.selectFrom('structureAddress')
		.select(['structureId', 'id', 'label', 'street', 'complement', 'postalCode', 'town', 'mainAt'])
		.where('structureId', 'in', ids)
		.orderBy('createdAt')
		.orderBy('id')
		.execute();
	for (const { structureId, ...address } of addresses) {
		const all = now.get(structureId)!.addresses;
		if (address.mainAt === null) all.push(address);
		else all.unshift(address);
	}
	const phones = await db
		.selectFrom('structurePhone')
		.select(['structureId', 'id', 'label', 'number'])
		.where('structureId', 'in', ids)
		.orderBy('createdAt')
		.orderBy('id')
		.execute();
	for (const { structureId, ...phone } of phones) now.get(structureId)!.phones.push(phone);
	const recorded = await db
		.selectFrom('structureMailDomain')
		.select(['structureId', 'domain'])
		.where('structureId', 'in', ids)
		.orderBy('domain')
		.execute();
	for (const { structureId, domain } of recorded) now.get(structureId)!.domains.push(domain);
	return now;
}

/** Adds structures nobody knew, a few hundred at a time. What they come with is how they begin: no change of theirs. */
export async function bringStructures(
	{ db, now }: { db: Trx; now(): string },
	brought: readonly BroughtStructure[]
): Promise<void> {
	const at = now();
	await db
		.insertInto('structure')
		.values(
			brought.map(({ id, customerNumber, name, siret }) => ({
				id,
				customerNumber,
				name,
				siret,
				ticketVisibility: 'none' as const,
				createdAt: at
			}))
		)
		.execute();
	const addresses = brought.flatMap(({ id, address }) =>
		address ? [{ ...address, structureId: id, mainAt: at, createdAt: at }] : []
	);
	if (addresses.length > 0) await db.insertInto('structureAddress').values(addresses).execute();
	const phones = brought.flatMap(({ id, phone }) => (phone ? [{ ...phone, structureId: id, createdAt: at }] : []));
	if (phones.length > 0) await db.insertInto('structurePhone').values(phones).execute();
	const recorded = brought.flatMap(({ id, mailDomain }) =>
		mailDomain ? [{ domain: mailDomain, structureId: id, addedAt: at }] : []
	);
	if (recorded.length > 0) await db.insertInto('structureMailDomain').values(recorded).execute();
}

/** Has the mail domain brought for a structure follow another; null for none. */
export async function bringMailDomain(
	{ db, now }: { db: Trx; now(): string },
	structureId: string,
	before: string | null,
	after: string | null
): Promise<void> {
	if (before) await domains.removeDomain(db, structureId, before);
	if (after) await domains.addDomain(db, { domain: after, structureId, addedAt: now() });
}
