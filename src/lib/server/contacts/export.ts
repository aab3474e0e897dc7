import { m } from '#lib/paraglide/messages.js';
import { typedPhone } from '#lib/phone.ts';
import { spreadsheet } from '#server/platform/spreadsheet.ts';
import { structureOf } from '#server/structures/domain.ts';
import { neverCame, type Contact, type Deciding } from './deciding.ts';
import { referentRoleNames } from './referent-names.ts';
import * as referentStore from './referent-store.ts';
import * as listed from './listed-store.ts';

/** The contacts of a structure, as a spreadsheet reads them. */
export async function exportContacts(ctx: Deciding): Promise<{ name: string; csv: string }> {
	const { structureId } = ctx.actor;
	const { customerNumber } = await structureOf(ctx.db, structureId);
	const roles = Map.groupBy(await referentStore.rolesIn(ctx.db, structureId), ({ contactId }) => contactId);
	const rows = (await listed.listAll(ctx.db, structureId)).map((contact) => ({
		[m.contacts_export_civility()]: CIVILITIES[contact.civility]?.() ?? '',
		[m.contacts_export_last_name()]: contact.lastName,
		[m.contacts_export_first_name()]: contact.firstName,
		[m.contacts_export_email()]: contact.email,
		[m.contacts_export_function()]: contact.function,
		[m.contacts_export_phone()]: typedPhone(contact.phone),
		[m.contacts_export_access()]: stateOf(contact)(),
		[m.contacts_export_role()]: contact.role === 'administrator' ? m.contacts_administrator() : m.contacts_user(),
		[m.contacts_export_referent()]: referentRoleNames((roles.get(contact.id) ?? []).map(({ role }) => role))
	}));
	const csv = spreadsheet(rows);
	return { name: `${m.contacts_export_file()}-${customerNumber}.csv`, csv };
}

const CIVILITIES: Record<string, () => string> = { mme: m.contacts_civility_mme, m: m.contacts_civility_m };
const stateOf = (contact: Contact) =>
	contact.access === 'pending' && neverCame(contact) ? m.contacts_state_never_came : STATES[contact.access];
const STATES = {
	none: m.contacts_state_none,
	invited: m.contacts_state_invited,
	pending: m.contacts_state_pending,
	active: m.contacts_state_active,
	locked: m.contacts_state_locked,
	refused: m.contacts_state_refused
};
