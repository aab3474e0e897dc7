import { shownPhone } from '#lib/phone.ts';
import { customersAmong } from '#server/accounts/domain.ts';
import { newId } from '#server/platform/ids.ts';
import {
	arrive,
	bringChanges,
	bringContacts,
	contactsNow,
	removedContacts,
	type BroughtContact,
	type ContactNow
} from '#server/contacts/domain.ts';
import type { ContactColumn } from './columns.ts';
import type { ContactRow } from './contact-rows.ts';
import { recall, remember } from './memory.ts';
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
	for await (const rows of staged(writing.db)) {
		const placed = rows.map((row) => ({ ...row, structureId: writing.structures.get(row.customerNumber)! }));
		const known = placed.filter(({ customerNumber }) => !writing.newStructures.has(customerNumber));
		const now = known.length > 0 ? await contactsNow(writing.db, known) : new Map<string, ContactNow>();
		const nowOf = ({ structureId, email }: Placed) => now.get(`${structureId} ${email}`);

		const added: Placed[] = [];
		const merged: [Placed, ContactNow][] = [];
		for (const row of placed) {
			const contact = nowOf(row);
			if (contact) merged.push([row, contact]);
			else if (removed.has(`${row.structureId} ${row.email}`)) leaveRemoved(writing, row);
			else added.push(row);
		}
		await mergeListed(writing, merged);
		await addNew(writing, added);
		writing.advance(rows.length);
	}
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
		brought.map(({ id }, index) => ({ ownerId: id, said: saidBy(rows[index]!) }))
	);
	// Whoever has a login already, by another structure, has come: what they find there awaits nothing more of them.
	const accounts = await customersAmong(
		writing.trx,
		brought.map(({ email }) => email)
	);
	for (const account of accounts) await arrive({ ...ctx, actor: { account } }, account, null);
}

async function mergeListed(writing: Writing, merged: readonly [Placed, ContactNow][]): Promise<void> {
	const before = await recall<Said>(
		writing.db,
		merged.map(([, { id }]) => id)
	);
	const said: { ownerId: string; said: object }[] = [];
	for (const [row, contact] of merged)
		said.push({ ownerId: contact.id, said: await mergeOne(writing, row, contact, before.get(contact.id) ?? {}) });
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
	return field === 'administrator' && !contact.untouched ? 'kept' : 'written';
}

const saidBy = ({ line: _, customerNumber: __, email: ___, structureId: ____, ...said }: Placed): Said => said;

function shown(field: keyof Said, value: Said[keyof Said]): string {
	if (Array.isArray(value)) return value.map((role) => ROLE_CODES[role]).join(' | ');
	if (typeof value === 'boolean') return value ? 'oui' : 'non';
	return field === 'phone' ? shownPhone(value ?? '') : (value ?? '');
}
