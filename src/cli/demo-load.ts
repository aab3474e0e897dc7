import { Command } from 'commander';
import { DEMO_LOGINS, DEMO_PASSWORD } from '#server/demo/logins.ts';
import { loadDemoIfNew } from '#server/demo/load.ts';
import { SettingsError } from '#server/platform/settings.ts';
import { isLocal } from '#server/platform/smtp.ts';
import { openPortal } from '#server/portal.ts';
import { quietSettings } from './quiet-settings.ts';

export const demoLoad = new Command('load')
	.description('Loads the demo into a data folder that has no vendor yet. The portal must be stopped.')
	.action(async () => {
		const settings = quietSettings();
		if (settings.vendor.name)
			throw new SettingsError(
				'VENDOR_NAME is set: the demo brings its own vendor. Unset it, or choose another DATA_DIR.'
			);
		const portal = await openPortal(settings);
		try {
			const loaded = await loadDemoIfNew({ ...portal.base, settings: { ...settings, demo: 'auto' } });
			if (!loaded)
				throw new SettingsError(
					`The data folder ${settings.dataDir} has a vendor already: the demo goes into a new one only. Set DATA_DIR to a new folder.`
				);
			console.log(`The demo is in ${settings.dataDir}. Logins, all with the password ${DEMO_PASSWORD}:`);
			for (const { email, kind } of DEMO_LOGINS) console.log(`  ${email.padEnd(46)} ${kind}`);
			if (settings.smtpUrl && !isLocal(settings.smtpUrl))
				console.log(`Mails to them stay in ${portal.mailFolder}: their addresses cannot exist.`);
		} finally {
			await portal.close();
		}
	});
