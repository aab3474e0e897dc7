import type { BrowserContext } from '@playwright/test';

/** A refused page is said on the console by Chromium itself; a refused script or picture is a fault. */
const REFUSED_PAGE = /^Failed to load resource: the server responded with a status of 4\d\d/;

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
		faults.push(`${message.text()} (${message.location().url})`);
	});
	context.on('weberror', (error) => {
		faults.push(String(error.error().stack ?? error.error()));
	});
	return faults;
}
