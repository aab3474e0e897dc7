import { dev } from '$app/environment';

/** The service worker of this browser once it runs; null where there is none. */
export async function registration(): Promise<ServiceWorkerRegistration | null> {
	return (await registerWorker()) && navigator.serviceWorker.ready;
}

let registered: Promise<ServiceWorkerRegistration | null> | undefined;

/** Has the portal work without a network from now on. While developing, nothing may stand between a page and its changes. */
export const registerWorker = (): Promise<ServiceWorkerRegistration | null> =>
	(registered ??=
		dev || !('serviceWorker' in navigator)
			? Promise.resolve(null)
			: navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).catch(() => null));

/** Tells of a newer version that is ready to take over, now or later. */
export async function watchVersions(ready: (takeOver: () => void) => void): Promise<void> {
	const worker = await registerWorker();
	if (!worker) return;
	const told = ({ waiting }: ServiceWorkerRegistration) => {
		// The first one there ever was replaces nothing.
		if (waiting && navigator.serviceWorker.controller) ready(() => takeOver(waiting));
	};
	told(worker);
	worker.addEventListener('updatefound', () => {
		const { installing } = worker;
		installing?.addEventListener('statechange', () => {
			if (installing.state === 'installed') told(worker);
		});
	});
}

/** Asked by somebody: the page loads again with it. */
function takeOver(waiting: ServiceWorker): void {
	navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
	waiting.postMessage({ kind: 'take over' });
}
