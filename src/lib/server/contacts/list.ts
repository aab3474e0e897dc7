import { sql, type SelectQueryBuilder } from 'kysely';
import type { ListContactsInput } from '#lib/schemas/contacts.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Database, Db, Trx } from '#server/platform/db.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { neverCame } from './deciding.ts';
import { isOpen } from './inviting.ts';
import * as referentStore from './referent-store.ts';
import { dueForReview, reviewedBefore } from './review.ts';
import { patternsOf } from './search-text.ts';
import { countOf, TO_ACTIVATE } from './store.ts';

/** The contacts of a structure, found, sorted and paged. Someone refused is no contact to users: only who manages sees them, and why. */
export async function listContacts(ctx: Ctx<'memberOrStaff'>, input: ListContactsInput) {
	const { account, contact: actor, structureId } = ctx.actor;
	const manages = actor === null || actor.role === 'administrator';
	let found = matching(ctx.db, structureId, input.query, manages);
	if (manages && input.filter === 'to_activate') found = toActivate(found);
	if (manages && input.filter === 'review') found = toReview(found, ctx.now());
	if (manages && input.filter === 'without_function') found = withoutFunction(found);
	const total = await countOf(found);
	const page = Math.min(input.page, Math.max(1, Math.ceil(total / input.size)));
	const rows = await ordered(found.select(SHOWN), input)
		.limit(input.size)
		.offset((page - 1) * input.size)
		.execute();
	const limits = await limitsOf(ctx);
	const roles = await rolesIn(
		ctx.db,
		rows.map(({ id }) => id)
	);
	return {
		total,
		page,
		size: input.size,
		manages,
		/** Who has no access yet, and was refused none; nobody's affair but of who manages. */
		toActivate: manages ? await countOf(toActivate(matching(ctx.db, structureId, '', true))) : 0,
		/** Functions to look at again; nobody's affair but of who manages. */
		toReview: manages ? await countOf(toReview(matching(ctx.db, structureId, '', true), ctx.now())) : 0,
		withoutFunction: manages ? await countOf(withoutFunction(matching(ctx.db, structureId, '', true))) : 0,
		contacts: rows.map(({ accountId, refusalReason, functionCheckedAt, invitedAt, formerAdministratorAt, ...row }) => ({
			...row,
			...roles(row.id),
			neverCame: neverCame({ ...row, accountId }),
			/** Administrator of the old portal: of this one too, once they come. */
			willAdminister: manages && formerAdministratorAt !== null && neverCame({ ...row, accountId }),
			toReview: manages && dueForReview({ ...row, functionCheckedAt }, ctx.now()),
			invitationOpen: isOpen({ access: row.access, invitedAt }, limits, ctx.now()),
			isSelf: accountId === account.id,
			refusalReason: manages ? refusalReason : ''
		}))
	};
}

/**
 * Whose access a structure's administrators have to open: those who came and wait, longest first, then those who never
 * came. A few of them, and how many in all.
 */
export async function listToActivate(ctx: Ctx<'administratorOrStaff'>) {
	const { structureId } = ctx.actor;
	const found = toActivate(ctx.db.selectFrom('contact').where('structureId', '=', structureId));
	const rows = await found
		.select([
			'id',
			'civility',
			'firstName',
			'lastName',
			'email',
			'function',
			'requestedAt',
			'access',
			'accountId',
			'formerAdministratorAt'
		])
		.orderBy(COMING_FIRST)
		.orderBy('requestedAt')
		.orderBy('id')
		.limit(MOST_SHOWN)
		.execute();
	return {
		total: await countOf(found),
		people: rows.map(({ accountId, formerAdministratorAt, ...row }) => {
			const never = neverCame({ ...row, accountId });
			return { ...row, neverCame: never, willAdminister: formerAdministratorAt !== null && never };
		})
	};
}

const MOST_SHOWN = 5;

const SHOWN = [
	'id',
	'accountId',
	'civility',
	'firstName',
	'lastName',
	'email',
	'phone',
	'function',
	'access',
	'role',
	'requestedAt',
	'refusalReason',
	'functionCheckedAt',
	'invitedAt',
	'formerAdministratorAt'
] as const;

async function rolesIn(db: Db | Trx, ids: string[]) {
	if (ids.length === 0) return () => ({ referent: [], planned: [] });
	const [held, planned] = [
		await referentStore.rolesAmong(db, 'referent', ids),
		await referentStore.rolesAmong(db, 'plannedReferent', ids)
	];
	const of = (rows: typeof held, id: string) => rows.filter((row) => row.contactId === id).map(({ role }) => role);
	return (id: string) => ({ referent: of(held, id), planned: of(planned, id) });
}

function toActivate<O>(found: SelectQueryBuilder<Database, 'contact', O>) {
	return found.where('access', 'in', TO_ACTIVATE);
}

function toReview<O>(found: SelectQueryBuilder<Database, 'contact', O>, now: string) {
	return found
		.where('function', '!=', '')
		.where('access', 'in', LISTED)
		.where((eb) => eb.or([eb('functionCheckedAt', 'is', null), eb('functionCheckedAt', '<=', reviewedBefore(now))]));
}

/** Of the people still with the structure those nobody said the function of. */
export function withoutFunction<O>(found: SelectQueryBuilder<Database, 'contact', O>) {
	return found.where('function', '=', '').where('access', 'in', LISTED);
}

/** Without those kept out, whose function matters to nobody any more. */
const LISTED = ['active', 'invited', 'none', 'pending'] as const;

function matching(db: Db | Trx, structureId: string, typed: string, withRefused: boolean) {
	let query = db.selectFrom('contact').where('structureId', '=', structureId);
	if (!withRefused) query = query.where('access', '!=', 'refused');
	for (const pattern of patternsOf(typed)) query = query.where(sql<boolean>`search_text like ${pattern} escape '\\'`);
	return query;
}

const RANK = sql`case access when 'pending' then 0 when 'active' then 1 when 'invited' then 2 when 'none' then 3 when 'locked' then 4 else 5 end`;
/** Who came and waits, before who never came. */
const COMING_FIRST = sql`case when account_id is not null then 0 else 1 end`;
const WAITING_FIRST = sql`case when access = 'pending' and account_id is not null then 0 when access = 'pending' then 1 else 2 end`;
const WITHOUT_FUNCTION = sql`case function when '' then 1 else 0 end`;
/** The function without accents stands after the e-mail address at the end of the search text. */
const FUNCTION_TEXT = sql`substr(search_text, instr(search_text, ' ' || email || ' ') + length(email) + 2)`;

/** By name always in the end: the search text begins with it, without accents. */
function ordered<O>(found: SelectQueryBuilder<Database, 'contact', O>, { sort, direction }: ListContactsInput) {
	if (sort === 'name') return found.orderBy('searchText', direction).orderBy('id');
	const first =
		sort === 'function'
			? found.orderBy(WITHOUT_FUNCTION).orderBy(FUNCTION_TEXT, direction)
			: sort === 'access'
				? found.orderBy(RANK, direction).orderBy(COMING_FIRST)
				: found.orderBy(WAITING_FIRST);
	return first.orderBy('searchText').orderBy('id');
}
