import { Command } from 'commander';
import { inLocale } from '#server/platform/locale.ts';
import { demoLoad } from './demo-load.ts';
import { doctor } from './doctor.ts';
import { importRun } from './import-run.ts';
import { importFiles } from './import.ts';
import { handoffLink } from './handoff-link.ts';
import { managerCreate } from './manager-create.ts';
import { migrateNow } from './migrate.ts';
import { outboxDeliver } from './outbox-deliver.ts';
import { twaManifestPrint } from './twa-manifest.ts';

const MORE_HELP = `
Examples:
  npm run portal -- manager create --email mona@example.fr --first-name Mona --last-name Vautrin
  npm run portal -- doctor
  npm run portal -- outbox deliver
  npm run portal -- import --structures structures.csv --contacts contacts.csv --dry-run --report problems.csv
  npm run portal -- handoff link vera@example.fr
  npm run portal -- twa-manifest --out twa-manifest.json
  DATA_DIR=/tmp/demo npm run portal -- demo load

Settings are read from the environment, as by the portal itself: DATA_DIR, ORIGIN, SMTP_URL and the others
described in docs/operating.md. Run the command as the user the portal runs as.`;

// What it writes is for the operator's user alone.
process.umask(0o077);

const program = new Command('portal')
	.description('The operator’s command line of Espace client.')
	.addHelpText('after', MORE_HELP);
program.command('manager').description('the vendor’s managers').addCommand(managerCreate);
program.command('demo').description('the demo').addCommand(demoLoad);
program.command('outbox').description('mails waiting to leave').addCommand(outboxDeliver);
program.command('handoff').description('links from the old portal').addCommand(handoffLink);
program.addCommand(importFiles).addCommand(migrateNow).addCommand(doctor).addCommand(twaManifestPrint);
program.addCommand(importRun, { hidden: true });

try {
	await inLocale('en', () => program.parseAsync());
} catch (error) {
	console.error(oneLine(error));
	process.exitCode = 1;
}

/** What went wrong in one line; the stack only for whoever asks for it. */
function oneLine(error: unknown): string {
	if (process.env.LOG_LEVEL === 'debug') return (error as Error).stack ?? String(error);
	const { name, message } = error as Error;
	return name === 'SettingsError' || name === 'AppError'
		? message
		: `Unexpected: ${message} (LOG_LEVEL=debug tells more)`;
}
