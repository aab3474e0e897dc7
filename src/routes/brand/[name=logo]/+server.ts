import { initialOf } from '#lib/initial.ts';
import { paletteOf } from '#lib/palette.ts';
import { api } from '#server/request-context.ts';
import { storedAnswer } from '#server/stored-answer.ts';
import { cacheOf } from '../cache-of.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const image = await api(event).vendor.image({ name: event.params.name });
	const cache = cacheOf(event);
	if (image) return storedAnswer(event, { ...image, cache, trusted: true });
	const { name, color } = await api(event).vendor.show();
	return new Response(drawn(initialOf(name), paletteOf(color).light.accent), {
		headers: { 'content-type': 'image/svg+xml', 'cache-control': cache }
	});
};

/** For a vendor without an icon: the first letter of its name on its colour. */
const drawn = (letter: string, color: string): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${color}"/><text x="16" y="22.5" font-family="sans-serif" font-size="19" font-weight="700" text-anchor="middle" fill="#fff">${letter}</text></svg>`;
