import { setTimeout as pause } from 'node:timers/promises';
import type { Base, RequestContext } from './platform/context.ts';
import { accountTopic, ticketTopic } from './platform/hub.ts';
import { inLocale } from './platform/locale.ts';
import { describe } from './platform/trpc.ts';
import { contextOf } from './request-context.ts';
import { createCaller, type Api } from './router.ts';

/** The ticket a page shows: a customer's, named with its structure, or one of the staff's. */
export interface Watched {
	number: number;
	structure: string | null;
}

interface Options {
	/** How often an open stream is proved alive, and the rights behind it read anew though nothing happened. */
	heartbeatMs?: number;
}

/** A person with more pages open than that has the earliest of them look by themselves. */
const MOST_PER_ACCOUNT = 12;
const MOST_STREAMS = 2_000;
const HEARTBEAT_MS = 20_000;
/** However much happens, a page is told at most so often. */
const PAUSE_MS = 200;
/** Pieces a reader may be behind before nothing more is written for them. */
const MOST_BEHIND = 8;

const STREAM = {
	'content-type': 'text/event-stream; charset=utf-8',
	// Nothing between here and the page may keep it back to compress or to collect it.
	'cache-control': 'no-store, no-transform',
	'x-accel-buffering': 'no'
};

const open = new Map<string, Set<{ end(why: End): void }>>();
let streams = 0;

/**
 * `signed out`: the session is over. `refused`: rights ended, loading the page says how. `enough`: too many pages.
 * `stopping`: come back later.
 */
type End = Refused | 'enough' | 'stopping';
type Refused = 'signed out' | 'refused';

/**
 * What an open page is told as it happens: its person's bell and how its ticket stands. What rings carries nothing; each
 * time all is read anew through the procedures, as the session and the rights are then, and the stream ends with them.
 */
export function liveAnswer(ctx: RequestContext, watched: Watched | null, options: Options = {}): Response {
	const { account } = ctx;
	// In its own words: the browser tells a page nothing of a status, but its console.
	if (!account) return new Response(endOf('signed out'), { headers: STREAM });
	if (streams >= MOST_STREAMS) return new Response(null, { status: 503, headers: { 'retry-after': '60' } });
	let close = () => {};
	const body = new ReadableStream<Uint8Array>(
		{
			start(controller) {
				close = streamTo(controller, {
					base: baseOf(ctx),
					from: asSent(ctx),
					accountId: account.id,
					locale: account.locale,
					watched,
					...options
				});
			},
			cancel: () => close()
		},
		{ highWaterMark: MOST_BEHIND }
	);
	return new Response(body, { headers: STREAM });
}

const endOf = (why: End): string => `event: end\ndata: ${why}\n\n`;

/** What outlives the request: its own rights do not. */
const baseOf = ({ db, settings, log, files, hub, now, wake }: RequestContext): Base => ({
	db,
	settings,
	log,
	files,
	hub,
	now,
	wake
});

interface Stream extends Options {
	base: Base;
	/** Of the request that opened it: there is no answer left to set a cookie in. */
	from: Pick<RequestContext, 'cookies' | 'request'>;
	accountId: string;
	locale: 'fr' | 'en';
	watched: Watched | null;
}

/** Begins to tell and returns how to end. */
function streamTo(controller: ReadableStreamDefaultController<Uint8Array>, stream: Stream): () => void {
	const { base, accountId, watched, heartbeatMs = HEARTBEAT_MS } = stream;
	const encoder = new TextEncoder();
	let told = '';
	let over = false;
	let busy = false;
	let again = false;

	const write = (text: string) => {
		if (!over && (controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
	};

	function close(): void {
		if (over) return;
		over = true;
		streams--;
		clearInterval(heart);
		stopListening();
		forget(accountId, handle);
	}

	function end(why: End): void {
		if (over) return;
		write(endOf(why));
		close();
		controller.close();
	}

	async function look(): Promise<void> {
		again = true;
		if (busy) return;
		busy = true;
		while (again && !over) {
			again = false;
			const now = await stateOf(stream);
			if (now === 'signed out' || now === 'refused') end(now);
			else if (now !== null && now !== told && (controller.desiredSize ?? 0) > 0) {
				told = now;
				write(`event: state\ndata: ${now}\n\n`);
			}
			if (!over) await pause(PAUSE_MS, undefined, { ref: false });
		}
		busy = false;
	}

	const handle = { end };
	streams++;
	remember(accountId, handle);
	const heart = setInterval(() => {
		write(': \n\n');
		void look();
	}, heartbeatMs);
	heart.unref();
	write('retry: 5000\n\n');
	let stopListening = () => {};
	stopListening = base.hub.listen([accountTopic(accountId), ...(watched ? [ticketTopic(watched.number)] : [])], {
		changed: () => void look(),
		ended: () => end('stopping')
	});
	if (over) stopListening();
	else void look();
	return close;
}

function remember(accountId: string, handle: { end(why: End): void }): void {
	const own = open.get(accountId) ?? new Set();
	open.set(accountId, own.add(handle));
	if (own.size > MOST_PER_ACCOUNT) [...own][0]!.end('enough');
}

function forget(accountId: string, handle: { end(why: End): void }): void {
	const own = open.get(accountId);
	own?.delete(handle);
	if (own?.size === 0) open.delete(accountId);
}

/** What the page is to show, as one line; null when it could not be read just now. */
async function stateOf({ base, from, accountId, locale, watched }: Stream): Promise<string | Refused | null> {
	try {
		// A stream that is merely open is no use of the session: it must not keep it alive.
		const fresh = await contextOf(base, from, { sliding: false });
		if (fresh.account?.id !== accountId) return 'signed out';
		const caller = createCaller(fresh);
		return await inLocale(locale, async () => {
			const { unread } = await caller.notifications.bell();
			return JSON.stringify({ bell: unread, ticket: watched && (await pulseOf(caller, watched)) });
		});
	} catch (error) {
		const { status } = describe(error);
		if (status === 401) return 'signed out';
		if (status === 403 || status === 404) return 'refused';
		base.log.warn({ err: error }, 'live state not read');
		return null;
	}
}

const pulseOf = (caller: Api, { number, structure }: Watched) =>
	structure === null ? caller.tickets.staffPulse({ number }) : caller.tickets.pulse({ structure, number });

function asSent({ cookies, request }: RequestContext): Stream['from'] {
	const session = cookies.get('session');
	return { cookies: { get: (name) => (name === 'session' ? session : undefined), set() {}, delete() {} }, request };
}
