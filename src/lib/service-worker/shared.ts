import { keepShared } from '#lib/device/shared.ts';
import { SHARE_PATH, SHARED } from '#lib/share-target.ts';
import type { Worker } from './worker.ts';

/** Takes what another app shares before it leaves the device: it becomes part of a ticket once its author has seen it. */
export function listenForShared(worker: Worker): void {
	worker.addEventListener('fetch', (event) => {
		const { method, url } = event.request;
		if (method === 'POST' && new URL(url).pathname === SHARE_PATH) event.respondWith(take(event.request));
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
