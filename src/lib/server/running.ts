import { loadDemoIfNew } from './demo/load.ts';
import { readSettings } from './platform/settings.ts';
import { openPortal, type Portal } from './portal.ts';
import { applyVendorSettings } from './vendor/domain.ts';

let portal: Portal | undefined;

/** Opens the portal of this process, with the demo where the data folder is new and no vendor is configured. */
export async function startPortal(): Promise<Portal> {
	portal = await openPortal(readSettings(process.env));
	await applyVendorSettings(portal.base);
	await loadDemoIfNew(portal.base);
	portal.work();
	process.once('sveltekit:shutdown' as never, () => void stopPortal());
	return portal;
}

export async function stopPortal(): Promise<void> {
	const closing = portal;
	portal = undefined;
	await closing?.close();
}

export function runningPortal(): Portal {
	if (!portal) throw new Error('The portal is not open.');
	return portal;
}
