import { depart, isLeaving, person } from '#lib/device/person.ts';
import { isFromPortal, sendWaiting } from '#lib/device/send-waiting.ts';
import { settle } from '#lib/device/settle.ts';
import { clearScreen, signOut } from './leaving.ts';
import { brandIn, dressed, filesOf, IMMUTABLE, isWhole } from './shell-files.ts';
import type { Worker } from './worker.ts';

/** The one page that is kept: it is nobody's, and reads what the device keeps. */
const SHELL = '/offline';
/** Somebody who waits longer for a page had better read what is here. */
const PATIENCE_MS = 8_000;
const SLOW_FOR_MS = 60_000;
/** Where there may be something to read: the pages of a customer, not their downloads. */
const READABLE = /^\/(s\/[^/]+(\/(?!.*\/(files|export)(\/|$)).*)?)?$/;
/** What a page asks for on its way to another. */
const DATA = '/__data.json';
/** The vendor may have changed its looks. */
const FRESH_MS = 86_400_000;
/** What a proxy says while the portal behind it is away. */
const AWAY = [502, 503, 504];

interface Version {
	build: readonly string[];
	version: string;
}

/** Everything of one version in one place, that goes with it. */
const OURS = 'portal-';

/** The portal without a network: its shell, what is sent later, and leaving. */
export function listenForShell(worker: Worker, { build, version }: Version): void {
	const files = new Set(build);
	const cacheName = OURS + version;
	/** Unknown until it was looked up. */
	let leaving: boolean | undefined;
	/** When a page last took too long: whoever asks again would rather wait, or the slowest networks would never show one. */
	let lapsedAt = 0;
	/** Whose data took too long, and when: asked for again at once, as pages do then, it is not waited for once more. */
	let givenUp = { path: '', at: 0 };

	worker.addEventListener('install', (event) => event.waitUntil(keepShell()));
	worker.addEventListener('activate', (event) => event.waitUntil(begin()));
	worker.addEventListener('message', ({ data }) => {
		if ((data as { kind?: string }).kind === 'take over') void worker.skipWaiting();
	});
	// Not in every browser, and so not among TypeScript's events.
	worker.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(sendOrLater()));
	worker.addEventListener('fetch', (event) => {
		const { request } = event;
		const { origin, pathname } = new URL(request.url);
		if (origin !== worker.location.origin) return;
		if (request.mode === 'navigate' && request.method === 'POST' && pathname === '/logout')
			event.respondWith(left(event));
		else if (request.method === 'GET' && (pathname.startsWith(IMMUTABLE) || pathname.startsWith('/brand/')))
			event.respondWith(kept(request));
		else if (request.mode === 'navigate') event.respondWith(pageFor(event));
		// Going from page to page: where its data do not come, the whole page is asked for.
		else if (pathname.startsWith('/s/') && pathname.endsWith(DATA)) event.respondWith(dataFor(request));
		else if (leaving !== false) event.respondWith(unlessLeaving(request));
	});

	async function keepShell(): Promise<void> {
		// Nobody's: without the cookie of whoever is signed in.
		const answer = await fetch(SHELL, { credentials: 'omit', cache: 'reload' });
		if (!answer.ok || !isFromPortal(answer)) throw new Error('The portal does not answer.');
		const cache = await caches.open(cacheName);
		const page = await answer.clone().text();
		// A newer portal answers: its own service worker is about to come.
		if (!isWhole(page, files)) throw new Error('That is the page of another version.');
		const paths = await filesOf(page, new URL(SHELL, worker.location.href), files, async (path) => {
			const response = await kept(new Request(path));
			return /\.(m?js|css)$/.test(path) ? response.text() : '';
		});
		await Promise.all([...paths, ...brandIn(page)].map((path) => kept(new Request(path))));
		await cache.put(SHELL, answer);
	}

	async function begin(): Promise<void> {
		const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== cacheName);
		await Promise.all(old.map((name) => caches.delete(name)));
		await worker.clients.claim();
	}

	/** A file whose address changes with its content; the one kept serves for ever. */
	async function kept(request: Request): Promise<Response> {
		const known = await caches.match(request, { ignoreVary: true });
		if (known) {
			const cache = await caches.open(cacheName);
			if (!(await cache.match(request, { ignoreVary: true }))) await put(cache, request, known);
			return known;
		}
		const answer = await fetch(request);
		if (answer.status === 200 && isFromPortal(answer)) await put(await caches.open(cacheName), request, answer);
		return answer;
	}

	/** A full disk keeps nobody from reading. */
	const put = (cache: Cache, request: Request, answer: Response): Promise<void> =>
		cache.put(request, answer.clone()).catch(() => {});

	async function pageFor(event: FetchEvent): Promise<Response> {
		const { request } = event;
		if (!(await free())) return shell();
		const { pathname } = new URL(request.url);
		const hasShell = (await caches.match(SHELL)) !== undefined;
		const lapsed = () => (lapsedAt = Date.now());
		if (request.method === 'GET' && isGivenUp(pathname)) {
			givenUp.path = '';
			lapsed();
			return shell();
		}
		try {
			const asked = fetch(request);
			// What is sent may be long on its way.
			const bounded = hasShell && request.method === 'GET' && isHurried(pathname);
			const answer = await (bounded ? inTime(asked, lapsed) : asked);
			if (AWAY.includes(answer.status) && !isFromPortal(answer) && hasShell) return await shell();
			event.waitUntil(learn(request, answer).catch(() => {}));
			return answer;
		} catch {
			return await shell();
		}
	}

	/** The sign-in page answers only somebody who is not signed in: a session is over. */
	async function learn({ method, url }: Request, { status }: Response): Promise<void> {
		if (method === 'GET' && status === 200 && new URL(url).pathname === '/login') {
			if (await person()) await depart();
			await clearScreen(worker);
		}
		const shell = await caches.match(SHELL);
		const age = Date.now() - Date.parse(shell?.headers.get('date') ?? '');
		if (!(age < FRESH_MS)) await keepShell();
	}

	async function dataFor(request: Request): Promise<Response> {
		if (!(await free())) return Response.error();
		const path = new URL(request.url).pathname.slice(0, -DATA.length);
		if (isGivenUp(path)) return Response.error();
		// A page that renews itself is waited for: loaded as a whole, it would lose what is being written in it.
		const { referrer } = request;
		const goesOn = URL.canParse(referrer) && new URL(referrer).pathname !== path;
		if (!goesOn || !isHurried(path) || !(await caches.match(SHELL))) return fetch(request);
		return inTime(fetch(request), () => (givenUp = { path, at: Date.now() })).catch(() => Response.error());
	}

	/** Whether one would rather read what is here than wait on. */
	const isHurried = (path: string): boolean => READABLE.test(path) && Date.now() - lapsedAt > SLOW_FOR_MS;

	const isGivenUp = (path: string): boolean => path === givenUp.path && Date.now() - givenUp.at < PATIENCE_MS;

	/** Rejects, and says so first, once it takes too long. */
	function inTime(asked: Promise<Response>, lapsed: () => void): Promise<Response> {
		let timer: ReturnType<typeof setTimeout>;
		const over = new Promise<never>((_, reject) => {
			timer = setTimeout(() => {
				lapsed();
				reject(new Error('Nobody answers.'));
			}, PATIENCE_MS);
		});
		return Promise.race([asked, over]).finally(() => clearTimeout(timer));
	}

	async function shell(): Promise<Response> {
		const page = await caches.match(SHELL);
		if (!page) return Response.error();
		const reader = await person().catch(() => null);
		const { status, headers } = page;
		const text = await page.text();
		return new Response(reader ? dressed(text, reader) : text, { status, headers });
	}

	/** Whether nothing stands between the portal and whoever asks: somebody who left here has left there too. */
	async function free(): Promise<boolean> {
		if (leaving === undefined) leaving = await isLeaving().catch(() => false);
		if (leaving && (await settle())) leaving = false;
		return !leaving;
	}

	const unlessLeaving = async (request: Request): Promise<Response> =>
		(await free()) ? fetch(request) : Response.error();

	async function left(event: FetchEvent): Promise<Response> {
		leaving = true;
		leaving = !(await signOut(worker, event));
		return leaving ? shell() : Response.redirect('/login', 303);
	}

	/** Rejecting has the browser come back later. */
	async function sendOrLater(): Promise<void> {
		if (!(await free())) throw new Error('Signing out comes first.');
		// A page that is sending may be closed in the middle of it: the rest is then for whoever waits for its turn.
		const { left } = await sendWaiting(false);
		if (left === 'away' || left === 'later') throw new Error('Not everything could be sent.');
	}
}
