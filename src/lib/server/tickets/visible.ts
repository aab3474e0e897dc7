import './table.ts';
import type { Selectable } from 'kysely';
import type { Admitted } from '#server/platform/access.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import { structureOf } from '#server/structures/domain.ts';
import type { TicketTable } from './table.ts';

/** What a customer may do with tickets here. Colleagues' private tickets are never part of it. */
export interface Scope {
	accountId: string;
	/** Null for the tickets of someone without a structure. */
	structureId: string | null;
	colleagues: 'none' | 'read' | 'answer';
	isAdministrator: boolean;
}

/** How far the actor sees: read afresh, since the structure's setting may have changed. */
export async function scopeOf(db: Db | Trx, { account, contact, structureId }: Admitted['ticketing']): Promise<Scope> {
	const own = { accountId: account.id, structureId, colleagues: 'none', isAdministrator: false } as const;
	if (!contact || contact.access !== 'active') return own;
	if (contact.role === 'administrator') return { ...own, colleagues: 'answer', isAdministrator: true };
	return { ...own, colleagues: (await structureOf(db, contact.structureId)).ticketVisibility };
}

/** The tickets a customer may see, from which every read of theirs starts. What is outside reads as missing. */
export function visibleTo(db: Db | Trx, { accountId, structureId, colleagues }: Scope) {
	const here = db.selectFrom('ticket').where('ticket.structureId', structureId === null ? 'is' : '=', structureId);
	if (structureId === null || colleagues === 'none') return here.where('ticket.requesterId', '=', accountId);
	return here.where((eb) => eb.or([eb('ticket.requesterId', '=', accountId), eb('ticket.privateAt', 'is', null)]));
}

type Ticket = Pick<Selectable<TicketTable>, 'requesterId'>;

export const mayAnswer = (scope: Scope, ticket: Ticket): boolean =>
	ticket.requesterId === scope.accountId || scope.colleagues === 'answer';

/** Closing is for whom the ticket was opened, and for the structure's administrators. */
export const mayClose = (scope: Scope, ticket: Ticket): boolean =>
	ticket.requesterId === scope.accountId || scope.isAdministrator;
