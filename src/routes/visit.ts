interface Asked {
	request: { method: string; headers: Headers };
	isDataRequest: boolean;
}

/**
 * Whether somebody opens a page before their eyes: a whole page asked for with GET, that no browser fetches in advance.
 * What the portal's own script fetches does not count: it asks as soon as a link is pointed at, and says by itself when
 * the page is gone to.
 */
export const isVisit = ({ request: { method, headers }, isDataRequest }: Asked): boolean =>
	method === 'GET' &&
	!isDataRequest &&
	!['sec-purpose', 'purpose', 'x-moz'].some((name) => /prefetch|preview/.test(headers.get(name) ?? ''));
