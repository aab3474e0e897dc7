import type { Selectable } from 'kysely';
import { fold } from '#lib/fold.ts';
import { m } from '#lib/paraglide/messages.js';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { canonicalCustomerNumber } from './customer-number.ts';
import { isPublicProvider } from './public-providers.ts';
import { resembling, type Candidate, type Described, type Known } from './resemblance.ts';
import * as store from './store.ts';
import type { StructureTable } from './table.ts';

export { canonicalCustomerNumber } from './customer-number.ts';
export { recordChange, type Origin } from './history.ts';
export { canonicalMailDomain } from './mail-domain.ts';
export {
	bringMailDomain,
	bringStructures,
	domainHolders,
	structureIds,
	structuresNow,
	type BroughtStructure,
	type StructureNow
} from './importing.ts';
export { isPublicProvider } from './public-providers.ts';
export { numberBetween, structuresNumbered } from './numbered.ts';
export { isPartElsewhere } from './parts-store.ts';
export { ownParts, writePart, type OwnKey } from './writing.ts';
export { structuresWithoutAdministrator } from './directory.ts';
export { structureChoice } from './choice.ts';
export { reachOf } from './reach.ts';

export type Structure = Selectable<StructureTable>;

export async function structureOf(db: Db | Trx, id: string): Promise<Structure> {
	const structure = await store.find(db, id);
	if (!structure) throw new AppError('not_found', m.errors_not_found());
	return structure;
}

/** The structure someone who signs up belongs to: by the customer number they typed, as the vendor writes it. */
export const byCustomerNumber = async (db: Db | Trx, typed: string): Promise<Structure | null> =>
	typed === '' ? null : ((await store.findByCustomerNumber(db, canonicalCustomerNumber(typed))) ?? null);

/** The structure whose recorded mail domain an address has; an address at a public provider never counts. */
export async function byMailDomain(db: Db | Trx, email: string): Promise<Structure | null> {
	const mailDomain = email.slice(email.lastIndexOf('@') + 1);
	return isPublicProvider(mailDomain) ? null : ((await store.findByMailDomain(db, mailDomain)) ?? null);
}

const MOST_FOUND = 20;

/** Structures by name or customer number, by parts of words, whatever the case and the accents; at most 20. Nothing typed finds nothing. */
export async function searchStructures(db: Db | Trx, query: string): Promise<Omit<Known, 'mailDomains'>[]> {
	const words = fold(query).split(' ').filter(Boolean);
	if (words.length === 0) return [];
	const found = (await store.listKnown(db)).filter(({ name, customerNumber }) => {
		const text = fold(`${name} ${customerNumber}`);
		return words.every((word) => text.includes(word)) || customerNumber === canonicalCustomerNumber(query);
	});
	return found.slice(0, MOST_FOUND);
}

/** For each description the structures that may be meant, the likeliest first. */
export async function candidatesFor(db: Db | Trx, described: readonly Described[]): Promise<Candidate[][]> {
	if (described.length === 0) return [];
	const domains = Map.groupBy(await store.listMailDomains(db), ({ structureId }) => structureId);
	const known = (await store.listKnown(db)).map((structure) => ({
		...structure,
		mailDomains: (domains.get(structure.id) ?? []).map(({ domain }) => domain)
	}));
	return resembling(known, described);
}

/** Adds a structure; its customer number is one nobody has, else `conflict`. */
export function createStructure(
	ctx: Ctx<'staff'>,
	input: { name: string; customerNumber: string }
): Promise<Structure> {
	return transact(ctx, async (ctx) => {
		const customerNumber = await freeCustomerNumber(ctx.db, input.customerNumber);
		const structure: Structure = {
			id: newId(),
			customerNumber,
			name: input.name,
			siret: null,
			ticketVisibility: 'none',
			createdAt: ctx.now()
		};
		await store.insert(ctx.db, structure);
		await recordAudit(ctx, 'structure.created', structure.id, { structureId: structure.id });
		return structure;
	});
}

/** A customer number as the vendor writes it, where no structure but `own` has it; `conflict` at its field otherwise. */
export async function freeCustomerNumber(db: Trx, typed: string, own?: string): Promise<string> {
	const customerNumber = canonicalCustomerNumber(typed);
	const holder = await store.findByCustomerNumber(db, customerNumber);
	if (!holder || holder.id === own) return customerNumber;
	throw new AppError('conflict', m.errors_invalid(), { fields: { customerNumber: m.staff_customer_number_taken() } });
}
