import { Command } from 'commander';
import { openPortal } from '#server/portal.ts';
import { quietSettings } from './quiet-settings.ts';

export const migrateNow = new Command('migrate')
	.description(
		'Brings the data up to this version, after a backup; the portal does the same at each start. It must be stopped.'
	)
	.action(async () => {
		const { applied, backup, close } = await openPortal(quietSettings());
		await close();
		if (backup) console.log(`Backed up to ${backup}`);
		for (const name of applied) console.log(`Applied ${name}`);
		if (applied.length === 0) console.log('The data are up to date.');
	});
