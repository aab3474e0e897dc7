/** Not in every browser, and so not in TypeScript's. */
type WithSync = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

/** Has the browser call the service worker once there is a network, where it can, even when no page is open. */
export async function laterBySync(registration: ServiceWorkerRegistration | null, tag: string): Promise<void> {
	await (registration as WithSync | null)?.sync?.register(tag).catch(() => {});
}
