import './table.ts';
import type { Insertable, Updateable } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import type { StaffInvitationTable } from './table.ts';

type Any = Db | Trx;

export const staff = (db: Any) =>
	db
		.selectFrom('account')
		.select(['id', 'email', 'firstName', 'lastName', 'staffRole', 'lastSeenAt'])
		.where('staffRole', 'in', ['agent', 'manager'])
		.orderBy('lastName')
		.orderBy('firstName')
		.execute();

/** Managers who can come in: one who never set a password could keep nobody's place. */
export const managersBut = (db: Any, id: string) =>
	db
		.selectFrom('account')
		.select('id')
		.where('staffRole', '=', 'manager')
		.where('passwordHash', 'is not', null)
		.where('id', '!=', id)
		.execute();

export const invitations = (db: Any) =>
	db
		.selectFrom('staffInvitation')
		.innerJoin('account as inviter', 'inviter.id', 'staffInvitation.invitedBy')
		.selectAll('staffInvitation')
		.select(['inviter.firstName as inviterFirstName', 'inviter.lastName as inviterLastName'])
		.orderBy('staffInvitation.lastName')
		.orderBy('staffInvitation.firstName')
		.execute();

export const invitation = (db: Any, id: string) =>
	db.selectFrom('staffInvitation').selectAll().where('id', '=', id).executeTakeFirst();

export const invitationTo = (db: Any, email: string) =>
	db.selectFrom('staffInvitation').selectAll().where('email', '=', email).executeTakeFirst();

export const insertInvitation = (db: Trx, row: Insertable<StaffInvitationTable>) =>
	db.insertInto('staffInvitation').values(row).execute();

export const updateInvitation = (db: Trx, id: string, values: Updateable<StaffInvitationTable>) =>
	db.updateTable('staffInvitation').set(values).where('id', '=', id).execute();

/** Their links lead nowhere from then on. */
export async function deleteInvitationTo(db: Trx, email: string): Promise<void> {
	await db.deleteFrom('staffInvitation').where('email', '=', email).execute();
	await db.deleteFrom('link').where('purpose', '=', 'staff').where('email', '=', email).execute();
}

/** Those somebody sent, whose links lead nowhere from then on. Returns how many there were. */
export async function deleteInvitationsBy(db: Trx, accountId: string): Promise<number> {
	const own = await db.selectFrom('staffInvitation').select('email').where('invitedBy', '=', accountId).execute();
	for (const { email } of own) await deleteInvitationTo(db, email);
	return own.length;
}

/** Only the last mail's link is good. */
export const deleteLinksTo = (db: Any, email: string) =>
	db.deleteFrom('link').where('purpose', '=', 'staff').where('email', '=', email).execute();
