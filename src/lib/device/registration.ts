let registered: Promise<ServiceWorkerRegistration | null> | undefined;

/** What runs for the portal beside its pages; null where a browser has no such thing, or refuses it. */
export const registration = (): Promise<ServiceWorkerRegistration | null> =>
	(registered ??=
		'serviceWorker' in navigator
			? navigator.serviceWorker.register('/service-worker.js', { type: 'module' }).catch(() => null)
			: Promise.resolve(null));
