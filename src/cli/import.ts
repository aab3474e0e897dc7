import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { LOCALES } from '#lib/schemas/person.ts';
import {
	faultIn,
	reportFile,
	runImport,
	type GivenFile,
	type ImportResult,
	type Progress
} from '#server/imports/domain.ts';
import { inLocale } from '#server/platform/locale.ts';
import { SettingsError } from '#server/platform/settings.ts';
import { openBeside } from '#server/portal.ts';
import { quietSettings } from './quiet-settings.ts';

interface Options {
	structures?: string;
	contacts?: string;
	dryRun?: boolean;
	leaveOut?: boolean;
	report?: string;
	locale: 'fr' | 'en';
}

export const importFiles = new Command('import')
	.description(
		'Brings structures and contacts from the old portal’s CSV files, all or nothing. Works while the portal runs.'
	)
	.option('--structures <file>', 'structures.csv')
	.option('--contacts <file>', 'contacts.csv')
	.option('--dry-run', 'only say what would become of the rows')
	.option('--leave-out', 'bring the others where rows are refused')
	.option('--report <file>', 'write every problem there, as CSV')
	.addOption(new Option('--locale <language>', 'language of the report').choices(LOCALES).default('fr'))
	.action(async ({ structures, contacts, dryRun = false, leaveOut = false, report, locale }: Options) => {
		if (!structures && !contacts) throw new SettingsError('Name at least one file: --structures, --contacts.');
		const given = { structures: fileAt(structures), contacts: fileAt(contacts) };
		// Before anything is brought: a report that cannot be written would be missed afterwards.
		if (report) writeReport(report, '');
		const { base, close } = await openBeside(quietSettings());
		const bar = progressBar();
		try {
			const result = await runImport(base, { ...given, dryRun, leaveOut, by: null }, bar.show);
			bar.end();
			if (report) writeReport(report, await inLocale(locale, () => reportFile(base.db, result.runId)));
			tell(result, report);
			if (result.state === 'refused' || result.state === 'unreadable') process.exitCode = 1;
		} finally {
			await close();
		}
	});

function fileAt(path: string | undefined): GivenFile | null {
	if (path === undefined) return null;
	try {
		return { name: basename(path), bytes: readFileSync(path) };
	} catch (error) {
		throw new SettingsError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
	}
}

function writeReport(path: string, text: string): void {
	try {
		writeFileSync(path, text);
	} catch (error) {
		throw new SettingsError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
	}
}

const STEPS: Record<Progress['step'], string> = {
	structures: 'Reading structures',
	contacts: 'Reading contacts',
	writing: 'Bringing rows'
};
const BAR_WIDTH = 30;

/** One line that fills on a terminal; a line a step where nobody watches. */
function progressBar(): { show(progress: Progress): void; end(): void } {
	const { stderr } = process;
	let shown = '';
	let step = '';
	return {
		show({ step: now, done, total }) {
			if (!stderr.isTTY) {
				if (now !== step) stderr.write(`${STEPS[now]}\n`);
				step = now;
				return;
			}
			const share = total === 0 ? 1 : done / total;
			const filled = Math.round(share * BAR_WIDTH);
			const line = `${STEPS[now].padEnd(20)} [${'#'.repeat(filled)}${' '.repeat(BAR_WIDTH - filled)}] ${Math.floor(share * 100)} %`;
			if (line === shown) return;
			if (step !== '' && step !== now) stderr.write('\n');
			[shown, step] = [line, now];
			stderr.write(`\r${line}`);
		},
		end() {
			if (stderr.isTTY && step !== '') stderr.write('\n');
		}
	};
}

const ENDINGS: Record<Exclude<ImportResult['state'], 'unreadable'>, string> = {
	checked: 'Nothing was written: this was a dry run.',
	refused: 'Nothing was written: rows are refused. Mend them, or add --leave-out to bring the others.',
	done: 'Done.'
};

function tell({ state, counts, failure }: ImportResult, report: string | undefined): void {
	if (state === 'unreadable') return console.log(failure ? faultIn(failure) : 'The files cannot be read.');
	for (const file of ['structures', 'contacts'] as const) {
		const { created, updated, unchanged, refused } = counts[file];
		console.log(`${file}: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`);
	}
	console.log(`${counts.kept} values of the portal kept, ${counts.warnings} warnings`);
	console.log(ENDINGS[state]);
	if (report) console.log(`Every problem, with file, line, column and reason: ${report}`);
	else if (counts.kept + counts.warnings + counts.structures.refused + counts.contacts.refused > 0)
		console.log('Add --report <file> for every problem, with file, line, column and reason.');
}
