import { identityOf } from '#server/accounts/domain.ts';
import { waitingFile } from '#server/files/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { Db } from '#server/platform/db.ts';
import { runImport, type GivenFile, type Progress } from './run.ts';

/** Carries out a run that was asked for in the console. Throws where its files are gone. */
export async function runAnnounced(
	base: Base & { db: Db },
	runId: string,
	onProgress: (progress: Progress) => void
): Promise<void> {
	const run = await base.db.selectFrom('importRun').selectAll().where('id', '=', runId).executeTakeFirstOrThrow();
	const by = run.startedBy ? await identityOf(base.db, { id: run.startedBy }) : undefined;
	if (!by) throw new Error('Nobody asked for this run.');
	const structures = run.structuresUpload ? await fileAt(base, by.id, run.structuresUpload) : null;
	const contacts = run.contactsUpload ? await fileAt(base, by.id, run.contactsUpload) : null;
	const options = { structures, contacts, dryRun: run.dryRun === 1, leaveOut: run.leaveOut === 1, by, runId };
	await runImport(base, options, onProgress);
}

async function fileAt({ db, files, now }: Base & { db: Db }, accountId: string, id: string): Promise<GivenFile> {
	const file = await waitingFile(db, accountId, id, now());
	const content = file && (await files.read(file.hash));
	if (!content) throw new Error('A file is no longer there.');
	const parts: Buffer[] = [];
	for await (const part of content) parts.push(part as Buffer);
	return { name: file.name, bytes: Buffer.concat(parts) };
}
