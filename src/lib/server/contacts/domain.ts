import type { Selectable } from 'kysely';
import type { AccountIdentity } from '#server/platform/access.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { byCustomerNumber, byMailDomain } from '#server/structures/domain.ts';
import { letIn } from './letting-in.ts';
import { newcomer } from './newcomer.ts';
import * as requestStore from './request-store.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

export { awaitedUnder } from './awaited.ts';
export { carryIdentity, moveAddress } from './address.ts';
export { colleagueIn, colleaguesIn } from './colleagues.ts';
export { grantPlace } from './granting.ts';
export { mayAnnounce } from './newcomer-limit.ts';
export {
	bringChanges,
	bringContacts,
	contactsNow,
	dposNow,
	removedContacts,
	type BroughtContact,
	type ContactNow
} from './importing.ts';
export { invitedContact } from './invited.ts';
export { nameReferent, rolesHeldIn, vacateRole } from './referents.ts';
export { addContact } from './details.ts';
export { activeAdministrators, isAdministrator, isStaff, staffAccounts } from './store.ts';
export { candidatesIn, contactFor } from './candidates.ts';
export { ownFunctions, stateFunctions } from './own-functions.ts';
export { activePeopleIn, rolesHeldBy, structuresOfActive, structuresWithHolder, type ActivePerson } from './readers.ts';
export { referentRoleNames } from './referent-names.ts';
export { remindOfWaiting } from './reminders.ts';
export { peopleAtTheDoor } from './requests.ts';
export { searchTextOf } from './search-text.ts';
export { standingsOf } from './standings.ts';
export { findByEmail as listedUnder, standingIn } from './store.ts';

/** What someone said of themselves when signing up. */
export interface Claim {
	structureName: string;
	customerNumber: string;
	function: string;
}

type Arriving = Base & { db: Trx; request?: { ip: string }; actor: { account: AccountIdentity } };

/**
 * Someone has just proved an address. Every contact listed under it becomes theirs: an administrator of the old portal
 * is active at once, the others wait for validation. Without one, the customer number, then the mail domain, says where
 * to wait; failing both, the request waits for the vendor's staff.
 */
export async function arrive(ctx: Arriving, account: AccountIdentity, claim: Claim | null): Promise<void> {
	const listed = await store.findByEmail(ctx.db, account.email);
	for (const contact of listed) if (contact.accountId === null) await takeOver(ctx, account, contact);

	const claimed = claim ? await byCustomerNumber(ctx.db, claim.customerNumber) : null;
	const found = claimed ?? (listed.length === 0 ? await byMailDomain(ctx.db, account.email) : null);
	if (found && !listed.some((contact) => contact.structureId === found.id))
		return askFor(ctx, account, found.id, claim);
	if (listed.length === 0 && claim) await waitForStaff(ctx, account, claim);
}

/** The same, for those of their contacts alone that were just brought: somebody who has a login is listed elsewhere too. */
export async function arriveAt(ctx: Arriving, account: AccountIdentity, ids: readonly string[]): Promise<void> {
	for (const contact of await store.findByEmail(ctx.db, account.email))
		if (contact.accountId === null && ids.includes(contact.id)) await takeOver(ctx, account, contact);
}

/** A request made anew is reminded of anew. */
const notReminded = { remindedAdministratorsAt: null, remindedStaffAt: null };

/** Somebody invited, or an administrator of the old portal, has shown who they are. */
async function activate(ctx: Arriving, account: AccountIdentity, contact: Selectable<ContactTable>): Promise<void> {
	const role = contact.formerAdministratorAt ? 'administrator' : contact.role;
	await letIn(ctx, contact, { accountId: account.id, role, decidedBy: contact.invitedBy });
	await recordAudit(ctx, 'contact.activated', contact.id, { structureId: contact.structureId });
}

/** The same for somebody who has an account and accepts one invitation. */
export const acceptInvitation = activate;

async function takeOver(ctx: Arriving, account: AccountIdentity, contact: Selectable<ContactTable>): Promise<void> {
	const now = ctx.now();
	if (contact.access === 'invited' || (contact.formerAdministratorAt && ['none', 'pending'].includes(contact.access))) {
		return activate(ctx, account, contact);
	}
	if (contact.access === 'none' || contact.access === 'pending') {
		await store.update(ctx.db, contact.id, {
			accountId: account.id,
			access: 'pending',
			requestedAt: now,
			...notReminded
		});
		await noteRequest(ctx, contact.id, contact.structureId);
		return;
	}
	await store.update(ctx.db, contact.id, { accountId: account.id });
}

async function askFor(
	ctx: Arriving,
	account: AccountIdentity,
	structureId: string,
	claim: Claim | null
): Promise<void> {
	const contact = newcomer(account, structureId, claim?.function ?? '', ctx.now());
	await store.insert(ctx.db, contact);
	await noteRequest(ctx, contact.id, structureId);
}

async function noteRequest(ctx: Arriving, contactId: string, structureId: string): Promise<void> {
	await enqueue(ctx, 'contact.requested', { contactId });
	await recordAudit(ctx, 'contact.requested', contactId, { structureId });
}

async function waitForStaff(ctx: Arriving, account: AccountIdentity, claim: Claim): Promise<void> {
	const id = newId();
	await requestStore.insertRequest(ctx.db, {
		id,
		accountId: account.id,
		structureName: claim.structureName,
		customerNumber: claim.customerNumber,
		function: claim.function,
		createdAt: ctx.now(),
		remindedAt: null,
		settledAt: null,
		settledBy: null,
		contactId: null,
		refusalReason: ''
	});
	await enqueue(ctx, 'contact.request_unmatched', { requestId: id });
	await recordAudit(ctx, 'contact.request_unmatched', id);
}
