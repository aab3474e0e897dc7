import { Command } from 'commander';
import { checkData } from './doctor/data.ts';
import type { Finding } from './doctor/finding.ts';
import { checkSurroundings } from './doctor/surroundings.ts';
import { quietSettings } from './quiet-settings.ts';

const SIGN = { ok: '✓', note: '·', problem: '✗' };

export const doctor = new Command('doctor')
	.description(
		'Looks at the settings, the data and the mail server, changes nothing, and says what to do. Works while the portal runs.'
	)
	.action(async () => {
		let problems = 0;
		const tell = ({ level, says, todo }: Finding) => {
			if (level === 'problem') problems++;
			console.log(`${SIGN[level]} ${says}${todo ? `\n    ${todo}` : ''}`);
		};
		try {
			const settings = quietSettings();
			tell({ level: 'ok', says: 'Settings are understood' });
			for await (const finding of checkSurroundings(settings)) tell(finding);
			for await (const finding of checkData(settings)) tell(finding);
		} catch (error) {
			tell({ level: 'problem', says: (error as Error).message });
		}
		console.log(problems === 0 ? 'No problem found.' : `${problems} ${problems === 1 ? 'problem' : 'problems'} found.`);
		process.exitCode = problems === 0 ? 0 : 1;
	});
