import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { deleteInParts } from '#server/platform/retention.ts';
import type { Column } from './columns.ts';
import { FOUND_MAX, type FileName, type Problem, type Reason, type Severity } from './problems.ts';

/** What a run made of the rows, and how much is to be said of them. */
export interface Counts {
	structures: RowCounts;
	contacts: RowCounts;
	/** Values that stay as they are in the portal, against the files. */
	kept: number;
	warnings: number;
}

export interface RowCounts {
	created: number;
	updated: number;
	unchanged: number;
	refused: number;
}

/** All that is to be said of a run, told one by one as it is found. */
export class Report {
	readonly problems: Problem[] = [];
	readonly counts: Counts = { structures: none(), contacts: none(), kept: 0, warnings: 0 };

	/** Another that says the same so far: a transaction that is tried again begins anew. */
	copy(): Report {
		const other = new Report();
		other.tell(this.problems);
		return other;
	}

	tell(problems: readonly Problem[]): void {
		for (const problem of problems) {
			this.problems.push(problem);
			if (problem.severity === 'refused') this.counts[problem.file].refused++;
			else this.counts[problem.severity === 'kept' ? 'kept' : 'warnings']++;
		}
	}

	/** Says that the portal's own value stays. */
	keep(
		{ file, line }: { file: FileName; line: number },
		{ column, found, live }: { column: Column; found: string; live: string },
		reason: Extract<Reason, 'kept' | 'removed'> = 'kept'
	): void {
		const short = (text: string) => text.slice(0, FOUND_MAX);
		this.tell([{ severity: 'kept', file, line, column, reason, found: short(found), live: short(live) }]);
	}

	count(file: FileName, act: 'created' | 'updated' | 'unchanged', rows = 1): void {
		this.counts[file][act] += rows;
	}

	get refused(): number {
		return this.counts.structures.refused + this.counts.contacts.refused;
	}
}

const none = (): RowCounts => ({ created: 0, updated: 0, unchanged: 0, refused: 0 });

const AT_ONCE = 500;
const ORDER: Record<Severity, number> = { refused: 0, kept: 1, warning: 2 };

/** Keeps what was to be said: what keeps rows out first, then by file and line. */
export async function saveProblems(db: Trx, runId: string, problems: readonly Problem[]): Promise<void> {
	const inOrder = [...problems].sort(
		(one, other) =>
			ORDER[one.severity] - ORDER[other.severity] || compare(other.file, one.file) || one.line - other.line
	);
	for (let start = 0; start < inOrder.length; start += AT_ONCE)
		await db
			.insertInto('importProblem')
			.values(
				inOrder.slice(start, start + AT_ONCE).map(({ column, first, live, ...problem }, index) => ({
					...problem,
					runId,
					position: start + index,
					columnName: column,
					firstLine: first ?? null,
					live: live ?? null
				}))
			)
			.execute();
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Forgets what was said of single rows by the runs of before a moment: it names people. Returns how much it was. */
export const forgetReports = ({ db }: Base, before: string): Promise<number> =>
	deleteInParts((most) =>
		db
			.deleteFrom('importProblem')
			.where(({ eb, refTuple, selectFrom }) =>
				eb(
					refTuple('runId', 'position'),
					'in',
					selectFrom('importProblem')
						.innerJoin('importRun', 'importRun.id', 'importProblem.runId')
						.select(['importProblem.runId', 'importProblem.position'])
						.where('importRun.startedAt', '<=', before)
						.limit(most)
						.$asTuple('runId', 'position')
				)
			)
			.executeTakeFirstOrThrow()
	);
