import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../src/routes', import.meta.url));

/** Every address of the portal, as its folders say it. */
export const ROUTES = [
	...new Set(
		globSync('**/+{page,page.server,server}.{svelte,ts}', { cwd: folder }).map((file) => routeOf(dirname(file)))
	)
].sort();

function routeOf(path: string): string {
	return `/${path
		.replace(/\\/g, '/')
		.replace(/\([^)]+\)\/?/g, '')
		.replace(/^\.$/, '')}`;
}
