/** Writes mails as programs write them: in their charsets and encodings, with their boundaries and line ends. */

const WINDOWS_1252: Record<string, number> = {
	'€': 0x80,
	'…': 0x85,
	'‘': 0x91,
	'’': 0x92,
	'“': 0x93,
	'”': 0x94,
	'•': 0x95,
	'–': 0x96,
	'—': 0x97,
	œ: 0x9c,
	Œ: 0x8c
};
const LATIN_9: Record<string, number> = { '€': 0xa4, œ: 0xbd, Œ: 0xbc };

export type Charset = 'utf-8' | 'windows-1252' | 'iso-8859-1' | 'iso-8859-15' | 'utf-16le';

export function bytesOf(text: string, charset: Charset): Buffer {
	if (charset === 'utf-8') return Buffer.from(text, 'utf8');
	if (charset === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
	const special = charset === 'windows-1252' ? WINDOWS_1252 : charset === 'iso-8859-15' ? LATIN_9 : {};
	return Buffer.from([...text].map((character) => special[character] ?? character.codePointAt(0)!));
}

export function quotedPrintable(bytes: Buffer): string {
	return bytes
		.toString('latin1')
		.split('\n')
		.map((line) => {
			let out = '';
			let column = 0;
			for (const [index, character] of [...line].entries()) {
				const code = character.charCodeAt(0);
				const plain =
					(code >= 33 && code <= 126 && code !== 61) || ((code === 32 || code === 9) && index < line.length - 1);
				const written = plain ? character : `=${code.toString(16).toUpperCase().padStart(2, '0')}`;
				if (column + written.length > 75) {
					out += '=\n';
					column = 0;
				}
				out += written;
				column += written.length;
			}
			return out;
		})
		.join('\n');
}

export const base64 = (bytes: Buffer): string =>
	bytes
		.toString('base64')
		.replace(/.{1,76}/g, '$&\n')
		.trimEnd();

export type Encoding = 'quoted-printable' | 'base64' | '8bit';

interface PartOptions {
	charset?: Charset;
	encoding?: Encoding;
	/** Added to the Content-Type, such as `format=flowed`. */
	params?: string;
}

/** A text part with its head. 8bit parts are UTF-8 only here: the files are text. */
export function textPart(
	type: 'plain' | 'html',
	text: string,
	{ charset = 'utf-8', encoding = 'quoted-printable', params = '' }: PartOptions = {}
): string {
	const bytes = bytesOf(text, charset);
	const body = encoding === 'base64' ? base64(bytes) : encoding === '8bit' ? text : quotedPrintable(bytes);
	return `Content-Type: text/${type}; charset="${charset === 'utf-16le' ? 'utf-16' : charset}"${params ? `; ${params}` : ''}\nContent-Transfer-Encoding: ${encoding}\n\n${body}`;
}

export const filePart = (name: string, type: string, bytes: Buffer, head: string[] = []): string =>
	[
		`Content-Type: ${type}; name="${name}"`,
		'Content-Transfer-Encoding: base64',
		...(head.length > 0 ? head : [`Content-Disposition: attachment; filename="${name}"`]),
		'',
		base64(bytes)
	].join('\n');

export function multipart(kind: string, boundary: string, parts: string[], params = ''): string {
	return [
		`Content-Type: multipart/${kind}; boundary="${boundary}"${params ? `; ${params}` : ''}`,
		'',
		...parts.flatMap((part) => [`--${boundary}`, part]),
		`--${boundary}--`
	].join('\n');
}

/** A word of a header that is not ASCII. */
export const encoded = (text: string, charset: Charset = 'utf-8', how: 'B' | 'Q' = 'B'): string => {
	const bytes = bytesOf(text, charset);
	if (how === 'B') return `=?${charset}?B?${bytes.toString('base64')}?=`;
	const q = [...bytes].map((byte) =>
		/[A-Za-z0-9]/.test(String.fromCharCode(byte))
			? String.fromCharCode(byte)
			: byte === 32
				? '_'
				: `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
	);
	return `=?${charset}?Q?${q.join('')}?=`;
};
