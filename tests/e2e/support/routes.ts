import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../src/routes', import.meta.url));

/** Every address of the portal, as its folders say it. */
export const ROUTES = routesOf('**/+{page,page.server,server}.{svelte,ts}');

/** Those that show a page; the gallery of components does so only while developing. */
export const PAGES = routesOf('**/+page.svelte').filter((route) => route !== '/dev');

const PATTERNS = PAGES.map((route) => ({
	route,
	pattern: new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`),
	open: route.split('[').length
})).sort((one, other) => one.open - other.open);

/** The page an address leads to; one whose address is all said comes before one with a place to fill in. */
export const pageAt = (pathname: string): string | undefined =>
	PATTERNS.find(({ pattern }) => pattern.test(pathname))?.route;

function routesOf(files: string): string[] {
	return [...new Set(globSync(files, { cwd: folder }).map((file) => routeOf(dirname(file))))].sort();
}

function routeOf(path: string): string {
	return `/${path
		.replace(/\\/g, '/')
		.replace(/\([^)]+\)\/?/g, '')
		.replace(/^\.$/, '')}`;
}
