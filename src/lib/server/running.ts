import { loadDemoIfNew } from './demo/load.ts';
import { DEMO_LOGINS, DEMO_PASSWORD } from './demo/logins.ts';
import { readSettings } from './platform/settings.ts';
import { openPortal, type Portal } from './portal.ts';
import { applyVendorSettings, vendorOf } from './vendor/domain.ts';

/** Kept on the process, not in this module: the development server loads modules anew, but the data folder stays taken. */
const held = globalThis as { espaceClient?: Portal | undefined };

/** Opens the portal of this process, with the demo where the data folder is new and no vendor is configured. */
export async function startPortal(): Promise<void> {
	await stopPortal();
	const portal = await openPortal(readSettings(process.env));
	held.espaceClient = portal;
	await applyVendorSettings(portal.base);
	await loadDemoIfNew(portal.base);
	portal.work();
	await announce(portal);
	process.once('sveltekit:shutdown' as never, () => void stopPortal());
}

/** What whoever started it wants to read first. */
async function announce({ base }: Portal): Promise<void> {
	const lines = [`Espace client: ${base.settings.origin}`];
	if ((await vendorOf(base.db)).demo) {
		lines.push(
			`Demo logins, all with the password ${DEMO_PASSWORD}:`,
			...DEMO_LOGINS.map(({ email, kind }) => `  ${email.padEnd(46)} ${kind}`)
		);
		if (!base.settings.smtpUrl) lines.push(`Mails of the demo: ${base.settings.origin}/demo/mails`);
	}
	process.stdout.write(`${lines.join('\n')}\n`);
}

async function stopPortal(): Promise<void> {
	const closing = held.espaceClient;
	held.espaceClient = undefined;
	await closing?.close();
}

export function runningPortal(): Portal {
	if (!held.espaceClient) throw new Error('The portal is not open.');
	return held.espaceClient;
}
