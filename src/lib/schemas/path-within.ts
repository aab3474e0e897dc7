/** A path of this portal to go on to, or null: never another site's address, however it is written. */
export function pathWithin(path: string | null | undefined): string | null {
	if (!path || !/^\/(?![/\\])/.test(path)) return null;
	const base = 'http://portal.invalid';
	try {
		const url = new URL(path, base);
		// Dots are resolved by now: « /.//evil.example » has become another site's address.
		return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : null;
	} catch {
		return null;
	}
}
