import { shownPhone } from '#lib/phone.ts';
import { customersAmong } from '#server/accounts/domain.ts';
import { newId } from '#server/platform/ids.ts';
import {
	arriveAt,
	bringChanges,
	bringContacts,
	contactsNow,
	dposNow,
	removedContacts,
	type BroughtContact,
	type ContactNow
} from '#server/contacts/domain.ts';
import type { ContactColumn } from './columns.ts';
import type { ContactRow } from './contact-rows.ts';
import { recall, recallOwners, remember, type Memory } from './memory.ts';
import { remembered, verdict, type Verdict } from './merge.ts';
import { ROLE_CODES } from './roles.ts';
import { staged } from './staging.ts';
import type { Writing } from './writing.ts';

/** What a row says of somebody. */
type Said = Omit<ContactRow, 'line' | 'customerNumber' | 'email'>;

const COLUMN_OF: Record<keyof Said, ContactColumn> = {
	civility: 'civilite',
	lastName: 'nom',
	firstName: 'prenom',
	function: 'fonction',
	phone: 'telephone',
	administrator: 'administrateur',
	roles: 'referents'
};
const FIELDS = Object.keys(COLUMN_OF) as (keyof Said)[];
/** The person's own once they have a login. */
const THEIR_OWN: (keyof Said)[] = ['civility', 'lastName', 'firstName', 'phone'];

type Placed = ContactRow & { structureId: string };

/** Writes the people that were staged; their structures are written before. */
export async function writeContacts(writing: Writing): Promise<void> {
	const removed = await removedContacts(writing.db);
	const dpos = await dposIn(writing);
	for await (const rows of staged(writing.db)) {
		const placed = rows.map((row) => ({ ...row, structureId: writing.structures.get(row.customerNumber)! }));
		const { find, isGone } = await knownAmong(writing, placed);
		const added: Placed[] = [];
		const merged: [Placed, ContactNow][] = [];
		for (const row of placed) {
			const contact = find(row);
			const oneDpo = dpos(row, contact);
			if (contact) merged.push([oneDpo, contact]);
			else if (removed.has(keyOf(row)) || isGone(row)) leaveRemoved(writing, row);
			else added.push(oneDpo);
		}
		await mergeListed(writing, merged);
		await addNew(writing, added);
		await writing.advance(rows.length);
	}
}

const keyOf = ({ structureId, email }: Pick<Placed, 'structureId' | 'email'>): string => `${structureId} ${email}`;

/**
 * Who of some rows is listed: under their address, or as whom the row once was, whose address people have changed since.
 * Whoever a row once was and who is gone stays so.
 */
async function knownAmong({ db, newStructures }: Writing, rows: readonly Placed[]) {
	const emails = rows.filter(({ customerNumber }) => !newStructures.has(customerNumber)).map(({ email }) => email);
	const owners = emails.length > 0 ? await recallOwners(db, emails) : new Map<string, string>();
	const now = emails.length > 0 ? await contactsNow(db, { emails, ids: [...owners.values()] }) : [];
	const byAddress = new Map(now.map((contact) => [keyOf(contact), contact]));
	const byId = new Map(now.map((contact) => [contact.id, contact]));
	const once = (row: Placed) => byId.get(owners.get(keyOf(row)) ?? '');
	return {
		find: (row: Placed) => byAddress.get(keyOf(row)) ?? once(row),
		isGone: (row: Placed) => owners.has(keyOf(row)) && !once(row)
	};
}

/** A structure has one DPO: whoever the portal names, else the first of the file; the role of others is left out, and told. */
async function dposIn({ db, report }: Writing): Promise<(row: Placed, contact: ContactNow | undefined) => Placed> {
	const held = await dposNow(db);
	const first = new Map<string, number>();
	return (row, contact) => {
		if (!row.roles?.includes('dpo')) return row;
		const holder = held.get(row.structureId);
		const before = first.get(row.structureId);
		if (holder ? holder.contactId === contact?.id : before === undefined) {
			first.set(row.structureId, row.line);
			return row;
		}
		const problem = { file: 'contacts', line: row.line, column: 'referents', found: ROLE_CODES.dpo } as const;
		if (holder) report.keep(problem, { ...problem, live: holder.name });
		else report.tell([{ ...problem, severity: 'warning', reason: 'second_dpo', first: before }]);
		return { ...row, roles: row.roles.filter((role) => role !== 'dpo') };
	};
}

function leaveRemoved({ report }: Writing, { line, email }: Placed): void {
	report.keep({ file: 'contacts', line }, { column: 'email', found: email, live: '' }, 'removed');
	report.count('contacts', 'unchanged');
}

async function addNew(writing: Writing, rows: readonly Placed[]): Promise<void> {
	writing.report.count('contacts', 'created', rows.length);
	if (!writing.trx || rows.length === 0) return;
	const brought = rows.map((row): BroughtContact => {
		const { structureId, email, civility = '', firstName = '', lastName, phone = '' } = row;
		const person = { structureId, email, civility, firstName, lastName, phone, function: row.function ?? '' };
		return { id: newId(), ...person, administrator: row.administrator ?? false, roles: row.roles ?? [] };
	});
	const ctx = { ...writing, db: writing.trx };
	await bringContacts(ctx, brought);
	await remember(
		writing.trx,
		brought.map(({ id, structureId, email }, index) => ({
			ownerId: id,
			structureId,
			email,
			said: saidBy(rows[index]!)
		}))
	);
	// Whoever has a login already, by another structure, has come: what they find there awaits nothing more of them.
	const accounts = await customersAmong(
		writing.trx,
		brought.map(({ email }) => email)
	);
	const ids = brought.map(({ id }) => id);
	for (const account of accounts)
		await arriveAt({ ...ctx, actor: { account: writing.actor.account ?? account } }, account, ids);
}

async function mergeListed(writing: Writing, merged: readonly [Placed, ContactNow][]): Promise<void> {
	const before = await recall<Said>(
		writing.db,
		merged.map(([, { id }]) => id)
	);
	const said: Memory[] = [];
	for (const [row, contact] of merged) {
		const { structureId, email } = row;
		const one = await mergeOne(writing, row, contact, before.get(contact.id) ?? {});
		said.push({ ownerId: contact.id, structureId, email, said: one });
	}
	if (writing.trx) await remember(writing.trx, said, before);
}

async function mergeOne(
	writing: Writing,
	row: Placed,
	contact: ContactNow,
	before: Partial<Said>
): Promise<Partial<Said>> {
	const said = saidBy(row);
	const verdicts = Object.fromEntries(
		FIELDS.map((field) => [field, verdictOn(field, said, before, contact)])
	) as Record<keyof Said, Verdict>;
	if (row.email !== contact.email)
		writing.report.keep(
			{ file: 'contacts', line: row.line },
			{ column: 'email', found: row.email, live: contact.email }
		);
	for (const field of FIELDS)
		if (verdicts[field] === 'kept')
			writing.report.keep(
				{ file: 'contacts', line: row.line },
				{ column: COLUMN_OF[field], found: shown(field, said[field]), live: shown(field, contact[field]) }
			);
	const written = FIELDS.filter((field) => verdicts[field] === 'written');
	writing.report.count('contacts', written.length > 0 ? 'updated' : 'unchanged');
	if (writing.trx && written.length > 0)
		await bringChanges(
			{ db: writing.trx, now: writing.now, actor: writing.actor },
			contact,
			Object.fromEntries(written.map((field) => [field, said[field]]))
		);
	return remembered<Said>(said, before, verdicts);
}

/** As for any value; but what is somebody's own, or was decided upon in the portal, is not the file's to change. */
function verdictOn(field: keyof Said, said: Said, before: Partial<Said>, contact: ContactNow): Verdict {
	const found = verdict(said[field], before[field], contact[field]);
	if (found !== 'written') return found;
	if (contact.hasLogin && THEIR_OWN.includes(field)) return 'kept';
	// Whoever was listed by hand was given no access by hand, too.
	const isBrought = Object.keys(before).length > 0;
	if (field === 'administrator' && !(contact.untouched && isBrought)) return 'kept';
	return field === 'roles' && contact.isKeptOut ? 'kept' : 'written';
}

const saidBy = ({ line: _, customerNumber: __, email: ___, structureId: ____, ...said }: Placed): Said => said;

function shown(field: keyof Said, value: Said[keyof Said]): string {
	if (Array.isArray(value)) return value.map((role) => ROLE_CODES[role]).join(' | ');
	if (typeof value === 'boolean') return value ? 'oui' : 'non';
	return field === 'phone' ? shownPhone(value ?? '') : (value ?? '');
}
