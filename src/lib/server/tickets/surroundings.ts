import type { Db, Trx } from '#server/platform/db.ts';
import { participantsOf } from './participant-store.ts';
import { answersTold } from './requests.ts';
import * as store from './store.ts';
import { visibleTo, type Scope } from './visible.ts';

type Any = Db | Trx;

/** What stands around a ticket's thread: who takes part, what its form asked, and the tickets it is one story with. */
export async function surroundingsOf(db: Any, ticket: store.Ticket, scope: Scope | null) {
	const openedBy = ticket.openedById === null ? undefined : await store.account(db, ticket.openedById);
	const participants = await participantsOf(db, ticket);
	const related = await relatedTo(db, ticket, scope);
	const told = ({ number, subject, status }: (typeof related)[number]) => ({ number, subject, status });
	const named = (id: string | null) => related.filter((other) => other.id === id).map(told)[0] ?? null;
	return {
		product: ticket.productId === null ? null : await productName(db, ticket.productId),
		answers: answersTold(ticket),
		// Customers know staff by their first name.
		openedBy: openedBy
			? scope && openedBy.staffRole
				? openedBy.firstName
				: `${openedBy.firstName} ${openedBy.lastName}`
			: null,
		participants: participants.map(({ id, firstName, lastName, access }) => ({
			account: id,
			name: `${firstName} ${lastName}`,
			/** Whether they may still see it. */
			active: access === 'active'
		})),
		follows: named(ticket.followsId),
		followedBy: related.filter(({ followsId }) => followsId === ticket.id).map(told),
		mergedInto: named(ticket.mergedIntoId)
	};
}

const MOST_RELATED = 20;

/** What a ticket goes on from, what goes on from it, and what took its place; for a customer, as far as they see. */
export async function relatedTo(db: Any, ticket: store.Ticket, scope: Scope | null) {
	const before = [ticket.followsId, ticket.mergedIntoId].filter((id) => id !== null);
	const related = await db
		.selectFrom('ticket')
		.select(['id', 'number', 'subject', 'status', 'followsId'])
		.where((eb) => eb.or([eb('followsId', '=', ticket.id), ...(before.length > 0 ? [eb('id', 'in', before)] : [])]))
		.orderBy('number')
		.limit(MOST_RELATED)
		.execute();
	if (scope === null || related.length === 0) return related;
	const ids = related.map(({ id }) => id);
	const seen = await visibleTo(db, scope).select('ticket.id').where('ticket.id', 'in', ids).execute();
	return related.filter(({ id }) => seen.some((ticket) => ticket.id === id));
}

const productName = async (db: Any, id: string): Promise<string | null> =>
	(await db.selectFrom('product').select('name').where('id', '=', id).executeTakeFirst())?.name ?? null;
