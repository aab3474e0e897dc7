import { m } from '#lib/paraglide/messages.js';
import type { Db } from '#server/platform/db.ts';
import { spreadsheet } from '#server/platform/spreadsheet.ts';
import { keptReasonIn, type Severity } from './problems.ts';

const SEVERITIES: Record<Severity, () => string> = {
	refused: m.imports_severity_refused,
	kept: m.imports_severity_kept,
	warning: m.imports_severity_warning
};

/** What is to be done with a problem of each severity, in the reader's language. */
const severityIn = (severity: Severity): string => SEVERITIES[severity]();

/** The report of a run as a spreadsheet: a row a problem, by file, line and column, in the reader's language. */
export async function reportFile(db: Db, runId: string): Promise<string> {
	const columns = [
		m.imports_report_severity(),
		m.imports_report_file(),
		m.imports_report_line(),
		m.imports_report_column(),
		m.imports_report_reason(),
		m.imports_report_found()
	] as const;
	const rows = await db
		.selectFrom('importProblem')
		.selectAll()
		.where('runId', '=', runId)
		.orderBy('position')
		.execute();
	return spreadsheet(
		rows.map(({ severity, file, line, columnName, reason, found, firstLine, live }) => ({
			[columns[0]]: severityIn(severity),
			[columns[1]]: `${file}.csv`,
			[columns[2]]: line,
			[columns[3]]: columnName,
			[columns[4]]: keptReasonIn({ reason, firstLine, live }),
			[columns[5]]: found
		})),
		[...columns]
	);
}
