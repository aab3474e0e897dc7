import { appManifest } from '#lib/app-manifest.ts';
import { screenshotsIn } from '#lib/ui/app/pictures.ts';
import { currentLocale } from '#server/platform/locale.ts';
import { api } from '#server/request-context.ts';
import type { RequestHandler } from './$types';

/** In the reader's language, so asked for with their cookies; never kept, for the vendor may change all of it. */
export const GET: RequestHandler = async (event) => {
	const locale = currentLocale();
	const manifest = appManifest(await api(event).vendor.show(), locale, screenshotsIn(locale));
	return new Response(JSON.stringify(manifest), { headers: { 'content-type': 'application/manifest+json' } });
};
