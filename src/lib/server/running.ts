import { loadDemoIfNew } from './demo/load.ts';
import { DEMO_LOGINS, DEMO_PASSWORD } from './demo/logins.ts';
import { readSettings } from './platform/settings.ts';
import { isLocal } from './platform/smtp.ts';
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
	await warn(portal);
	await announce(portal);
	process.once('portal:stopping' as never, () => {
		portal.base.hub.close();
		// Requests may take their seconds to come to an end; a mail begun by then might be cut short.
		portal.wane();
	});
	process.once('sveltekit:shutdown' as never, () => void stopPortal());
}

/** What works here and would not do before customers: a line of the log each, since nothing else would show it. */
async function warn({ base: { settings, log, db } }: Portal): Promise<void> {
	if (!settings.origin.startsWith('https:')) return;
	if (!settings.addressHeader)
		log.warn('ADDRESS_HEADER is not set: behind a proxy all visitors share one address, and its limits');
	if ((await vendorOf(db)).demo)
		log.warn(
			'the demo is served over https: its logins are public, so nothing real may be put in; set DATA_DIR to a new folder and VENDOR_NAME'
		);
}

/** What whoever started it wants to read first. */
async function announce({ base, mailFolder }: Portal): Promise<void> {
	const lines = [`Espace client: ${base.settings.origin}`];
	if ((await vendorOf(base.db)).demo) {
		lines.push(
			`Demo logins, all with the password ${DEMO_PASSWORD}:`,
			...DEMO_LOGINS.map(({ email, kind }) => `  ${email.padEnd(46)} ${kind}`)
		);
		const { smtpUrl, origin } = base.settings;
		if (!smtpUrl) lines.push(`Mails of the demo: ${origin}/demo/mails`);
		else if (!isLocal(smtpUrl))
			lines.push(`Mails to the demo’s people, whose addresses cannot exist, stay in ${mailFolder}.`);
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
