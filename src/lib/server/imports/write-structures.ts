import type { AddressValue, PhoneValue } from '#lib/schemas/item-keys.ts';
import { shownPhone } from '#lib/phone.ts';
import { newId } from '#server/platform/ids.ts';
import {
	bringMailDomain,
	bringStructures,
	structuresNow,
	writePart,
	type BroughtStructure,
	type StructureNow
} from '#server/structures/domain.ts';
import type { StructureColumn } from './columns.ts';
import { recall, remember, type Memory } from './memory.ts';
import { remembered, verdict, type Verdict } from './merge.ts';
import { MAIN_ADDRESS, MAIN_PHONE, type SaidAddress, type SaidPhone, type StructureRow } from './structure-rows.ts';
import type { Writing } from './writing.ts';

/** What a row says of a structure. */
interface Said {
	name: string;
	siret?: string | null | undefined;
	address?: AddressValue | null | undefined;
	phone?: PhoneValue | null | undefined;
	mailDomain?: string | null | undefined;
}

/** The same with which of the structure's addresses and phones it was. */
type Before = Partial<Said> & { addressId?: string | undefined; phoneId?: string | undefined };

const COLUMN_OF: Record<keyof Said, StructureColumn> = {
	name: 'raison_sociale',
	siret: 'siret',
	address: 'adresse_voie',
	phone: 'telephone',
	mailDomain: 'domaine_email'
};
const AT_ONCE = 200;
const ORIGIN = { origin: 'import' } as const;

/** Writes the structures of a file; `writing.structures` knows the new ones from then on. */
export async function writeStructures(writing: Writing, rows: readonly StructureRow[]): Promise<void> {
	for (let start = 0; start < rows.length; start += AT_ONCE) {
		const batch = rows.slice(start, start + AT_ONCE);
		const known = batch.filter(({ customerNumber }) => writing.structures.has(customerNumber));
		await addNew(
			writing,
			batch.filter(({ customerNumber }) => !writing.structures.has(customerNumber))
		);
		await mergeKnown(writing, known);
		await writing.advance(batch.length);
	}
}

async function addNew(writing: Writing, rows: readonly StructureRow[]): Promise<void> {
	const brought = rows.map((row): BroughtStructure => {
		const { customerNumber, name, siret = null, address, phone } = row;
		return {
			id: newId(),
			customerNumber,
			name,
			siret,
			address: address ? { ...wholeAddress(address, null), id: newId() } : null,
			phone: phone ? { ...wholePhone(phone, null), id: newId() } : null,
			mailDomain: freeDomain(writing, row, null) ?? null
		};
	});
	for (const { customerNumber, id, mailDomain } of brought) {
		writing.structures.set(customerNumber, id);
		if (mailDomain) writing.domains.set(mailDomain, id);
	}
	writing.report.count('structures', 'created', rows.length);
	if (!writing.trx || rows.length === 0) return;
	await bringStructures({ db: writing.trx, now: writing.now }, brought);
	await remember(
		writing.trx,
		brought.map(({ id, address, phone }, index) => {
			const said: Before = { ...saidBy(rows[index]!, null, null), addressId: address?.id, phoneId: phone?.id };
			return { ownerId: id, said };
		})
	);
}

async function mergeKnown(writing: Writing, rows: readonly StructureRow[]): Promise<void> {
	const ids = rows.map(({ customerNumber }) => writing.structures.get(customerNumber)!);
	if (ids.length === 0) return;
	const now = await structuresNow(writing.db, ids);
	const before = await recall<Before>(writing.db, ids);
	const said: Memory[] = [];
	for (const [index, row] of rows.entries()) {
		const id = ids[index]!;
		said.push({ ownerId: id, said: await mergeOne(writing, row, now.get(id)!, before.get(id) ?? {}) });
	}
	if (writing.trx) await remember(writing.trx, said, before);
}

/** Brings what differs, and returns what the row is remembered to have said. */
async function mergeOne(writing: Writing, row: StructureRow, structure: StructureNow, before: Before): Promise<Before> {
	const { address, phone, live } = partsOf(structure, before, row);
	const said: Said = {
		...saidBy(row, live.address ?? null, live.phone ?? null),
		mailDomain: freeDomain(writing, row, structure.id)
	};
	const verdicts = Object.fromEntries(
		(Object.keys(COLUMN_OF) as (keyof Said)[]).map((field) => [field, verdict(said[field], before[field], live[field])])
	) as Record<keyof Said, Verdict>;
	// The main address goes last: others are the people's.
	if (verdicts.address === 'written' && said.address === null && structure.addresses.length > 1)
		verdicts.address = 'kept';

	for (const [field, column] of Object.entries(COLUMN_OF) as [keyof Said, StructureColumn][])
		if (verdicts[field] === 'kept')
			writing.report.keep(
				{ file: 'structures', line: row.line },
				{ column, found: shown(said[field]), live: shown(live[field]) }
			);
	const written = (Object.keys(verdicts) as (keyof Said)[]).filter((field) => verdicts[field] === 'written');
	writing.report.count('structures', written.length > 0 ? 'updated' : 'unchanged');

	const addressId = address?.id ?? before.addressId ?? newId();
	const phoneId = phone?.id ?? before.phoneId ?? newId();
	if (writing.trx && written.length > 0) {
		const ctx = { db: writing.trx, now: writing.now, actor: writing.actor };
		const write = (key: Parameters<typeof writePart>[2]['key'], after: Parameters<typeof writePart>[2]['after']) =>
			writePart(ctx, structure.id, { key, after }, ORIGIN);
		if (written.includes('name')) await write('name', said.name);
		if (written.includes('siret')) await write('siret', said.siret ?? null);
		if (written.includes('address')) {
			await write(`address:${addressId}`, said.address ?? null);
			if (said.address && !structure.addresses.some(({ mainAt }) => mainAt !== null))
				await write('main_address', { id: addressId, label: said.address.label });
		}
		if (written.includes('phone')) await write(`phone:${phoneId}`, said.phone ?? null);
		if (written.includes('mailDomain'))
			await bringMailDomain(ctx, structure.id, live.mailDomain ?? null, said.mailDomain ?? null);
	}
	if (written.includes('mailDomain')) {
		if (live.mailDomain) writing.domains.delete(live.mailDomain);
		if (said.mailDomain) writing.domains.set(said.mailDomain, structure.id);
	}
	const all: Before = remembered<Said>(said, before, verdicts);
	return { ...all, ...(all.address ? { addressId } : {}), ...(all.phone ? { phoneId } : {}) };
}

/** The parts of a structure a row speaks of: those brought before, else its main address and its first phone. */
function partsOf(structure: StructureNow, before: Before, { mailDomain }: StructureRow) {
	const { addresses, phones, domains } = structure;
	const address = before.addressId ? addresses.find(({ id }) => id === before.addressId) : addresses[0];
	const phone = before.phoneId ? phones.find(({ id }) => id === before.phoneId) : phones[0];
	const live: Required<Said> = {
		name: structure.name,
		siret: structure.siret,
		address: null,
		phone: phone ? { label: phone.label, number: phone.number } : null,
		mailDomain: null
	};
	if (address) {
		const { label, street, complement, postalCode, town } = address;
		live.address = { label, street, complement, postalCode, town };
	}
	live.mailDomain = [mailDomain, before.mailDomain].find((one) => one && domains.includes(one)) ?? domains[0] ?? null;
	return { address, phone, live };
}

/** The mail domain a row brings; told, and left out, where another structure has it. */
function freeDomain(writing: Writing, row: StructureRow, structureId: string | null): StructureRow['mailDomain'] {
	if (!row.mailDomain) return row.mailDomain;
	const holder = writing.domains.get(row.mailDomain);
	if (holder === undefined || holder === structureId) return row.mailDomain;
	writing.report.tell([
		{
			severity: 'warning',
			file: 'structures',
			line: row.line,
			column: 'domaine_email',
			reason: 'mail_domain_taken',
			found: row.mailDomain
		}
	]);
	return undefined;
}

/** What a row says; of what it does not say of an address or a phone, as it is. */
const saidBy = (
	{ name, siret, address, phone, mailDomain }: StructureRow,
	liveAddress: AddressValue | null,
	livePhone: PhoneValue | null
): Said => ({
	name,
	siret,
	address: address && wholeAddress(address, liveAddress),
	phone: phone && wholePhone(phone, livePhone),
	mailDomain
});

const wholeAddress = (
	{ label, street, complement, postalCode, town }: SaidAddress,
	live: AddressValue | null
): AddressValue => ({
	label: label ?? live?.label ?? MAIN_ADDRESS,
	street,
	complement: complement ?? live?.complement ?? '',
	postalCode,
	town
});

const wholePhone = ({ label, number }: SaidPhone, live: PhoneValue | null): PhoneValue => ({
	label: label ?? live?.label ?? MAIN_PHONE,
	number
});

function shown(value: Said[keyof Said]): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'string') return value;
	if ('number' in value) return `${value.label} ${shownPhone(value.number)}`;
	return [value.street, value.complement, `${value.postalCode} ${value.town}`].filter(Boolean).join(', ');
}
