import { browser } from '$app/environment';
import { readDevice, type OnDevice } from '#lib/device/read-device.ts';
import type { PageLoad } from './$types';

const NOBODY: OnDevice = { what: 'nobody' };

/**
 * What is shown in place of a page that cannot be had. The same for everybody as it comes from the portal; whose it is,
 * and what is asked for, this browser finds out by itself. It stands at the address that was asked for.
 */
export const load: PageLoad = async ({ url }) => {
	const kept = browser ? await readDevice(url.pathname).catch(() => NOBODY) : NOBODY;
	return {
		kept,
		withoutNetwork: true,
		...('who' in kept
			? {
					structure: kept.structure,
					me: { account: { id: kept.who.account }, structures: [] },
					locale: kept.who.locale,
					timeZone: kept.who.timeZone
				}
			: {})
	};
};
