import { open, type FileHandle } from 'node:fs/promises';
import { m } from '#lib/paraglide/messages.js';
import { AppError } from '#server/platform/errors.ts';
import { isConsistent, kindOf, runs, sniffedKind, type Kind, type Sniffed } from './kinds.ts';
import { endingOf } from './name.ts';

const HEAD_BYTES = 4_100;
/** A PDF ends with its mark, but for what some programs add behind it. */
const PDF_TAIL_BYTES = 4_096;
/** A ZIP ends with its directory's end, but for a comment of at most this length. */
const ZIP_TAIL_BYTES = 65_557;

/** What a file is, by its name and its first and last bytes; throws a refusal with its reason for what may not be sent. */
export async function inspect(
	path: string,
	name: string,
	size: number
): Promise<{ kind: Kind; sniffed: string | null }> {
	if (size === 0) throw new AppError('invalid', m.files_empty());
	const ending = endingOf(name);
	if (ending === 'svg' || ending === 'svgz') throw new AppError('invalid', m.files_svg());
	if (runs(ending)) throw new AppError('invalid', m.files_runs());
	const file = await open(path, 'r');
	try {
		const head = await bytesOf(file, 0, Math.min(size, HEAD_BYTES));
		const type = await typeIn(head);
		const sniffed = type ? sniffedKind(type) : markupIn(head);
		if (sniffed === 'program') throw new AppError('invalid', m.files_runs());
		const kind = ending === '' && sniffed === 'picture' ? 'picture' : kindOf(ending);
		if (!isConsistent(kind, markupIn(head) ?? sniffed)) throw new AppError('invalid', m.files_disguised());
		if (await isCut(file, size, type)) throw new AppError('invalid', m.files_cut());
		return { kind, sniffed: type };
	} finally {
		await file.close();
	}
}

async function typeIn(head: Buffer): Promise<string | null> {
	const { fileTypeFromBuffer } = await import('file-type');
	// What it cannot make sense of is nothing it knows.
	return (await fileTypeFromBuffer(head).catch(() => undefined))?.mime ?? null;
}

/** A page or drawing a browser would run, whatever it is called. */
function markupIn(head: Buffer): Extract<Sniffed, 'page'> | null {
	const text = head.toString(head[0] === 0xff && head[1] === 0xfe ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
	const first = text.replace(/^(\s|<\?xml[^>]*>|<!--[\s\S]*?-->)+/, '').slice(0, 200);
	return /^<(!doctype\s+(html|svg)|(\w+:)?(html|svg|head|body|script|iframe|object|embed|style|meta|link|base)[\s/>])/i.test(
		first
	)
		? 'page'
		: null;
}

async function isCut(file: FileHandle, size: number, type: string | null): Promise<boolean> {
	const tail = (length: number) => bytesOf(file, Math.max(0, size - length), Math.min(size, length));
	if (type === 'application/pdf') return !(await tail(PDF_TAIL_BYTES)).includes('%%EOF');
	if (type && (type === 'application/zip' || sniffedKind(type) === 'zipped') && !type.includes('excel'))
		return !(await tail(ZIP_TAIL_BYTES)).includes('PK\u0005\u0006', undefined, 'latin1');
	return false;
}

async function bytesOf(file: FileHandle, position: number, length: number): Promise<Buffer> {
	const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
	return buffer.subarray(0, bytesRead);
}
