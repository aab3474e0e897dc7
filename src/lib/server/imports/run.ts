import { setImmediate as othersHadTheirTurn } from 'node:timers/promises';
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
	const run = { runId: options.runId ?? newId(), startedAt: base.now() };
	try {
		const read = await readFiles(base.db, options, onProgress);
		const refused = read.report.refused > 0 && !options.leaveOut;
		if (refused || options.dryRun) {
			// Nobody's writing waits for what only looks: it sees the portal as it was at one moment.
			await base.db.transaction().execute((trx) => compare({ ...base, db: trx }, null, read, options, onProgress));
			return await transact(base, (ctx) => save(ctx, run, read.report, options, refused ? 'refused' : 'checked'));
		}
		return await transact(base, async (ctx) => {
			// Written first: what writes in the portal from now on waits for the end, instead of spoiling what is read here.
			await announceRun(ctx.db, { id: run.runId, startedAt: run.startedAt, ...asked(options) });
			const report = read.report.copy();
			await compare(ctx, ctx.db, { ...read, report }, options, onProgress);
			return save(ctx, run, report, options, 'done');
		});
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		const failure = { ...error.fault, file: error.file };
		return await transact(base, (ctx) => save(ctx, run, new Report(), options, 'unreadable', failure));
	} finally {
		await unstage(base.db);
	}
}

interface Read {
	structureRows: StructureRow[];
	/** How many people are staged. */
	contacts: number;
	report: Report;
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
	return { structureRows, contacts: await staging.end(), report };
}

/** Works out what becomes of each row, and brings it where there is a transaction to. */
async function compare(
	ctx: Base & { db: Trx },
	trx: Trx | null,
	{ structureRows, contacts, report }: Read,
	{ by }: ImportOptions,
	onProgress: (progress: Progress) => void
): Promise<void> {
	const total = structureRows.length + contacts;
	let done = 0;
	const writing: Writing = {
		...ctx,
		trx,
		actor: { account: by },
		report,
		structures: await structureIds(ctx.db),
		newStructures: new Set(),
		domains: await domainHolders(ctx.db),
		async advance(rows) {
			done += rows;
			onProgress({ step: 'writing', done, total });
			await othersHadTheirTurn();
		}
	};
	for (const { customerNumber } of structureRows)
		if (!writing.structures.has(customerNumber)) writing.newStructures.add(customerNumber);
	await writeStructures(writing, structureRows);
	await writeContacts(writing);
}

/** Keeps what became of a run and what it has to say. Throws where it was given up for lost meanwhile. */
async function save(
	ctx: Base & { db: Trx },
	{ runId, startedAt }: { runId: string; startedAt: string },
	{ problems, counts }: Report,
	options: ImportOptions,
	state: ImportResult['state'],
	failure: ImportResult['failure'] = null
): Promise<ImportResult> {
	await announceRun(ctx.db, { id: runId, startedAt, ...asked(options) });
	await saveProblems(ctx.db, runId, problems);
	const { numUpdatedRows } = await ctx.db
		.updateTable('importRun')
		.set({
			state,
			counts: JSON.stringify(counts),
			failure: failure && JSON.stringify(failure),
			endedAt: ctx.now()
		})
		.where('id', '=', runId)
		.where('state', '=', 'running')
		.executeTakeFirstOrThrow();
	if (numUpdatedRows === 0n) throw new Error('This run was given up meanwhile.');
	if (state === 'done') await recordAudit({ ...ctx, ...acting(options.by) }, 'import.done', runId, { ...counts });
	return { runId, state, counts, failure };
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

/** A run that was asked for in the console is there already. */
const announceRun = (db: Trx, row: ImportRunTable) =>
	db
		.insertInto('importRun')
		.values(row)
		.onConflict((c) => c.column('id').doNothing())
		.execute();
