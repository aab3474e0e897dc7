import './table.ts';
import type { Selectable } from 'kysely';
import { recipientList } from '#server/platform/recipient-list.ts';
import { structureChoice } from '#server/structures/domain.ts';
import type { MailingRecipientTable } from './table.ts';

export type MailingRecipient = Selectable<MailingRecipientTable>;

/** The people of a mailing, and the structures it is about. */
export const recipients = recipientList<MailingRecipient>('mailing');
export const chosen = structureChoice('mailing');
