import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ask } from './load.ts';

/** Bytes of JavaScript, gzipped, that a page makes a browser fetch. */
export async function weightOf(root: string, url: string, cookie: string | undefined): Promise<number> {
	const answer = await ask(url, {
		headers: { accept: 'text/html', 'accept-encoding': 'gzip', ...(cookie ? { cookie } : {}) }
	});
	return weightOfPage(
		root,
		String(answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.body) : answer.body)
	);
}

/** The same of a page's HTML: what it names, and what that imports. */
export function weightOfPage(root: string, html: string): number {
	const seen = new Map<string, number>();
	const visit = (path: string) => {
		if (seen.has(path)) return;
		const file = readFileSync(join(root, 'build/client', path));
		seen.set(path, gzipSync(file).length);
		// Only static imports: what is imported on demand is not fetched with the page.
		for (const [, name] of String(file).matchAll(/\b(?:import|from)\s*["'](\.[^"']+\.m?js)["']/g))
			visit(join(dirname(path), name!));
	};
	for (const [, path] of html.matchAll(/["'](?:\.{1,2}\/|\/)*(_app\/immutable\/[^"']+\.m?js)["']/g)) visit(`/${path}`);
	const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([^]*?)<\/script>/g)].map(([, code]) => code).join('');
	return [...seen.values()].reduce((sum, size) => sum + size, inline === '' ? 0 : gzipSync(inline).length);
}
