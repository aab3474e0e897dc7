import { accountMails } from './accounts/mails.ts';
import { contactMails } from './contacts/mails.ts';
import type { MailKinds } from './platform/outbox.ts';
import { ticketMails } from './tickets/mails.ts';

/** Every cause of a mail, and who writes it. */
export const mailKinds: MailKinds = { ...accountMails, ...contactMails, ...ticketMails };
