import './table.ts';
import { sql } from 'kysely';
import { structureChoice } from '#server/structures/domain.ts';

/** The structures a campaign is about. */
export const chosen = structureChoice('campaign');

/** Those no campaign that has started is about. */
export const UNREACHED = sql`not exists (select 1 from campaign_structure other join campaign on campaign.id = other.campaign_id
	where other.structure_id = structure.id and campaign.started_at is not null)`;
