import { Readable } from 'node:stream';
import { error, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { BARE_CSP } from '#server/platform/headers.ts';

/** Types a browser may show in the page; everything else is downloaded. */
const SHOWN_INLINE = ['image/webp', 'image/png', 'image/jpeg', 'image/avif', 'image/gif'];

interface StoredAnswer {
	hash: string;
	type: string;
	/** Name for the download. */
	fileName?: string;
	cache: 'no-store' | 'public, max-age=31536000, immutable' | 'public, max-age=300';
	/** Only for files of the vendor's own, never for what a person sent. */
	trusted?: boolean;
}

interface SentFile {
	hash: string;
	/** Of the small picture beside a picture. */
	previewHash: string | null;
	name: string;
	type: string;
	size: number;
	/** To be kept, whatever it is. */
	attached?: boolean;
}

/** What somebody sent, for whoever may have it: never kept by anybody between, never run; `?preview` is its small picture. */
export async function sentFile(
	event: RequestEvent,
	{ hash, previewHash, name, type, size, attached = false }: SentFile
): Promise<Response> {
	const headers = { 'cache-control': 'private, no-store, no-transform', 'content-security-policy': BARE_CSP };
	if (event.url.searchParams.has('preview')) {
		if (!previewHash) error(404, { message: m.errors_not_found(), code: 'not_found', status: 404 });
		const body = await bodyOf(event, previewHash);
		return new Response(body, {
			headers: { ...headers, 'content-type': 'image/webp', 'content-disposition': disposition(true, undefined) }
		});
	}
	const etag = `"${hash.slice(0, 32)}"`;
	const part = partOf(event.request.headers, size, etag);
	if (part === 'beyond')
		return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
	return new Response(await bodyOf(event, hash, part ?? undefined), {
		status: part ? 206 : 200,
		headers: {
			...headers,
			'content-type': type,
			'content-disposition': disposition(!attached && SHOWN_INLINE.includes(type), name),
			'content-length': String(part ? part.end - part.start + 1 : size),
			'accept-ranges': 'bytes',
			etag,
			...(part ? { 'content-range': `bytes ${part.start}-${part.end}/${size}` } : {})
		}
	});
}

/** The part a download that was broken off asks for: null for the whole, as also for several parts at once. */
function partOf(headers: Headers, size: number, etag: string): { start: number; end: number } | 'beyond' | null {
	const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
	if ((!from && !to) || (headers.get('if-range') ?? etag) !== etag) return null;
	const start = from ? Number(from) : Math.max(0, size - Number(to));
	const end = from && to ? Math.min(Number(to), size - 1) : size - 1;
	return start > end || start >= size ? 'beyond' : { start, end };
}

async function bodyOf(
	{ locals, request }: RequestEvent,
	hash: string,
	part?: { start: number; end: number }
): Promise<ReadableStream | null> {
	if (request.method === 'HEAD') return null;
	const stream = await locals.ctx.files.read(hash, part);
	if (!stream) error(404, { message: m.errors_not_found(), code: 'not_found', status: 404 });
	return Readable.toWeb(stream) as ReadableStream;
}

/** RFC 6266: the name in full for today's browsers (RFC 5987), and spelt without accents for what reads only that. */
function disposition(inline: boolean, fileName: string | undefined): string {
	const kind = inline ? 'inline' : 'attachment';
	if (!fileName) return kind;
	const plain = fileName
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[^\x20-\x7e]|["\\%]/g, '_');
	const full = encodeURIComponent(fileName).replace(
		/['()*]/g,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
	return `${kind}; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** A stored file as an answer that can run nothing, whatever is in it. */
export async function storedAnswer(
	{ locals, request }: RequestEvent,
	{ hash, type, fileName, cache, trusted = false }: StoredAnswer
): Promise<Response> {
	const stream = await locals.ctx.files.read(hash);
	if (!stream) error(404, m.errors_not_found());
	const inline = trusted || SHOWN_INLINE.includes(type);
	return new Response(request.method === 'HEAD' ? null : (Readable.toWeb(stream) as ReadableStream), {
		headers: {
			'content-type': type,
			'content-disposition': disposition(inline, fileName),
			'cache-control': cache,
			'content-security-policy': BARE_CSP.replace("default-src 'none'", "default-src 'none'; style-src 'unsafe-inline'")
		}
	});
}
