import { m } from '#lib/paraglide/messages.js';

/** A mail as its module writes it: plain paragraphs and at most one thing to do. No markup: it is escaped. */
export interface MailContent {
	subject: string;
	/**
	 * Paragraphs in reading order; `quote` is somebody's words, shown set apart; `link` leads somewhere where one action does
	 * not do; `html` is markup that has been made safe already, with the same as `text`.
	 */
	body: (string | { quote: string } | { link: { label: string; url: string } } | { html: string; text: string })[];
	action?: { label: string; url: string };
	/** Small print under the action, such as how long a link lives. */
	notes?: string[];
	/** Keeps the mails of one subject together in the reader's mail program: the same text for the same thread. */
	thread?: string;
	/** Where answers are asked for, if not where it comes from. */
	replyTo?: string | undefined;
	/** Something asked of the reader, answered by one of several links. */
	question?: { text: string; choices: { label: string; url: string }[] };
}

export interface Sender {
	name: string;
	email: string;
	/** Who to turn to, shown at the foot. */
	contact: string;
}

/** A mail ready to leave. */
export interface Message {
	from: { name: string; address: string };
	to: string;
	subject: string;
	text: string;
	html: string;
	messageId: string;
	references?: string;
	replyTo?: string;
	date: string;
	locale: 'fr' | 'en';
}

/**
 * What a post office throws when whoever takes the mails could not be reached: it never got to this mail, which must not
 * count as a try of it.
 */
export class Unreachable extends Error {
	constructor(cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
	}
}

/** What takes mails away: an SMTP server, or the data folder. Throws when it could not, {@link Unreachable} where it was not the mail. */
export interface PostOffice {
	/** `bulk` for what is sent to many: it must not take the place of what one person waits for. */
	send(message: Message, bulk?: boolean): Promise<void>;
	/** How many mails to many it takes at a time; one where it does not say. */
	atOnce?: number;
	close(): void;
}

/** What staff see of a mail before it leaves. */
export const shownToStaff = ({ to, from, subject, text, html, locale }: Message) => ({
	to,
	from: `${from.name} <${from.address}>`,
	subject,
	text,
	html,
	locale
});

/** Lays a mail out in text and HTML, in the recipient's language. */
export function toMessage(
	content: MailContent,
	sender: Sender,
	recipient: { email: string; locale: 'fr' | 'en' },
	/** `preferences` is where the reader chooses whether to get such mails. */
	envelope: { id: string; origin: string; at: string; preferences?: string }
): Message {
	const { locale } = recipient;
	const footer = [m.mails_footer({ name: sender.name }, { locale }), sender.contact].filter(Boolean);
	const choose = envelope.preferences
		? { label: m.live_mail_choose({}, { locale }), url: envelope.preferences }
		: undefined;
	return {
		from: { name: oneLine(sender.name), address: sender.email },
		to: recipient.email,
		subject: oneLine(content.subject),
		text: asText(content, footer, locale, choose),
		html: asHtml(content, footer, locale, sender.name, choose),
		messageId: envelope.id,
		...(content.thread ? { references: `<${content.thread}@${new URL(envelope.origin).hostname}>` } : {}),
		...(content.replyTo ? { replyTo: content.replyTo } : {}),
		date: envelope.at,
		locale
	};
}

function asText(
	{ body, action, question, notes = [] }: MailContent,
	footer: string[],
	locale: 'fr' | 'en',
	choose?: MailContent['action']
): string {
	const parts = body.map((part) => {
		if (typeof part === 'string') return part;
		if ('quote' in part) return part.quote.replace(/^/gm, '> ');
		return 'text' in part
			? part.text
			: `${m.mails_action_text({ label: part.link.label }, { locale })}\n${part.link.url}`;
	});
	if (action) parts.push(`${m.mails_action_text({ label: action.label }, { locale })}\n${action.url}`);
	if (question)
		parts.push([question.text, ...question.choices.map(({ label, url }) => `${label}\n${url}`)].join('\n\n'));
	return (
		[
			...parts,
			...notes,
			[
				'-- ',
				...footer,
				...(choose ? [m.mails_action_text({ label: choose.label }, { locale }), choose.url] : [])
			].join('\n')
		].join('\n\n') + '\n'
	);
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function asHtml(
	{ subject, body, action, question, notes = [] }: MailContent,
	footer: string[],
	locale: string,
	vendor: string,
	choose?: MailContent['action']
): string {
	const paragraph = (text: string, style = '') =>
		`<p style="margin:0 0 16px;${style}">${escapeHtml(text).replace(/\n/g, '<br>')}</p>`;
	const parts = body.map((part) =>
		typeof part === 'string'
			? paragraph(part)
			: 'html' in part
				? `<div style="margin:0 0 16px;overflow-wrap:anywhere">${part.html}</div>`
				: 'link' in part
					? `<p style="margin:0 0 24px"><a href="${escapeHtml(part.link.url)}" style="color:#1b4f9c;font-weight:600">${escapeHtml(part.link.label)}</a></p>`
					: `<blockquote style="margin:0 0 16px;padding:12px 16px;border-left:3px solid #c3ccd9;background:#f5f7fa;color:#1f2937">${escapeHtml(part.quote).replace(/\n/g, '<br>')}</blockquote>`
	);
	if (action) {
		const url = escapeHtml(action.url);
		parts.push(
			`<p style="margin:24px 0"><a href="${url}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1b4f9c;color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(action.label)}</a></p>`,
			paragraph(action.url, 'font-size:13px;color:#5b6675;word-break:break-all')
		);
	}
	if (question) {
		const choices = question.choices.map(
			({ label, url }) =>
				`<a href="${escapeHtml(url)}" style="display:inline-block;margin:0 4px 8px 0;padding:10px 14px;border:1px solid #8b98ab;border-radius:8px;color:#1b4f9c;text-decoration:none;font-weight:600">${escapeHtml(label)}</a>`
		);
		parts.push(paragraph(question.text), `<p style="margin:0 0 16px">${choices.join(' ')}</p>`);
	}
	parts.push(...notes.map((note) => paragraph(note, 'font-size:14px;color:#5b6675')));
	return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:0;background:#eef1f5;${FONT};font-size:16px;line-height:1.5;color:#1f2937">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
<tr><td style="padding:0 8px 12px;font-weight:700;color:#1b4f9c">${escapeHtml(vendor)}</td></tr>
<tr><td style="padding:32px;background:#ffffff;border-radius:12px">${parts.join('\n')}</td></tr>
<tr><td style="padding:16px 8px;font-size:13px;color:#5b6675">${footer.map(escapeHtml).join('<br>')}${choose ? `<br><a href="${escapeHtml(choose.url)}" style="color:#5b6675">${escapeHtml(choose.label)}</a>` : ''}</td></tr>
</table></td></tr></table></body></html>`;
}

export const escapeHtml = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Header values are one line: a subject or a name cannot bring headers of its own. */
// eslint-disable-next-line no-control-regex
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
