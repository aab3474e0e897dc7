import { initialOf } from '#lib/initial.ts';
import { paletteOf } from '#lib/palette.ts';
import { appIcon, emblemOf } from '#server/app-icon.ts';
import { api } from '#server/request-context.ts';
import { cacheOf } from '../../cache-of.ts';
import type { RequestHandler } from './$types';

/** Made from the vendor's icon, else its logo, else the first letter of its name on its colour. */
export const GET: RequestHandler = async (event) => {
	const { vendor } = api(event);
	const { name, color } = await vendor.show();
	const picture = (await vendor.image({ name: 'icon' })) ?? (await vendor.image({ name: 'logo' }));
	const emblem = await emblemOf(event, picture?.hash ?? null, initialOf(name));
	return new Response(await appIcon(event.params.icon, emblem, paletteOf(color).light.accent), {
		headers: { 'content-type': 'image/png', 'cache-control': cacheOf(event) }
	});
};
