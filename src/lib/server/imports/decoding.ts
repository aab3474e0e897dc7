export type Encoding = 'utf-8' | 'windows-1252';

const CHUNK_BYTES = 1 << 20;

/**
 * How a file from the old portal is written: UTF-8, with or without a byte order mark, or else Windows-1252, in which any
 * bytes are some text.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	try {
		for (let start = 0; start < bytes.length; start += CHUNK_BYTES)
			decoder.decode(bytes.subarray(start, start + CHUNK_BYTES), { stream: true });
		decoder.decode();
		return 'utf-8';
	} catch {
		return 'windows-1252';
	}
}
