import { readdirSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const CHUNKS = new URL('../../../build/client/_app/immutable/chunks/', import.meta.url);

/** The files fetched apart that say something. */
const chunksWith = (said: string): string[] =>
	readdirSync(CHUNKS).filter(
		(file) => file.endsWith('.mjs') && readFileSync(new URL(file, CHUNKS), 'utf8').includes(said)
	);

/** Holds back the scripts a page asks for from now on, or of those fetched apart the ones that say something. */
export async function holdScripts(page: Page, said?: string) {
	const held = said === undefined ? null : chunksWith(said);
	let letGo = () => {};
	const released = new Promise<void>((resolve) => (letGo = resolve));
	let asked = 0;
	await page.route(
		({ pathname }) => pathname.endsWith('.mjs') && (held === null || held.some((file) => pathname.endsWith(file))),
		async (route) => {
			asked += 1;
			await released;
			const response = await route.fetch();
			await route.fulfill({ response, body: `${await response.text()}\nglobalThis.hasCome = true;` });
		}
	);
	return {
		/** How many are being held. */
		asked: () => asked,
		/** Lets them come, until one of them has run. */
		async release() {
			letGo();
			await page.waitForFunction(() => 'hasCome' in globalThis);
			await page.unrouteAll({ behavior: 'ignoreErrors' });
		}
	};
}
