import './table.ts';
import { sql } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';
import { goOnInParts, toTheEndInParts } from '#server/platform/in-parts.ts';
import { chosen } from './chosen.ts';
import { recipients } from './recipients.ts';
import * as store from './store.ts';

/** Structures worked out in one go: some tens of milliseconds, between which everybody else's requests pass. */
const STRUCTURES_AT_ONCE = 100;
const DELETED_AT_ONCE = 1000;
type Listing = { db: Db | Trx; now(): string; wake(): void };

/**
 * Writes down whom the chosen structures of a campaign hold, part by part, once a former list is gone. A part and the
 * note that it is done are one transaction: what is left, or was interrupted, the running portal goes on with.
 */
export const listPeople = (ctx: Listing, campaignId: string): Promise<void> =>
	goOnInParts(ctx, (ctx) => goOn(ctx, campaignId));

/** Goes on with a list that is not complete. */
export async function goOnListing(ctx: Listing): Promise<void> {
	const left = (await store.emptying(ctx.db)) ?? (await chosen.unlisted(ctx.db));
	if (left) await listPeople(ctx, left);
}

/** Deletes the list of people to its end. */
export const emptyList = (ctx: Listing, campaignId: string): Promise<void> =>
	toTheEndInParts(ctx, (ctx) => emptySome(ctx, campaignId));

/** Whoever works at a list at the same time, another request or the portal by itself, does the next part of the same work. */
const goOn = async (ctx: { db: Trx; now(): string }, campaignId: string): Promise<boolean> =>
	(await emptySome(ctx, campaignId)) || listPart(ctx, campaignId);

/** Whether there was something to empty. */
async function emptySome({ db }: { db: Trx }, campaignId: string): Promise<boolean> {
	if (!(await store.find(db, campaignId))?.emptyingAt) return false;
	if ((await recipients.remove(db, campaignId, DELETED_AT_ONCE)) < DELETED_AT_ONCE)
		await store.update(db, campaignId, { emptyingAt: null });
	return true;
}

async function listPart(ctx: { db: Trx; now(): string }, campaignId: string): Promise<boolean> {
	const part = sql`select structure_id from campaign_structure
		where campaign_id = ${campaignId} and listed_at is null order by structure_id limit ${STRUCTURES_AT_ONCE}`;
	await insertPeople(ctx.db, campaignId, sql`person.structure_id in (${part})`);
	const { numUpdatedRows } = await ctx.db
		.updateTable('campaignStructure')
		.set({ listedAt: ctx.now() })
		.where('campaignId', '=', campaignId)
		.where('structureId', 'in', sql<string>`(${part})`)
		.executeTakeFirstOrThrow();
	return numUpdatedRows === BigInt(STRUCTURES_AT_ONCE);
}

/** Works out anew whoever is in some structures, after these have left the campaign. */
export async function forgetPeople(db: Trx, campaignId: string, structureIds: readonly string[]): Promise<void> {
	const gone = sql`(${sql.join(structureIds)})`;
	const emails = sql`select email from contact where structure_id in ${gone}
		union select email from removed_contact where structure_id in ${gone}`;
	await sql`delete from campaign_recipient where campaign_id = ${campaignId} and email in (${emails})`.execute(db);
	await insertPeople(
		db,
		campaignId,
		sql`person.email in (${emails}) and exists (select 1 from campaign_structure chosen
			where chosen.campaign_id = ${campaignId} and chosen.structure_id = person.structure_id
				and chosen.listed_at is not null)`
	);
}

/** How far somebody is from being written to; of several contacts the nearest counts. */
const RANK = { '': 0, invited: 1, not_invited: 2, kept_out: 3, removed: 4 } as const;
const rankOf = (reason: ReturnType<typeof sql.ref>) =>
	sql`case ${reason} ${sql.join(
		Object.entries(RANK).map(([name, rank]) => sql`when ${sql.lit(name)} then ${sql.lit(rank)}`),
		sql` `
	)} else -1 end`;
const REASON_OF_RANK = sql.join(
	Object.entries(RANK).map(([name, rank]) => sql`when ${sql.lit(rank)} then ${sql.lit(name)}`),
	sql` `
);

/**
 * Adds the addresses found, once each. Who has a password, works for the vendor or is written to by another campaign is
 * so whatever the structure; what else there is against somebody is the least their contacts say.
 */
async function insertPeople(db: Trx, campaignId: string, found: ReturnType<typeof sql>): Promise<void> {
	await sql`insert into campaign_recipient (campaign_id, email, state, reason)
		select ${campaignId}, email, case reason when '' then 'to_send' else 'left_out' end, reason
		from (
			select listed.email, case
				when listed.email not like '%_@_%._%' or listed.email like '% %' or length(listed.email) > 254 then 'invalid'
				when account.staff_role is not null then 'staff'
				when account.password_hash is not null then 'came'
				when exists (
					select 1 from campaign_recipient other join campaign on campaign.id = other.campaign_id
					where other.email = listed.email and other.campaign_id <> ${campaignId}
						and other.state <> 'left_out' and campaign.started_at is not null
				) then 'written'
				else case listed.rank ${REASON_OF_RANK} end
			end as reason
			from (
				select email, min(rank) as rank from (
					select email, case
						when access in ('pending', 'active') then 0
						when access = 'none' and former_administrator_at is not null then 0
						when access = 'invited' then 1
						when access = 'none' then 2
						else 3
					end as rank from contact person where ${found}
					union all
					select email, 4 from removed_contact person where ${found}
				) group by email
			) listed
			left join account on account.email = listed.email
		) people
		where true
		on conflict (campaign_id, email) do update set state = excluded.state, reason = excluded.reason
		where ${rankOf(sql.ref('excluded.reason'))} < ${rankOf(sql.ref('campaign_recipient.reason'))}`.execute(db);
}
