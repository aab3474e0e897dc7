import './table.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { AccountIdentity } from '#server/platform/access.ts';
import type { Base } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { domainHolders, structureIds } from '#server/structures/domain.ts';
import { contactReader } from './contact-rows.ts';
import { Report, saveProblems, type Counts } from './report.ts';
import { stage, unstage } from './staging.ts';
import { structureReader, type StructureRow } from './structure-rows.ts';
import type { FileFault, FileName } from './problems.ts';
import type { ImportRunTable } from './table.ts';
import { FileError, readTable } from './table-reader.ts';
import { writeContacts } from './write-contacts.ts';
import { writeStructures } from './write-structures.ts';
import type { Writing } from './writing.ts';

/** A file as it was given. */
export interface GivenFile {
	name: string;
	bytes: Uint8Array;
}

export interface ImportOptions {
	structures: GivenFile | null;
	contacts: GivenFile | null;
	/** Only says what would become of the rows. */
	dryRun: boolean;
	/** Brings what can be where rows are refused; else nothing is brought then. */
	leaveOut: boolean;
	/** Who asked for it; null for the operator's command line. */
	by: AccountIdentity | null;
	/** The run as it was announced, where it was. */
	runId?: string;
}

/** How far it is: bytes of a file that were read, or rows that were dealt with. */
export interface Progress {
	step: FileName | 'writing';
	done: number;
	total: number;
}

export interface ImportResult {
	runId: string;
	state: Exclude<ImportRunTable['state'], 'waiting' | 'running' | 'failed' | 'interrupted'>;
	counts: Counts;
	failure: (FileFault & { file: FileName }) | null;
}

/**
 * Brings the structures and contacts of the old portal's files, all or nothing, in one transaction that also keeps the
 * report: however it is stopped, nothing is half there. Run again, it brings only what differs (record 0018).
 */
export async function runImport(
	base: Base & { db: Db },
	options: ImportOptions,
	onProgress: (progress: Progress) => void = () => {}
): Promise<ImportResult> {
	const runId = options.runId ?? newId();
	const startedAt = base.now();
	try {
		const read = await readFiles(base.db, options, onProgress);
		return await transact(base, (ctx) => write(ctx, { runId, startedAt, ...read }, options, onProgress));
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return await transact(base, (ctx) => noteUnreadable(ctx, { runId, startedAt, error }, options));
	} finally {
		await unstage(base.db);
	}
}

interface Read {
	structureRows: StructureRow[];
	/** How many people are staged. */
	contacts: number;
	problems: Report['problems'];
}

/** Reads and checks both files; nothing is locked meanwhile. */
async function readFiles(
	db: Db,
	{ structures, contacts }: ImportOptions,
	onProgress: (progress: Progress) => void
): Promise<Read> {
	const report = new Report();
	const reading = (step: FileName, { bytes }: GivenFile) =>
		readTable(step, bytes, (done) => onProgress({ step, done, total: bytes.length }));
	const structureRows: StructureRow[] = [];
	const known = new Set((await structureIds(db)).keys());
	const read = structureReader();
	if (structures)
		for await (const row of reading('structures', structures)) {
			const { row: kept, problems } = await read(row);
			report.tell(problems);
			if (!kept) continue;
			structureRows.push(kept);
			known.add(kept.customerNumber);
		}
	const staging = await stage(db);
	const readContact = contactReader((customerNumber) => known.has(customerNumber));
	if (contacts)
		for await (const row of reading('contacts', contacts)) {
			const { row: kept, problems } = readContact(row);
			report.tell(problems);
			if (kept) await staging.add(kept);
		}
	return { structureRows, contacts: await staging.end(), problems: report.problems };
}

type Running = Base & { db: Trx };

async function write(
	ctx: Running,
	{ runId, startedAt, structureRows, contacts, problems }: Read & { runId: string; startedAt: string },
	options: ImportOptions,
	onProgress: (progress: Progress) => void
): Promise<ImportResult> {
	const { dryRun, leaveOut, by } = options;
	const report = new Report();
	report.tell(problems);
	const refused = report.refused > 0 && !leaveOut;
	// Written first: what writes in the portal from now on waits for the end, instead of spoiling what is read here.
	await saveRun(ctx.db, { id: runId, startedAt, ...asked(options) });
	const total = structureRows.length + contacts;
	let done = 0;
	const writing: Writing = {
		...ctx,
		trx: dryRun || refused ? null : ctx.db,
		actor: { account: by },
		report,
		structures: await structureIds(ctx.db),
		newStructures: new Set(),
		domains: await domainHolders(ctx.db),
		advance(rows) {
			done += rows;
			onProgress({ step: 'writing', done, total });
		}
	};
	for (const { customerNumber } of structureRows)
		if (!writing.structures.has(customerNumber)) writing.newStructures.add(customerNumber);
	await writeStructures(writing, structureRows);
	await writeContacts(writing);
	await saveProblems(ctx.db, runId, report.problems);
	const state = refused ? 'refused' : dryRun ? 'checked' : 'done';
	const { counts } = report;
	await ctx.db
		.updateTable('importRun')
		.set({ state, counts: JSON.stringify(counts), endedAt: ctx.now() })
		.where('id', '=', runId)
		.execute();
	if (state === 'done') await recordAudit({ ...ctx, ...acting(by) }, 'import.done', runId, { ...counts });
	return { runId, state, counts, failure: null };
}

async function noteUnreadable(
	ctx: Running,
	{ runId, startedAt, error }: { runId: string; startedAt: string; error: FileError },
	options: ImportOptions
): Promise<ImportResult> {
	const failure = { ...error.fault, file: error.file };
	const { counts } = new Report();
	await saveRun(ctx.db, {
		id: runId,
		startedAt,
		...asked(options),
		state: 'unreadable',
		endedAt: ctx.now(),
		failure: JSON.stringify(failure)
	});
	return { runId, state: 'unreadable', counts, failure };
}

const acting = (by: AccountIdentity | null) => (by ? { actor: { account: by } } : {});

const asked = ({ structures, contacts, dryRun, leaveOut, by }: ImportOptions) => ({
	startedBy: by?.id ?? null,
	endedAt: null,
	state: 'running' as const,
	dryRun: Number(dryRun),
	leaveOut: Number(leaveOut),
	structuresFile: structures?.name ?? null,
	contactsFile: contacts?.name ?? null,
	structuresUpload: null,
	contactsUpload: null,
	counts: null,
	failure: null
});

/** A run that was announced is there already. */
const saveRun = (db: Trx, row: ImportRunTable) =>
	db
		.insertInto('importRun')
		.values(row)
		.onConflict((c) => c.column('id').doUpdateSet({ state: row.state, endedAt: row.endedAt, failure: row.failure }))
		.execute();
