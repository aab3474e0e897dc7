import './table.ts';
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Admitted } from '#server/platform/access.ts';
import type { Database, Db, Trx } from '#server/platform/db.ts';
import { structureOf } from '#server/structures/domain.ts';
import type { TicketTable } from './table.ts';

/** What a customer may do with tickets here. Of colleagues' private tickets only those they take part in are part of it. */
export interface Scope {
	accountId: string;
	/** Null for the tickets of someone without a structure. */
	structureId: string | null;
	colleagues: 'none' | 'read' | 'answer';
	isAdministrator: boolean;
	/** Taking part in a colleague's ticket counts once one is validated here. */
	takesPart: boolean;
}

/** How far the actor sees: read afresh, since the structure's setting may have changed. */
export async function scopeOf(db: Db | Trx, { account, contact, structureId }: Admitted['ticketing']): Promise<Scope> {
	const own = {
		accountId: account.id,
		structureId,
		colleagues: 'none',
		isAdministrator: false,
		takesPart: false
	} as const;
	if (!contact || contact.access !== 'active') return own;
	if (contact.role === 'administrator') return { ...own, colleagues: 'answer', isAdministrator: true, takesPart: true };
	return { ...own, takesPart: true, colleagues: (await structureOf(db, contact.structureId)).ticketVisibility };
}

/** The tickets a customer may see, from which every read of theirs starts. What is outside reads as missing. */
export function visibleTo(db: Db | Trx, { accountId, structureId, colleagues, takesPart }: Scope) {
	const here = db.selectFrom('ticket').where('ticket.structureId', structureId === null ? 'is' : '=', structureId);
	if (!takesPart) return here.where('ticket.requesterId', '=', accountId);
	return here.where((eb) =>
		eb.or([
			eb('ticket.requesterId', '=', accountId),
			...(colleagues === 'none' ? [] : [eb('ticket.privateAt', 'is', null)]),
			eb.exists(takingPart(eb, accountId))
		])
	);
}

/** That somebody takes part in a ticket, for a condition or a column of a query on tickets. */
export const takingPart = (eb: ExpressionBuilder<Database, 'ticket'>, accountId: string) =>
	eb
		.selectFrom('ticketParticipant')
		.select('ticketParticipant.ticketId')
		.where('ticketParticipant.accountId', '=', accountId)
		.whereRef('ticketParticipant.ticketId', '=', 'ticket.id');

type Seen = Pick<Selectable<TicketTable>, 'requesterId'> & { takesPart: boolean };

/** Answering, and saying that a solution is none. */
export const mayAnswer = (scope: Scope, ticket: Seen): boolean =>
	ticket.requesterId === scope.accountId || ticket.takesPart || scope.colleagues === 'answer';

/** Closing and choosing who takes part are for whom the ticket was opened, and for the structure's administrators. */
export const mayClose = (scope: Scope, ticket: Pick<Seen, 'requesterId'>): boolean =>
	ticket.requesterId === scope.accountId || scope.isAdministrator;

/** Whoever is not validated knows no colleagues, and a ticket without a structure has none. */
export const mayChooseParticipants = (scope: Scope, ticket: Pick<Seen, 'requesterId'>): boolean =>
	scope.takesPart && mayClose(scope, ticket);
