/** An address that names a version is kept for long; pages name another once the vendor has changed it. */
export const cacheOf = ({ url }: { url: URL }) =>
	url.searchParams.has('v') ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
