import { resolve } from 'node:path';
import { z } from 'zod';
import { LIMIT_BOUNDS } from '#lib/schemas/limit-bounds.ts';
import { PUSH_SERVICE } from './push-services.ts';

const timeZone = z.string().refine((zone) => {
	try {
		new Intl.DateTimeFormat('fr', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}, 'must be an IANA time zone such as Europe/Paris');

const port = z.coerce.number('must be a port number').int().min(0).max(65535, 'must be a port number up to 65535');

const days = z.coerce.number('must be a number of days').int('must be whole days').min(1, 'must be a day at least');

const hosts = z
	.string()
	.transform((value) =>
		value
			.toLowerCase()
			.split(/[\s,]+/)
			.filter(Boolean)
	)
	.refine(
		(all) => all.every((host) => PUSH_SERVICE.test(host)),
		'must be hosts such as push.example.fr or *.example.fr'
	);

const imapAddress = z
	.url({ protocol: /^imaps?$/, error: 'must be like imaps://user:password@host/INBOX', abort: true })
	.refine((value) => new URL(value).username !== '', 'must name a user, as in imaps://user:password@host/INBOX');

const environment = z.object({
	HOST: z.string().min(1).default('127.0.0.1'),
	PORT: port.default(3000),
	ORIGIN: z
		.url({ protocol: /^https?$/, error: 'must be an address such as https://client.example.fr', abort: true })
		.refine((value) => new URL(value).origin === value.replace(/\/$/, ''), 'must have no path')
		.transform((value) => new URL(value).origin)
		.optional(),
	DATA_DIR: z.string().min(1).default('data'),
	SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be like smtp://user:password@host:587' }).optional(),
	IMAP_URL: imapAddress.optional(),
	IMAP_TRUSTED_SERVER: z.string().trim().min(1).max(255).optional(),
	MAIL_REPLY_ADDRESS: z.email('must be an e-mail address').max(200).optional(),
	KEEP_MAILS_DAYS: days.default(90),
	KEEP_AUDIT_DAYS: days.default(1095),
	HANDOFF_SECRET: z
		.string()
		.refine((value) => Buffer.byteLength(value) >= 32, 'must be at least 32 bytes long')
		.optional(),
	MAX_FILES: z.coerce
		.number('must be a number of files')
		.int()
		.min(LIMIT_BOUNDS.maxFiles.min)
		.max(LIMIT_BOUNDS.maxFiles.max, `must be at most ${LIMIT_BOUNDS.maxFiles.max}`)
		.optional(),
	MAX_FILE_MB: z.coerce
		.number('must be a number of megabytes')
		.min(LIMIT_BOUNDS.maxFileMb.min)
		.max(LIMIT_BOUNDS.maxFileMb.max, `must be at most ${LIMIT_BOUNDS.maxFileMb.max}`)
		.optional(),
	ADDRESS_HEADER: z.string().optional(),
	PUSH_SERVICES: hosts.default([]),
	MAIL_FROM: z.string().min(3).max(254).optional(),
	TIME_ZONE: timeZone.default('Europe/Paris'),
	LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
	DEMO: z.enum(['auto', 'no']).default('auto'),
	VENDOR_NAME: z.string().trim().min(1).max(100).optional(),
	VENDOR_EMAIL: z.email('must be an e-mail address').optional(),
	VENDOR_PHONE: z.string().max(40).optional(),
	VENDOR_ADDRESS: z.string().max(300).optional(),
	VENDOR_WEBSITE: z
		.url({ protocol: /^https?$/, error: 'must be an address such as https://www.example.fr' })
		.optional(),
	VENDOR_HOURS: z.string().max(300).optional(),
	VENDOR_COLOR: z
		.string()
		.regex(/^#[0-9a-fA-F]{6}$/, 'must be like #1d5bbf')
		.optional(),
	VENDOR_LOGO: z.string().min(1).optional(),
	VENDOR_LEGAL: z.string().max(20_000).optional()
});

export interface Settings {
	host: string;
	port: number;
	/** Where people reach the portal, such as `https://client.example.fr`. Links in mails start with it, never with the Host header. */
	origin: string;
	originConfigured: boolean;
	/** Absolute path of the one folder everything is kept in. */
	dataDir: string;
	smtpUrl: string | undefined;
	mailFrom: string | undefined;
	/** The mailbox answers by mail arrive in; nothing is read without it. */
	imapUrl: string | undefined;
	/** As the receiving mail server names itself in the Authentication-Results it adds; those of others prove nothing. */
	imapTrustedServer: string | undefined;
	/** Answers are asked for at this address, with the ticket and a signature in its local part after a `+`. */
	mailReplyAddress: string | undefined;
	/** Shared with the old portal, which signs links with it; without it no such link works. Never logged. */
	handoffSecret: string | undefined;
	/** How long mails are kept once nothing is left to do with them, and who did what. */
	keepMailsDays: number;
	keepAuditDays: number;
	/** How many files a message may have, and how many megabytes each, where the operator fixed it: read them by `limitsOf`. */
	maxFiles: number | undefined;
	maxFileMb: number | undefined;
	/** Read by SvelteKit's server: the header of a proxy that says where a request comes from. */
	addressHeader: string | undefined;
	/** Hosts notifications may be sent to besides the push services of known browsers. */
	pushServices: string[];
	timeZone: string;
	logLevel: string;
	demo: 'auto' | 'no';
	vendor: {
		name?: string | undefined;
		email?: string | undefined;
		phone?: string | undefined;
		address?: string | undefined;
		website?: string | undefined;
		hours?: string | undefined;
		color?: string | undefined;
		/** Path of an SVG, PNG or WebP file. */
		logo?: string | undefined;
		legal?: string | undefined;
	};
}

/** Said to the operator on one line and nothing else: no stack, the variable named. */
export class SettingsError extends Error {
	// The built server and the unbuilt command line each have their own copy of this class: they know it by its name.
	override readonly name = 'SettingsError';
}

/** Reads the settings from the environment. An empty variable counts as absent. Throws {@link SettingsError}. */
export function readSettings(env: Record<string, string | undefined>): Settings {
	const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
	const parsed = environment.safeParse(present);
	if (!parsed.success) {
		const told = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
		throw new SettingsError(`Settings: ${told.join('; ')}.`);
	}
	const value = parsed.data;
	return {
		host: value.HOST,
		port: value.PORT,
		origin: value.ORIGIN ?? `http://localhost:${value.PORT}`,
		originConfigured: value.ORIGIN !== undefined,
		dataDir: resolve(value.DATA_DIR),
		smtpUrl: value.SMTP_URL,
		mailFrom: value.MAIL_FROM,
		imapUrl: value.IMAP_URL,
		imapTrustedServer: value.IMAP_TRUSTED_SERVER?.toLowerCase(),
		mailReplyAddress: value.MAIL_REPLY_ADDRESS,
		handoffSecret: value.HANDOFF_SECRET,
		keepMailsDays: value.KEEP_MAILS_DAYS,
		keepAuditDays: value.KEEP_AUDIT_DAYS,
		maxFiles: value.MAX_FILES,
		maxFileMb: value.MAX_FILE_MB,
		addressHeader: value.ADDRESS_HEADER,
		pushServices: value.PUSH_SERVICES,
		timeZone: value.TIME_ZONE,
		logLevel: value.LOG_LEVEL,
		demo: value.DEMO,
		vendor: {
			name: value.VENDOR_NAME,
			email: value.VENDOR_EMAIL,
			phone: value.VENDOR_PHONE,
			address: value.VENDOR_ADDRESS,
			website: value.VENDOR_WEBSITE,
			hours: value.VENDOR_HOURS,
			color: value.VENDOR_COLOR,
			logo: value.VENDOR_LOGO,
			legal: value.VENDOR_LEGAL
		}
	};
}
