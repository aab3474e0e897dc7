import { createHash } from 'node:crypto';
import { cast, type CastKey } from '#server/demo/cast.ts';
import type { Db } from '#server/platform/db.ts';
import { signedMessageId } from '#server/platform/mail-signature.ts';
import type { Settings } from '#server/platform/settings.ts';

/** The tickets the mails of the corpus speak of. Everything is fixed, so that committed mails name what the portal signs. */
export const TICKETS = {
	/** Véra's, in the town hall of Sexey, waiting for her. */
	4242: { of: 'vera', structure: 'sexey', status: 'waiting', subject: 'Export des factures interrompu' },
	/** Otto's, in another structure. */
	4243: { of: 'otto', structure: 'commercy', status: 'in_progress', subject: 'Impression des attestations' },
	/** Véra's, closed a year ago. */
	4244: { of: 'vera', structure: 'sexey', status: 'closed', subject: 'Ancienne question' },
	/** Véra's own affair. */
	4245: { of: 'vera', structure: 'sexey', status: 'in_progress', subject: 'Bulletin de paie', private: true },
	/** Noor's, without a structure. */
	4246: { of: 'noor', structure: null, status: 'waiting', subject: 'Création de compte' },
	/** Lola's, who has since been locked out. */
	4247: { of: 'lola', structure: 'sexey', status: 'waiting', subject: 'Accès au planning' },
	/** Merged into 4242. */
	4248: { of: 'vera', structure: 'sexey', status: 'closed', subject: 'Export (doublon)', mergedInto: 4242 },
	/** Pia's, who waits for validation. */
	4249: { of: 'pia', structure: 'sexey', status: 'waiting', subject: 'Premier accès' }
} as const satisfies Record<
	number,
	{
		of: CastKey;
		structure: 'sexey' | 'commercy' | null;
		status: string;
		subject: string;
		private?: true;
		mergedInto?: number;
	}
>;
export type TicketNumber = keyof typeof TICKETS;

export const ORIGIN = 'https://client.defi-informatique.example';
export const MAILBOX = 'reponse@defi-informatique.example';
export const TRUSTED = 'mx.defi-informatique.example';
export const KEY = 'the key of the corpus';
export const LONG_AGO = '2025-01-10T09:00:00.000Z';

export const SETTINGS: Partial<Settings> = {
	origin: ORIGIN,
	imapUrl: 'imaps://reponse:secret@mail.defi-informatique.example/INBOX',
	mailReplyAddress: MAILBOX,
	imapTrustedServer: TRUSTED
};

/** A fixed identifier, in the form of ours. */
export const fixedId = (name: string): string => {
	const digits = createHash('sha256').update(name).digest('hex');
	return `01990000-0000-7${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(6, 18)}`;
};
export const ticketId = (number: number) => fixedId(`ticket ${number}`);
export const mailId = (number: number, person: CastKey) => fixedId(`mail ${number} ${person}`);

/** Stands for a database in which only the key is. */
const keyOnly = {
	selectFrom: () => keyOnly,
	select: () => keyOnly,
	where: () => keyOnly,
	executeTakeFirst: async () => ({ value: KEY })
} as unknown as Db;
const signing = { db: keyOnly, settings: SETTINGS as Settings, now: () => LONG_AGO };

/** The Message-ID of the mail about a ticket that somebody got. */
export const idOf = (number: TicketNumber, person: CastKey): Promise<string> =>
	signedMessageId(signing, mailId(number, person), cast[person].email);

export const threadOf = (number: TicketNumber): string => `<ticket-${ticketId(number)}@${new URL(ORIGIN).hostname}>`;
