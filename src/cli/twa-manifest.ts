import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { migrations } from '#migrations';
import { openDatabase } from '#server/platform/db.ts';
import { pendingOf } from '#server/platform/migrate.ts';
import { SettingsError } from '#server/platform/settings.ts';
import { twaManifest } from '#server/vendor/twa-manifest.ts';
import { quietSettings } from './quiet-settings.ts';

export const twaManifestPrint = new Command('twa-manifest')
	.description(
		'Prints what Bubblewrap builds the Google Play wrapper from, as the portal stands. It may run; nothing is changed.'
	)
	.option('--out <file>', 'writes it there instead; a file that exists is left alone')
	.action(async ({ out }: { out?: string }) => {
		const settings = quietSettings();
		const file = join(settings.dataDir, 'portal.db');
		if (!existsSync(file))
			throw new SettingsError(`There is no portal in ${settings.dataDir}. Set DATA_DIR to its folder.`);
		const { db } = openDatabase(file);
		try {
			if ((await pendingOf(db, migrations)).length > 0)
				throw new SettingsError('The data are of an older version. Start the portal once: it migrates them.');
			const text = `${JSON.stringify(await twaManifest({ db, settings }), null, 2)}\n`;
			if (out === undefined) process.stdout.write(text);
			else write(out, text);
		} finally {
			await db.destroy();
		}
	});

function write(out: string, text: string): void {
	try {
		writeFileSync(out, text, { flag: 'wx', mode: 0o644 });
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw new SettingsError(code === 'EEXIST' ? `${out} exists: it is left as it is.` : message);
	}
	console.log(`Written to ${out}. Go on with docs/play-store.md.`);
}
