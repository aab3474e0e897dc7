import { keepShared } from '#lib/device/shared.ts';
import { SHARE_PATH, SHARED } from '#lib/share-target.ts';
import type { Worker } from './worker.ts';

/** Takes what another app shares before it leaves the device: it becomes part of a ticket once its author has seen it. */
export function listenForShared(worker: Worker): void {
	worker.addEventListener('fetch', (event) => {
		const { method, url } = event.request;
		if (method !== 'POST' || new URL(url).pathname !== SHARE_PATH) return;
		// A share comes from the device itself; a page elsewhere has nothing to plant in anybody's form.
		const { referrer } = event.request;
		if (/^https?:/.test(referrer) && new URL(referrer).origin !== worker.location.origin) return;
		// It is answered here: what answers pages without a network must not answer it again.
		event.stopImmediatePropagation();
		event.respondWith(take(event.request));
	});
}

async function take(request: Request): Promise<Response> {
	const kept = await request
		.formData()
		.then(keepShared)
		.then(
			() => true,
			() => false
		);
	return Response.redirect(kept ? SHARED.taken : SHARED.lost, 303);
}
