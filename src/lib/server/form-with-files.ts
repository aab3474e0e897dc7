import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { error, isHttpError, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { formAction, type Intake, type Showing } from './platform/form-action.ts';
import { limitsOf } from './platform/stored-limits.ts';
import type { ErrorShape } from './platform/trpc.ts';
import { api } from './request-context.ts';
import type { Api } from './router.ts';

type Kept = { files: Awaited<ReturnType<Api['files']['waiting']>> };
type Handle<S extends z.ZodType, T extends object> = (
	input: z.output<S>,
	event: RequestEvent
) => Promise<string | undefined | void | Showing<T>>;

/**
 * As {@link formAction}, for a form whose field `files` carries files where no script has put them before: each is put
 * as it comes, and its id stands in its place. Those of a refused form wait for its next try.
 */
export const formWithFiles = <S extends z.ZodType, T extends object = never>(schema: S, handle: Handle<S, T>) =>
	formAction<S, RequestEvent, Kept, T>(
		schema,
		handle,
		intakeOf(async (event) => (await limitsOf(event.locals.ctx)).maxFiles)
	);

/** The same for a form that brings more files than a message may have. */
export const formWithManyFiles = <S extends z.ZodType>(schema: S, most: number, handle: Handle<S, never>) =>
	formAction(schema, handle, { ...intakeOf(async () => most, most + MOST_WORDS), fields: most + MOST_WORDS });

const intakeOf = (
	mostFiles: (event: RequestEvent) => Promise<number>,
	mostWords = MOST_WORDS
): Intake<RequestEvent, Kept> => ({
	async read(event) {
		if (!event.request.headers.get('content-type')?.startsWith('multipart/form-data'))
			return { words: wordsOf(await event.request.formData()), errors: {} };
		return readParts(event, await mostFiles(event), mostWords);
	},
	async kept(event, { files = [] }) {
		const ids = [files].flat();
		const waiting: Kept['files'] = [];
		for (let from = 0; from < Math.min(ids.length, mostWords); from += WAITING_AT_ONCE)
			waiting.push(...(await api(event).files.waiting({ ids: ids.slice(from, from + WAITING_AT_ONCE) })));
		return { files: waiting };
	}
});

const WAITING_AT_ONCE = 100;

const wordsOf = (data: FormData) =>
	[...data].filter((entry): entry is [string, string] => typeof entry[1] === 'string');

/** What all words of a form may be long together: as much as a form without files. */
const WORDS_BYTES = 512 * 1024;
const MOST_WORDS = 201;

/** Reads a form part by part: words are kept, files go on to the disk, and never is more than a moment's worth here. */
async function readParts(
	event: RequestEvent,
	maxFiles: number,
	mostWords: number
): Promise<{ words: [string, string][]; errors: Record<string, string> }> {
	const { maxFileBytes } = await limitsOf(event.locals.ctx);
	if (lengthOf(event) > maxFiles * maxFileBytes + WORDS_BYTES) tooLarge();
	const words: [string, string][] = [];
	const refused: string[] = [];
	const arriving: Promise<void>[] = [];
	const open = new Set<Readable>();
	let room = WORDS_BYTES;

	const put = async (place: number, name: string, content: Readable) => {
		try {
			words[place]![1] = (await api(event).files.upload({ name, content })).id;
		} catch (thrown) {
			const told = isHttpError(thrown) ? (thrown.body as ErrorShape) : null;
			if (!told || !AT_THE_FIELD.includes(told.code)) throw thrown;
			refused.push(m.files_named_refused({ name, reason: told.message }));
		} finally {
			open.delete(content);
			content.resume();
		}
	};

	await parsed(event, { fields: mostWords, fieldSize: WORDS_BYTES, files: maxFiles }, (parser) => {
		parser.on('field', (name, value) => {
			room -= Buffer.byteLength(value);
			if (room >= 0) words.push([name, value]);
		});
		// The connection calls these, which knows nothing of whose language it is.
		const file = AsyncLocalStorage.bind((name: string, content: Readable, fileName: string) => {
			heard(content);
			// An empty field of files is a file without a name.
			if (name !== 'files' || !fileName) return content.resume();
			open.add(content);
			const putting = put(words.push([name, '']) - 1, fileName, content);
			// Looked at once the form is read: until then nobody waits for it.
			putting.catch(() => {});
			arriving.push(putting);
		});
		parser.on('file', file);
		parser.on(
			'filesLimit',
			AsyncLocalStorage.bind(() => refused.push(m.files_too_many({ count: maxFiles })))
		);
	}).finally(async () => {
		for (const content of open)
			if (!content.readableEnded) content.destroy(Object.assign(new Error(), { code: 'ECONNRESET' }));
		await Promise.allSettled(arriving);
	});
	if (room < 0) tooLarge();
	await Promise.all(arriving);
	return {
		words: words.filter(([name, value]) => name !== 'files' || value),
		errors: refused.length > 0 ? { files: refused.join(' ') } : {}
	};
}

/** Said at the field; being signed out, or a fault, is not. */
const AT_THE_FIELD = ['invalid', 'too_large', 'rate_limited', 'storage_full', 'unavailable'];

type Parser = InstanceType<typeof Busboy>;

/** Until the whole form has come, or cannot come any more. */
async function parsed(event: RequestEvent, limits: object, listen: (parser: Parser) => void): Promise<void> {
	const body = await longBody(event);
	try {
		const parser = new Busboy({
			headers: { 'content-type': event.request.headers.get('content-type')! },
			// A folder before the name is looked at, not silently cut off.
			preservePath: true,
			limits
		});
		listen(parser);
		await new Promise<void>((resolve, reject) => {
			parser.on('finish', () => resolve());
			parser.on('error', reject);
			body.on('error', reject);
			body.pipe(parser);
		});
	} catch {
		error(400, { message: m.errors_invalid_request(), code: 'invalid', status: 400 });
	} finally {
		body.unpipe();
		body.resume();
	}
}

/**
 * The body of a request that may be long. SvelteKit's server takes no body beyond BODY_SIZE_LIMIT, and refuses a longer
 * one without touching it: it is then read here, from the request itself, by whoever bounds it. A short one is read
 * whole: left half read, it would keep the connection from its next request.
 */
export async function longBody({ request, platform }: RequestEvent): Promise<Readable> {
	const raw = platform?.req;
	if (raw && raw.listenerCount('data') === 0) return heard(raw);
	const bytes = await request.arrayBuffer().catch(tooLarge);
	return Readable.from(bytes.byteLength > 0 ? [Buffer.from(bytes)] : []);
}

/** A connection may break when nobody reads any more, and an error nobody hears would end the process. */
const heard = (stream: Readable): Readable => stream.on('error', () => {});

export const lengthOf = ({ request }: RequestEvent): number => Number(request.headers.get('content-length') ?? 0);

const tooLarge = (): never => error(413, { message: m.errors_too_large(), code: 'too_large', status: 413 });
