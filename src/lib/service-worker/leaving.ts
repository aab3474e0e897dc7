import { leave } from '#lib/device/person.ts';
import { settle } from '#lib/device/settle.ts';
import type { Worker } from './worker.ts';

/**
 * Somebody signs out on this device: nothing of theirs stays on it, whether or not the portal can be told at once. True
 * once it was.
 */
export async function signOut(worker: Worker, clientId: string): Promise<boolean> {
	await leave().catch(() => {});
	const { registration } = worker;
	await Promise.allSettled([
		registration.getNotifications().then((shown) => shown.forEach((notification) => notification.close())),
		registration.pushManager?.getSubscription().then((subscription) => subscription?.unsubscribe())
	]);
	const told = await settle();
	// Its other windows still show what was read.
	const windows = await worker.clients.matchAll({ type: 'window' });
	await Promise.allSettled(windows.filter(({ id }) => id !== clientId).map((one) => one.navigate('/login')));
	return told;
}
