import './table.ts';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { bringImportInput, checkImportInput, readImportInput } from '#lib/schemas/imports.ts';
import { recordAudit } from '#server/audit/domain.ts';
import { waitingFile } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { dayAt } from '#server/platform/wall-clock.ts';
import { fileBeginning } from './columns.ts';
import { progressOf } from './importer.ts';
import { faultIn, keptReasonIn, type FileFault, type FileName } from './problems.ts';
import { reportFile } from './report-file.ts';
import type { Counts } from './report.ts';
import type { ImportRunTable } from './table.ts';

const RUNS_SHOWN = 50;
const PROBLEMS_SHOWN = 50;
const HEADER_BYTES = 4096;

type Run = Selectable<ImportRunTable>;
type Manager = Ctx<'manager'>;

/** The last runs, the newest first. */
export async function listRuns({ db }: Manager) {
	const rows = await db
		.selectFrom('importRun')
		.leftJoin('account', 'account.id', 'importRun.startedBy')
		.selectAll('importRun')
		.select(['account.firstName', 'account.lastName'])
		.orderBy('importRun.startedAt', 'desc')
		.orderBy('importRun.id', 'desc')
		.limit(RUNS_SHOWN)
		.execute();
	return rows.map(({ firstName, lastName, ...run }) => ({
		...shownRun(run),
		by: firstName === null ? null : `${firstName} ${lastName}`
	}));
}

/** The run that is about to read files, or reads them. */
export async function importUnderWay(db: Db | Trx) {
	const run = await db
		.selectFrom('importRun')
		.select(['id', 'startedAt', 'dryRun'])
		.where('state', 'in', ['waiting', 'running'])
		.executeTakeFirst();
	return run ? { id: run.id, startedAt: run.startedAt, dryRun: run.dryRun === 1, progress: progressOf(run.id) } : null;
}

/** One run, how far it is, and a page of what it has to say. */
export async function readRun(ctx: Manager, { run: id, severity, after }: z.output<typeof readImportInput>) {
	const run = await runOf(ctx, id);
	const rows = await ctx.db
		.selectFrom('importProblem')
		.selectAll()
		.where('runId', '=', id)
		.$if(severity !== undefined, (q) => q.where('severity', '=', severity!))
		.$if(after !== undefined, (q) => q.where('position', '>', after!))
		.orderBy('position')
		.limit(PROBLEMS_SHOWN + 1)
		.execute();
	const problems = rows.slice(0, PROBLEMS_SHOWN).map(({ firstLine, live, columnName, reason, ...problem }) => ({
		severity: problem.severity,
		file: problem.file,
		line: problem.line,
		column: columnName,
		found: problem.found,
		reason: keptReasonIn({ reason, firstLine, live })
	}));
	const next = rows.length > PROBLEMS_SHOWN ? rows[PROBLEMS_SHOWN - 1]!.position : null;
	return { ...shownRun(run), progress: progressOf(id), mayBring: await mayBring(ctx, run), problems, next };
}

/** The whole report of a run as a spreadsheet. */
export async function exportReport(ctx: Manager, { run: id }: { run: string }): Promise<{ name: string; csv: string }> {
	const { startedAt } = await runOf(ctx, id);
	return {
		name: `${m.imports_report_name()}-${dayAt(startedAt, ctx.settings.timeZone)}.csv`,
		csv: await reportFile(ctx.db, id)
	};
}

/** Has files that were put checked, by their headers told apart; nothing is brought yet. */
export function checkFiles(ctx: Manager, { files }: z.output<typeof checkImportInput>): Promise<{ run: string }> {
	return transact(ctx, async (ctx) => {
		if (files.length === 0) throw refused(m.imports_no_file());
		const found: Partial<Record<FileName, { id: string; name: string }>> = {};
		for (const id of files) {
			const file = await waitingFile(ctx.db, ctx.actor.account.id, id, ctx.now());
			if (!file) throw refused(m.files_gone());
			const kind = fileBeginning(await beginningOf(ctx, file.hash));
			if (!kind) throw refused(m.imports_neither({ name: file.name }));
			if (found[kind]) throw refused(m.imports_both_same({ first: found[kind].name, second: file.name }));
			found[kind] = { id, name: file.name };
		}
		return { run: await announce(ctx, { ...filesOf(found), dryRun: 1, leaveOut: 0 }) };
	});
}

/** Brings the files a run has checked, while they are still there. */
export function bringFiles(
	ctx: Manager,
	{ run: id, leaveOut }: z.output<typeof bringImportInput>
): Promise<{ run: string }> {
	return transact(ctx, async (ctx) => {
		const run = await runOf(ctx, id);
		if (!(await mayBring(ctx, run))) throw new AppError('conflict', m.imports_files_gone());
		const { structuresFile, contactsFile, structuresUpload, contactsUpload } = run;
		const files = { structuresFile, contactsFile, structuresUpload, contactsUpload };
		return { run: await announce(ctx, { ...files, dryRun: 0, leaveOut: Number(leaveOut) }) };
	});
}

type Asked = Pick<
	Run,
	'structuresFile' | 'contactsFile' | 'structuresUpload' | 'contactsUpload' | 'dryRun' | 'leaveOut'
>;

/** One at a time: two would read what the other writes. */
async function announce(ctx: Manager & { db: Trx }, asked: Asked): Promise<string> {
	const under = await ctx.db
		.selectFrom('importRun')
		.select('id')
		.where('state', 'in', ['waiting', 'running'])
		.executeTakeFirst();
	if (under) throw new AppError('conflict', m.imports_one_at_a_time());
	const id = newId();
	const startedAt = ctx.now();
	const startedBy = ctx.actor.account.id;
	await ctx.db
		.insertInto('importRun')
		.values({ ...asked, id, startedBy, startedAt, endedAt: null, state: 'waiting', counts: null, failure: null })
		.execute();
	await recordAudit(ctx, 'import.asked', id, { dryRun: asked.dryRun === 1 });
	ctx.wake();
	return id;
}

async function mayBring({ db, now, actor }: Manager, run: Run): Promise<boolean> {
	if (run.state === 'waiting' || run.state === 'running' || run.state === 'done' || run.state === 'unreadable')
		return false;
	const uploads = [run.structuresUpload, run.contactsUpload].filter((id) => id !== null);
	if (uploads.length === 0) return false;
	for (const id of uploads) if (!(await waitingFile(db, actor.account.id, id, now()))) return false;
	return true;
}

async function runOf({ db }: Manager, id: string): Promise<Run> {
	const run = await db.selectFrom('importRun').selectAll().where('id', '=', id).executeTakeFirst();
	if (!run) throw new AppError('not_found', m.errors_not_found());
	return run;
}

async function beginningOf({ files }: Manager, hash: string): Promise<string> {
	const parts: Buffer[] = [];
	for await (const part of (await files.read(hash, { start: 0, end: HEADER_BYTES - 1 })) ?? [])
		parts.push(part as Buffer);
	return Buffer.concat(parts)
		.toString('latin1')
		.replace(/^\u00ef\u00bb\u00bf/, '');
}

const filesOf = ({ structures, contacts }: Partial<Record<FileName, { id: string; name: string }>>) => ({
	structuresFile: structures?.name ?? null,
	contactsFile: contacts?.name ?? null,
	structuresUpload: structures?.id ?? null,
	contactsUpload: contacts?.id ?? null
});

const shownRun = ({ id, startedAt, endedAt, state, dryRun, leaveOut, structuresFile, contactsFile, ...run }: Run) => ({
	id,
	startedAt,
	endedAt,
	state,
	dryRun: dryRun === 1,
	leaveOut: leaveOut === 1,
	files: [structuresFile, contactsFile].filter((name) => name !== null),
	counts: run.counts === null ? null : (JSON.parse(run.counts) as Counts),
	failure: run.failure === null ? null : faultIn(JSON.parse(run.failure) as FileFault & { file: FileName })
});

const refused = (reason: string) => new AppError('invalid', m.errors_invalid(), { fields: { files: reason } });
