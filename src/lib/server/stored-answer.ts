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

/** A stored file as an answer that can run nothing, whatever is in it. */
export async function storedAnswer(
	{ locals, request }: RequestEvent,
	{ hash, type, fileName, cache, trusted = false }: StoredAnswer
): Promise<Response> {
	const stream = await locals.ctx.files.read(hash);
	if (!stream) error(404, m.errors_not_found());
	const inline = trusted || SHOWN_INLINE.includes(type);
	const named = fileName ? `; filename*=UTF-8''${encodeURIComponent(fileName)}` : '';
	return new Response(request.method === 'HEAD' ? null : (Readable.toWeb(stream) as ReadableStream), {
		headers: {
			'content-type': type,
			'content-disposition': `${inline ? 'inline' : 'attachment'}${named}`,
			'cache-control': cache,
			'content-security-policy': BARE_CSP.replace("default-src 'none'", "default-src 'none'; style-src 'unsafe-inline'")
		}
	});
}
