import { registration } from './registration.ts';
import { closeShown, forgetTurnedOn, handedOver, noteTurnedOn, turnedOn } from './turned-on.ts';

/**
 * How notifications stand in this browser: it knows none, only once it is installed (iPhone, iPad), the person forbade
 * them, they are off, on, or its push service could not be reached.
 */
export type PushState = 'unsupported' | 'install' | 'denied' | 'off' | 'on' | 'unreachable';

/** Asks nothing and changes nothing. `marks` are those of the devices the portal tells. */
export async function pushState(marks: readonly string[]): Promise<PushState> {
	if (!isSupported()) return isApplePhone() ? 'install' : 'unsupported';
	if (Notification.permission === 'denied') return 'denied';
	const subscription = await subscribed();
	return subscription && marks.includes(await markOf(subscription.endpoint)) ? 'on' : 'off';
}

const isSupported = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/** Apple gives notifications to pages put on the home screen only. An iPad calls itself a Mac that can be touched. */
const isApplePhone = (): boolean =>
	/iP(hone|ad|od)/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

async function subscribed(): Promise<PushSubscription | null> {
	const running = await navigator.serviceWorker.getRegistration('/');
	return (await running?.pushManager.getSubscription()) ?? null;
}

/** By what the portal names this device without telling its address: as the server works it out. */
async function markOf(endpoint: string): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint));
	return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** To be called by a click: the browser asks the person. Throws what the portal refuses. */
export async function turnOn(account: string): Promise<PushState> {
	const permission = await Notification.requestPermission();
	if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'off';
	return subscribe(account);
}

/** `renews` is the address it was turned on at before: the portal then keeps off what was taken off on purpose. */
async function subscribe(account: string, renews?: string): Promise<PushState> {
	const { client } = await import('#lib/trpc.ts');
	const { key, session } = await client.notifications.push.query();
	if (!(await registration())) return 'unsupported';
	const { pushManager } = await navigator.serviceWorker.ready;
	let subscription: PushSubscription;
	try {
		subscription = await subscriptionFor(pushManager, key);
	} catch {
		return 'unreachable';
	}
	const device = handedOver(subscription);
	const { on } = await client.notifications.turnOn.mutate(renews ? { ...device, renews } : device);
	if (!on) {
		await leave(subscription);
		return 'off';
	}
	// Where nothing can be kept, it is not turned on by itself in the next session.
	await noteTurnedOn({ account, session, endpoint: device.endpoint }).catch(() => {});
	return 'on';
}

/** One made for other keys, as of a portal that was set up anew, is of no use. */
async function subscriptionFor(manager: PushManager, key: string): Promise<PushSubscription> {
	const before = await manager.getSubscription();
	const used = before?.options.applicationServerKey;
	if (before && used && base64url(used) === key) return before;
	await before?.unsubscribe();
	const silent = new Promise<never>((_, reject) => setTimeout(() => reject(new Error()), ANSWERS_WITHIN_MS));
	return Promise.race([manager.subscribe({ userVisibleOnly: true, applicationServerKey: key }), silent]);
}

/** Where a network closes the browser's push service, Chromium goes on trying for ever and says nothing. */
const ANSWERS_WITHIN_MS = 15_000;

const base64url = (bytes: ArrayBuffer): string =>
	btoa(String.fromCharCode(...new Uint8Array(bytes)))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replace(/=+$/, '');

/** Turns this browser off, here and in the portal. */
export async function turnOff(): Promise<void> {
	const subscription = await subscribed();
	const endpoint = subscription?.endpoint;
	await leave(subscription);
	if (!endpoint) return;
	const { client } = await import('#lib/trpc.ts');
	await client.notifications.turnOff.mutate({ endpoint });
}

async function leave(subscription: PushSubscription | null): Promise<void> {
	await subscription?.unsubscribe().catch(() => {});
	await forgetTurnedOn().catch(() => {});
}

let kept = '';

/**
 * Of a person who allowed notifications here: the figure on the application's icon, and a device that goes on in their
 * next session. Nobody else's device is ever turned on by itself, and nothing for anybody else stays on the screen.
 */
export async function keepOn(account: string, unread: number): Promise<void> {
	const badge = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
	await badge?.catch(() => {});
	if (kept === account) return;
	kept = account;
	const running = await navigator.serviceWorker.getRegistration('/');
	if (running) await closeShown(running, account);
	const before = await turnedOn();
	if (before?.account !== account) return;
	const { client } = await import('#lib/trpc.ts');
	const { session } = await client.notifications.push.query();
	// In the same session it was taken off on purpose, perhaps from another device.
	if (session !== before.session) await subscribe(account, before.endpoint);
}
