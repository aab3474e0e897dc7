import { loadDemoIfNew } from './demo/load.ts';
import { readSettings } from './platform/settings.ts';
import { openPortal, type Portal } from './portal.ts';
import { DEMO_LOGINS, DEMO_PASSWORD } from './demo/logins.ts';
import { applyVendorSettings, vendorOf } from './vendor/domain.ts';

let portal: Portal | undefined;

/** Opens the portal of this process, with the demo where the data folder is new and no vendor is configured. */
export async function startPortal(): Promise<Portal> {
	portal = await openPortal(readSettings(process.env));
	await applyVendorSettings(portal.base);
	await loadDemoIfNew(portal.base);
	portal.work();
	await announce(portal);
	process.once('sveltekit:shutdown' as never, () => void stopPortal());
	return portal;
}

/** What whoever started it wants to read first. */
async function announce({ base }: Portal): Promise<void> {
	const lines = [`Espace client: ${base.settings.origin}`];
	if ((await vendorOf(base.db)).demo) {
		lines.push(`Demo logins, all with the password ${DEMO_PASSWORD}:`, ...DEMO_LOGINS.map(({ email, kind }) => `  ${email.padEnd(46)} ${kind}`));
		if (!base.settings.smtpUrl) lines.push(`Mails of the demo: ${base.settings.origin}/demo/mails`);
	}
	process.stdout.write(`${lines.join('\n')}\n`);
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
