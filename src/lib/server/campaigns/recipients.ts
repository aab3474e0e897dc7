import './table.ts';
import type { Selectable } from 'kysely';
import { recipientList } from '#server/platform/recipient-list.ts';
import type { CampaignRecipientTable } from './table.ts';

export type CampaignRecipient = Selectable<CampaignRecipientTable>;

/** The people of a campaign. */
export const recipients = recipientList<CampaignRecipient>('campaign');
