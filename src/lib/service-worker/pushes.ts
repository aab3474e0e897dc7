import { person } from '#lib/device/person.ts';
import { isFromPortal } from '#lib/device/send-waiting.ts';
import { handedOver, noteTurnedOn, turnedOn } from '#lib/device/turned-on.ts';
import type { Worker } from './worker.ts';

/** What the portal tells a device: see the server's `PushContent`. */
interface Told {
	id: string;
	account: string;
	title: string;
	body: string;
	href: string;
	tag: string;
	locale: string;
}

export function listenForPushes(worker: Worker): void {
	worker.addEventListener('push', (event) => event.waitUntil(show(worker, toldBy(event.data))));
	worker.addEventListener('notificationclick', (event) => {
		event.notification.close();
		const { id, href } = event.notification.data as Pick<Told, 'id' | 'href'>;
		event.waitUntil(Promise.all([post('opened', { id }), open(worker, href)]));
	});
	worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renew(worker, event as Changed)));
}

function toldBy(data: PushMessageData | null): Told | null {
	try {
		return data?.json() as Told;
	} catch {
		return null;
	}
}

async function show(worker: Worker, told: Told | null): Promise<void> {
	// It was on its way while its reader left, or somebody else came.
	if (!told || told.account !== (await person())?.account) return;
	await worker.navigator.setAppBadge?.().catch(() => {});
	if (await isLookedAt(worker, told.href)) return;
	const { title, body, tag, locale, ...data } = told;
	await worker.registration.showNotification(title, { body, tag, lang: locale, data });
}

/**
 * Whoever has the page before them sees it change by itself. Browsers other than Chromium's withdraw the permission from a
 * page that shows nothing.
 */
async function isLookedAt(worker: Worker, href: string): Promise<boolean> {
	if (!('userAgentData' in worker.navigator)) return false;
	const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
	return windows.some(({ focused, url }) => focused && isAt(url, href));
}

const isAt = (url: string, href: string): boolean => new URL(url).pathname === href;

/** Shows a page: the window that has it, else one with nothing half written in it goes there, else a new one. */
async function open(worker: Worker, href: string): Promise<void> {
	// Whatever a message says, only pages of this portal are opened.
	const { origin, pathname } = worker.location;
	const to = new URL(href, origin + pathname);
	if (to.origin !== origin) return;
	const all = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const there = all.find(({ url }) => isAt(url, to.pathname));
	if (there) {
		await there.focus();
		return;
	}
	// Only those it is in charge of can be led.
	const windows = await worker.clients.matchAll({ type: 'window' });
	const free = await Promise.all(windows.map(isFree));
	const any = windows.find((_, index) => free[index]);
	if (!any || !(await led(any, to))) await worker.clients.openWindow(to.href);
}

async function led(window: WindowClient, to: URL): Promise<boolean> {
	try {
		// Focused first: browsers allow it for a moment after the tap only.
		await window.focus().catch(() => {});
		return (await window.navigate(to.href)) !== null;
	} catch {
		return false;
	}
}

/** Browsers let a worker show a window for a moment after the tap only. */
const ANSWERS_WITHIN_MS = 500;

/** Whether a page says that nothing would be lost were it left; one that sleeps, or still loads, does not say so. */
const isFree = (window: WindowClient): Promise<boolean> =>
	new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => resolve(data === true);
		setTimeout(() => resolve(false), ANSWERS_WITHIN_MS);
		window.postMessage({ kind: 'free?' }, [port2]);
	});

interface Changed extends ExtendableEvent {
	readonly oldSubscription: PushSubscription | null;
	readonly newSubscription: PushSubscription | null;
}

/** The browser gave the device another address: the portal is told, in the session of whoever turned it on. */
async function renew(worker: Worker, { oldSubscription, newSubscription }: Changed): Promise<void> {
	const before = await turnedOn();
	if (!before || before.account !== (await person())?.account) return;
	const key = oldSubscription?.options.applicationServerKey;
	const renewed =
		newSubscription ??
		(key
			? await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
			: null);
	if (!renewed) return;
	const { endpoint } = renewed;
	const told = await post('turnOn', { ...handedOver(renewed), renews: before.endpoint });
	// As if of an earlier session: the next page tells the portal.
	await noteTurnedOn(told ? { ...before, endpoint } : { ...before, session: '' });
}

/** Tells the portal, as the person who is signed in; where nobody is, there is nothing to tell. True once it was told. */
const post = (act: 'opened' | 'turnOn', input: object): Promise<boolean> =>
	fetch(`/trpc/notifications.${act}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(input),
		keepalive: true
	}).then(
		(answer) => answer.ok && isFromPortal(answer),
		() => false
	);
