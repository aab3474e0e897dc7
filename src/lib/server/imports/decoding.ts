/**
 * The text of a file from the old portal: UTF-8, with or without a byte order mark, or else Windows-1252, in which any
 * bytes are some text.
 */
export function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}
