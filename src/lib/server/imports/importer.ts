import './table.ts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Base } from '#server/platform/context.ts';
import { insist, type Db } from '#server/platform/db.ts';
import type { ImportRunTable } from './table.ts';
import type { Progress } from './run.ts';

/** How far the runs under way are, by id. Said by the process at work, which alone knows: what it writes is not there yet. */
const progress = new Map<string, Progress>();
export const progressOf = (runId: string): Progress | null => progress.get(runId) ?? null;

export interface Importer {
	wake(): void;
	/** Ends the run under way, of which nothing stays. */
	stop(): Promise<void>;
}

/** Small, for it works beside the portal; as package.json says for the command line. */
const FLAGS = ['--max-semi-space-size=2', '--heap-growing-percent=20', '--optimize-for-size'];

/**
 * Takes up the runs that were asked for, one after the other, each in a process of its own: reading and writing hundreds
 * of thousands of rows would keep everybody else waiting.
 */
export function startImporter(base: Base & { db: Db }): Importer {
	let stopped = false;
	let child: ChildProcess | null = null;
	let working: Promise<void> = settle(base, 'interrupted');

	const work = async () => {
		for (;;) {
			// What an accident left as running is not: nothing else runs here.
			await settle(base, stopped ? 'interrupted' : 'failed');
			const run = stopped ? undefined : await next(base);
			if (!run || stopped) return;
			try {
				child = launch(base, run.id);
				await ended(base, child, run.id);
			} finally {
				child = null;
				progress.delete(run.id);
			}
		}
	};
	const wake = () => {
		working = working
			.then(work)
			.catch((error: unknown) => base.log.error({ err: error }, 'an import could not be run'));
	};
	wake();
	return {
		wake,
		async stop() {
			stopped = true;
			child?.kill();
			await working;
			await settle(base, 'interrupted');
		}
	};
}

/** The run to take up, which counts as running from then on. */
const next = (base: Base & { db: Db }): Promise<{ id: string } | undefined> =>
	base.db
		.selectFrom('importRun')
		.select('id')
		.where('state', '=', 'waiting')
		.orderBy('startedAt')
		.executeTakeFirst()
		.then(async (run) => {
			if (run)
				await insist(base, ({ db }) =>
					db.updateTable('importRun').set({ state: 'running' }).where('id', '=', run.id).execute()
				);
			return run;
		});

/** What still counts as running, though nothing runs, has ended otherwise than by itself. */
const settle = (base: Base & { db: Db }, state: Extract<ImportRunTable['state'], 'failed' | 'interrupted'>) =>
	insist(base, async ({ db, now }) => {
		await db.updateTable('importRun').set({ state, endedAt: now() }).where('state', '=', 'running').execute();
	});

function launch({ settings }: Base, runId: string): ChildProcess {
	const root = projectRoot();
	return spawn(process.execPath, [...FLAGS, join(root, 'src/cli/main.ts'), 'import-run', runId], {
		cwd: root,
		// Its output says how far it is, and nothing else.
		env: { ...process.env, DATA_DIR: settings.dataDir, LOG_LEVEL: 'silent' },
		// By the channel it learns that the portal is gone, however it went, and gives up.
		stdio: ['ignore', 'pipe', 'pipe', 'ipc']
	});
}

async function ended({ log }: Base, child: ChildProcess, runId: string): Promise<void> {
	const lines = createInterface({ input: child.stdout! });
	lines.on('line', (line) => {
		if (line.startsWith('{')) progress.set(runId, JSON.parse(line) as Progress);
	});
	let said = '';
	child.stderr!.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-2000)));
	const [code] = (await once(child, 'close')) as [number | null];
	if (code !== 0) log.error({ runId, code, said }, 'an import ended badly');
}

function projectRoot(): string {
	let folder = import.meta.dirname;
	while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
	return folder;
}
