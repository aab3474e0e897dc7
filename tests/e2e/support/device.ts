import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	expect,
	type BrowserContext,
	type BrowserContextOptions,
	type BrowserType,
	type Page,
	type Worker
} from '@playwright/test';
import { watch } from './faults.ts';

/** What Chromium itself says of a portal that is not there, or went in the middle of an answer. */
const AWAY =
	/net::ERR_(CONNECTION_\w+|EMPTY_RESPONSE|FAILED|ABORTED|INCOMPLETE_CHUNKED_ENCODING|NETWORK_\w+)|TypeError: (Failed to fetch|network error)|Failed to load resource: the server responded with a status of (4\d\d|503)|Manifest fetch from \S+ failed, code 503|^503 /;

/** A browser with a profile on disk: closed and opened again, it is the same one. */
export interface DeviceBrowser {
	page: Page;
	context: BrowserContext;
	/** Closes it as one closes a browser, and opens it again. */
	reopen(): Promise<Page>;
	stop(): Promise<void>;
}

export async function openDevice(
	type: BrowserType,
	options: BrowserContextOptions & Parameters<BrowserType['launchPersistentContext']>[1]
): Promise<DeviceBrowser> {
	const profile = await mkdtemp(join(tmpdir(), 'device-'));
	let faults: string[] = [];
	const open = async () => {
		const context = await type.launchPersistentContext(profile, options);
		faults = watch(context);
		return context;
	};
	const close = async (context: BrowserContext) => {
		await context.close();
		expect(
			faults.filter((fault) => !AWAY.test(fault)),
			'faults in the browser'
		).toEqual([]);
	};
	const first = await open();
	const device: DeviceBrowser = {
		context: first,
		page: first.pages()[0] ?? (await first.newPage()),
		async reopen() {
			await close(device.context);
			device.context = await open();
			device.page = device.context.pages()[0] ?? (await device.context.newPage());
			return device.page;
		},
		async stop() {
			await close(device.context);
			await rm(profile, { recursive: true, force: true });
		}
	};
	return device;
}

/** The portal works without a network from now on. */
export const prepared = (page: Page): Promise<void> =>
	page.evaluate(async () => {
		await navigator.serviceWorker.ready;
		if (!navigator.serviceWorker.controller)
			await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
	});

/** Every word this browser keeps for the portal: caches, database, storage, page. */
export const everythingKept = (page: Page): Promise<string> =>
	page.evaluate(async () => {
		const told: string[] = [document.documentElement.innerText, document.title];
		for (const storage of [localStorage, sessionStorage]) told.push(JSON.stringify({ ...storage }));
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const request of await cache.keys()) {
				const response = await cache.match(request);
				// What belongs to everybody: scripts, pictures of the vendor.
				told.push(
					request.url,
					/json|html|text\/plain/.test(response!.headers.get('content-type') ?? '') ? await response!.text() : ''
				);
			}
		}
		const asked = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error!);
			});
		for (const { name } of await indexedDB.databases()) {
			const db = await asked(indexedDB.open(name!));
			for (const store of db.objectStoreNames) {
				const held = db.transaction(store).objectStore(store);
				told.push(JSON.stringify(await asked(held.getAllKeys())), JSON.stringify(await asked(held.getAll())));
			}
			db.close();
		}
		return told.join('\n');
	});

/** From the next page on, a browser that knows no service workers. */
export const withoutServiceWorkers = (context: BrowserContext): Promise<unknown> =>
	context.addInitScript(() => {
		// @ts-expect-error -- as browsers have it that do not know them
		delete Navigator.prototype.serviceWorker;
	});

/** The portal's service worker, once it runs. */
export async function workerOf(context: BrowserContext): Promise<Worker> {
	return context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
}

/** From now on the worker's time passes when the test says so: what it waits for is over with `pass`. */
export async function holdTime(worker: Worker): Promise<{ pass(): Promise<void> }> {
	await worker.evaluate(() => {
		const waiting = new Map<number, () => void>();
		let last = 0;
		Object.assign(globalThis, {
			setTimeout(work: () => void) {
				waiting.set(++last, work);
				return last;
			},
			clearTimeout: (one: number) => waiting.delete(one),
			passTime() {
				for (const [one, work] of waiting) {
					waiting.delete(one);
					work();
				}
			}
		});
	});
	return { pass: () => worker.evaluate(() => (globalThis as unknown as { passTime(): void }).passTime()) };
}
