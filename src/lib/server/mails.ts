import { activationMails } from './accounts/activation-mails.ts';
import { emailChangeMails } from './accounts/email-change-mails.ts';
import { invitationMails } from './accounts/invitation-mails.ts';
import { accountMails } from './accounts/mails.ts';
import { staffMails } from './accounts/staff-mails.ts';
import { campaignMails } from './campaigns/mails.ts';
import { grantingMails } from './contacts/granting-mails.ts';
import { leavingMails } from './contacts/leaving-mails.ts';
import { contactMails } from './contacts/mails.ts';
import { documentMails } from './documents/mails.ts';
import { answerable, incomingMails } from './incoming/mails.ts';
import { mailingMails } from './mailings/mails.ts';
import { newsMails } from './news/mails.ts';
import { proposalMails } from './proposals/mails.ts';
import { asking } from './satisfaction/mails.ts';
import type { MailKinds } from './platform/outbox.ts';
import { handlingMails } from './tickets/handling-mails.ts';
import { ticketMails } from './tickets/mails.ts';

/** Every cause of a mail, and who writes it. */
export const mailKinds: MailKinds = {
	...accountMails,
	...activationMails,
	...emailChangeMails,
	...contactMails,
	...grantingMails,
	...leavingMails,
	...invitationMails,
	...staffMails,
	...campaignMails,
	...mailingMails,
	...proposalMails,
	...documentMails,
	...newsMails,
	...answerable({ ...ticketMails, 'ticket.closed': asking(ticketMails['ticket.closed']) }),
	...answerable(handlingMails),
	...incomingMails
};
