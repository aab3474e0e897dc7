import './table.ts';
import { sql } from 'kysely';
import type { Db, Trx } from '#server/platform/db.ts';

type Any = Db | Trx;

/** No campaign that has started is about them. */
const UNREACHED = sql`not exists (select 1 from campaign_structure other join campaign on campaign.id = other.campaign_id
	where other.structure_id = structure.id and campaign.started_at is not null)`;

export const addAll = (db: Trx, campaignId: string, which: 'all' | 'unreached') =>
	sql`insert into campaign_structure (campaign_id, structure_id, listed_at)
		select ${campaignId}, id, null from structure where ${which === 'all' ? sql`true` : UNREACHED}
		on conflict do nothing`.execute(db);

/** Those of them that exist. */
export const add = (db: Trx, campaignId: string, structureIds: readonly string[]) =>
	sql`insert into campaign_structure (campaign_id, structure_id, listed_at)
		select ${campaignId}, id, null from structure where id in (${sql.join(structureIds)})
		on conflict do nothing`.execute(db);

export const remove = (db: Trx, campaignId: string, structureIds: readonly string[]) =>
	db
		.deleteFrom('campaignStructure')
		.where('campaignId', '=', campaignId)
		.where('structureId', 'in', structureIds)
		.execute();

export const removeAll = (db: Trx, campaignId: string) =>
	db.deleteFrom('campaignStructure').where('campaignId', '=', campaignId).execute();

/** Deletes some of the people listed: up to `most`, so that many keep nobody waiting. */
export const removePeople = (db: Trx, campaignId: string, most: number) =>
	db
		.deleteFrom('campaignRecipient')
		.where('id', 'in', (eb) =>
			eb.selectFrom('campaignRecipient').select('id').where('campaignId', '=', campaignId).limit(most)
		)
		.executeTakeFirstOrThrow();

/** A campaign with structures whose people are not listed yet. */
export const unlisted = async (db: Any): Promise<string | undefined> =>
	(
		await db
			.selectFrom('campaignStructure')
			.select('campaignId')
			.where('listedAt', 'is', null)
			.limit(1)
			.executeTakeFirst()
	)?.campaignId;

export async function counts(db: Any, campaignId: string): Promise<{ structures: number; unlisted: number }> {
	const { structures, unlisted } = await db
		.selectNoFrom((eb) => [
			eb
				.selectFrom('campaignStructure')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.where('campaignId', '=', campaignId)
				.as('structures'),
			eb
				.selectFrom('campaignStructure')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.where('campaignId', '=', campaignId)
				.where('listedAt', 'is', null)
				.as('unlisted')
		])
		.executeTakeFirstOrThrow();
	return { structures: Number(structures), unlisted: Number(unlisted) };
}

/** Which of some structures are chosen. */
export const chosenAmong = async (db: Any, campaignId: string, structureIds: readonly string[]): Promise<Set<string>> =>
	new Set(
		structureIds.length === 0
			? []
			: (
					await db
						.selectFrom('campaignStructure')
						.select('structureId')
						.where('campaignId', '=', campaignId)
						.where('structureId', 'in', structureIds)
						.execute()
				).map(({ structureId }) => structureId)
	);

/** Has all people of the chosen structures worked out again. */
export const unlist = (db: Trx, campaignId: string) =>
	db.updateTable('campaignStructure').set({ listedAt: null }).where('campaignId', '=', campaignId).execute();
