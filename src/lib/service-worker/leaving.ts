import { leave } from '#lib/device/person.ts';
import { laterBySync } from '#lib/device/later-by-sync.ts';
import { closeShown } from '#lib/device/turned-on.ts';
import { settle } from '#lib/device/settle.ts';
import type { Worker } from './worker.ts';

/** The portal ends the device with the session anyway. */
const UNSUBSCRIBES_WITHIN_MS = 1_000;

/**
 * Somebody signs out on this device: nothing of theirs stays on it, whether or not the portal can be told at once. True
 * once it was.
 */
export async function signOut(worker: Worker, event: FetchEvent): Promise<boolean> {
	await leave().catch(() => {});
	const { registration } = worker;
	const unsubscribed = registration.pushManager?.getSubscription().then((subscription) => subscription?.unsubscribe());
	await Promise.allSettled([
		clearScreen(worker),
		Promise.race([unsubscribed, new Promise((resolve) => setTimeout(resolve, UNSUBSCRIBES_WITHIN_MS))])
	]);
	const told = await settle();
	// The browser goes on telling by itself, where it can, even when no page is opened any more.
	if (!told) await laterBySync(registration, 'leaving');
	// Its other windows still show what was read; one that sleeps must not keep whoever leaves waiting.
	event.waitUntil(leadAway(worker, event.clientId));
	return told;
}

/** Nothing for anybody stands on the screen any more: neither notifications nor the figure on the icon. */
export async function clearScreen({ registration, navigator }: Worker): Promise<void> {
	await Promise.allSettled([closeShown(registration), navigator.clearAppBadge?.()]);
}

async function leadAway(worker: Worker, from: string): Promise<void> {
	const windows = await worker.clients.matchAll({ type: 'window' });
	await Promise.allSettled(windows.filter(({ id }) => id !== from).map((one) => one.navigate('/login')));
}
