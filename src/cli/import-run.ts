import { Command } from 'commander';
import { runAnnounced } from '#server/imports/domain.ts';
import { openBeside } from '#server/portal.ts';
import { quietSettings } from './quiet-settings.ts';

/** What the portal starts for a run asked for in the console; it reads how far it is, a line of JSON each time. */
export const importRun = new Command('import-run').argument('<id>').action(async (id: string) => {
	// Nobody would know of what it brought after the portal that started it is gone.
	process.once('disconnect', () => process.exit(1));
	const { base, close } = await openBeside(quietSettings());
	let told = 0;
	try {
		await runAnnounced(base, id, (progress) => {
			const now = Date.now();
			if (now - told < 200 && progress.done < progress.total) return;
			told = now;
			process.stdout.write(`${JSON.stringify(progress)}\n`);
		});
	} finally {
		await close();
		process.removeAllListeners('disconnect');
		if (process.connected) process.disconnect();
	}
});
