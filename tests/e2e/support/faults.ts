import type { BrowserContext } from '@playwright/test';

/** A refused page is said on the console by Chromium itself; a refused script or picture is a fault. */
const REFUSED_PAGE = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** So is a file that could not be sent; why stands beside its name on the page. */
const UNSENT = /^Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_FAILED)/;

/** A network cut on purpose. */
const OFFLINE = /net::ERR_INTERNET_DISCONNECTED/;

/** What goes wrong in a browser from now on: errors on the console, exceptions, answers of 5xx. */
export function watch(context: BrowserContext): string[] {
	const faults: string[] = [];
	const pages = new Set<string>();
	context.on('request', (request) => {
		if (request.isNavigationRequest()) pages.add(request.url());
	});
	context.on('response', (response) => {
		if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
	});
	context.on('console', (message) => {
		if (message.type() !== 'error' && message.type() !== 'warning') return;
		if (REFUSED_PAGE.test(message.text()) && pages.has(message.location().url)) return;
		if (OFFLINE.test(message.text())) return;
		if (UNSENT.test(message.text()) && /^https?:\/\/[^/]+\/files$/.test(message.location().url)) return;
		faults.push(`${message.text()} (${message.location().url})`);
	});
	context.on('weberror', (error) => {
		faults.push(String(error.error().stack ?? error.error()));
	});
	return faults;
}
