import { createHash } from 'node:crypto';
import type { AddressObject, Attachment, ParsedMail } from 'mailparser';
import { LONGEST_HTML, textOfHtml } from './html-text.ts';
import { cleaned } from './own-words.ts';

/** A mail as it is handled: texts decoded whatever their charset, addresses in lower case. */
export interface ParsedIncoming {
	messageId: string;
	/** Of what the sender wrote; the same however often and by whatever way the mail arrives. */
	hash: string;
	sentAt: string | null;
	/** Null where it names nobody, or several. */
	from: { address: string; name: string } | null;
	to: string[];
	subject: string;
	inReplyTo: string[];
	/** Newest first. */
	references: string[];
	wholeText: string;
	files: { name: string; type: string; bytes: Buffer }[];
	/** Every line of a header, unfolded, in their order. */
	header(name: string): string[];
	contentType: string;
	/** The head of the mail a failure of delivery speaks of, and whatever else it says. */
	report: string;
}

/** Whom a mail is to, and what it brings, beyond what anybody sends by hand. */
const MOST_ADDRESSES = 200;
const LONGEST_REPORT = 300_000;

/** Reads a mail. Anything can be in it: what cannot be read is left out, and only what is no mail at all throws. */
export async function parseIncoming(raw: Buffer): Promise<ParsedIncoming> {
	// Loaded with the first mail: it is much, and most starts need none of it.
	const { simpleParser } = await import('mailparser');
	const mail = await simpleParser(raw, {
		skipHtmlToText: true,
		skipTextToHtml: true,
		skipImageLinks: true,
		keepDeliveryStatus: true,
		keepCidLinks: true
	});
	const lines = mail.headerLines.map(({ key, line }) => ({
		key,
		value: line
			.slice(line.indexOf(':') + 1)
			.replace(/\s+/g, ' ')
			.trim()
	}));
	const header = (name: string) => lines.filter(({ key }) => key === name).map(({ value }) => value);
	const html = typeof mail.html === 'string' ? mail.html : '';
	const plain = mail.text?.trim() ? mail.text : '';
	const senders = mail.from?.value.filter(({ address }) => address) ?? [];
	const [sender] = senders;
	const messageId = idsIn(mail.messageId ?? '')[0] ?? '';
	return {
		messageId,
		hash: hashOf(mail, messageId, raw),
		sentAt:
			header('date').length > 0 && mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date.toISOString() : null,
		from:
			sender && senders.length === 1 && header('from').length === 1
				? { address: sender.address!.toLowerCase().slice(0, 254), name: oneLine(sender.name).slice(0, 200) }
				: null,
		to: [mail.to, mail.cc]
			.flatMap(addressesOf)
			.concat(header('delivered-to'), header('x-original-to'))
			.slice(0, MOST_ADDRESSES)
			.map((address) => address.toLowerCase()),
		subject: oneLine(mail.subject ?? '').slice(0, 500),
		inReplyTo: idsIn(header('in-reply-to').join(' ')),
		references: idsIn(header('references').join(' ')).reverse(),
		wholeText: cleaned(plain || textFrom(html)),
		files: wantedFiles(mail.attachments, html).map(fileOf),
		header,
		contentType: header('content-type')[0]?.toLowerCase() ?? '',
		report: reportOf(mail)
	};
}

/** Message-IDs in a header, at most as many as any real thread needs. */
const idsIn = (value: string): string[] =>
	[...value.slice(0, 50_000).matchAll(/<[^<>\s]{1,400}>/g)].map(([id]) => id).slice(-100);

const addressesOf = (header: AddressObject | AddressObject[] | undefined): string[] =>
	[header ?? []].flat().flatMap(({ value }) => value.flatMap(({ address }) => address ?? []));

const oneLine = (text: string): string =>
	text
		.toWellFormed()
		.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.trim();

function hashOf(mail: ParsedMail, messageId: string, raw: Buffer): string {
	const hash = createHash('sha256');
	// Nothing of its sender's tells it from another: only the very same bytes are the same mail.
	if (!messageId && !mail.date) hash.update(raw);
	const parts = [
		messageId,
		mail.from?.text ?? '',
		mail.date?.toISOString() ?? '',
		mail.subject ?? '',
		mail.text ?? '',
		mail.html || ''
	];
	for (const part of parts) hash.update(part).update('\0');
	for (const { content } of mail.attachments) hash.update(createHash('sha256').update(content).digest());
	return hash.digest('hex');
}

function textFrom(html: string): string {
	try {
		return textOfHtml(html);
	} catch {
		// Built to overflow the parser: read by staff in its source, if at all.
		return '';
	}
}

const SIGNATURES = /^application\/(pgp-signature|pkcs7-signature|x-pkcs7-signature)$/;
/** Below, a picture in the text is a logo, a smiley or a spy. */
const SMALLEST_PICTURE = 5_000;
const BELOW_THE_WORDS =
	/gmail_quote|gmail_signature|moz-signature|moz-cite-prefix|divRplyFwdMsg|appendonsend|yahoo_quoted|id="?(x_)?Signature|<blockquote|border-top:\s*solid #[BE]|cordialement|message d['’]origine/i;

/** Files somebody meant to send. A picture in the text is one, unless it stands in a signature or in what is quoted. */
function wantedFiles(attachments: Attachment[], html: string): Attachment[] {
	const read = html.slice(0, LONGEST_HTML);
	const end = read.search(BELOW_THE_WORDS);
	const words = end < 0 ? read : read.slice(0, end);
	// Read once, however many pictures there are; in a style, a bracket ends the name.
	const shown = new Set(
		[...words.matchAll(/cid:(([^"'<>\s)]{1,500})[^"'<>\s]{0,500})/g)].flatMap(([, ...names]) => names)
	);
	return attachments.filter(({ contentType, cid, related, contentDisposition, size }) => {
		if (SIGNATURES.test(contentType) || contentType === 'message/delivery-status') return false;
		const inText =
			cid !== undefined && contentType.startsWith('image/') && (related || contentDisposition === 'inline');
		return !inText || !html || (shown.has(cid) && size >= SMALLEST_PICTURE);
	});
}

const EXTENSIONS: Record<string, string> = {
	'image/png': '.png',
	'image/jpeg': '.jpg',
	'image/gif': '.gif',
	'image/webp': '.webp',
	'application/pdf': '.pdf',
	'text/plain': '.txt',
	'message/rfc822': '.eml'
};

const fileOf = ({ filename, contentType, content }: Attachment, index: number) => ({
	name: oneLine(filename ?? '').slice(0, 200) || `file-${index + 1}${EXTENSIONS[contentType] ?? ''}`,
	type: contentType,
	bytes: content
});

const REPORTS = /^(message\/(delivery-status|rfc822|global)|text\/rfc822-headers)/;

const reportOf = (mail: ParsedMail): string =>
	[
		...mail.attachments
			.filter(({ contentType }) => REPORTS.test(contentType))
			.map(({ content }) => content.toString('latin1').slice(0, 100_000)),
		(mail.text ?? '').slice(0, 100_000)
	]
		.join('\n')
		.slice(0, LONGEST_REPORT);
