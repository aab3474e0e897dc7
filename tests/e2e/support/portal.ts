import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { keptMails } from '#server/platform/kept-mails.ts';

/** A portal in a process of its own, with the demo in it. */
export interface Portal {
	origin: string;
	/** Its database, for what no page of today brings about. */
	database: string;
	/** The mails kept for an address, newest first. */
	mailsTo(email: string): Promise<{ subject: string; text: string; html: string; locale: string }[]>;
	stop(): Promise<void>;
}

/** Shared with the old portal of the journeys. */
export const HANDOFF_SECRET = 'shared with the old portal of the journeys';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** What `npm start` runs once it has built. */
const SERVER = 'build/serve/serve.js';

/** Starts the built application as an operator does: a free port, a new data folder, the demo loaded by itself. */
export async function startPortal(settings: Record<string, string> = {}): Promise<Portal> {
	const dataDir = await mkdtemp(join(tmpdir(), 'portal-'));
	const server = spawn(process.execPath, [SERVER], {
		cwd: root,
		env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', HANDOFF_SECRET, ...settings },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const ended = once(server, 'exit');
	const origin = await Promise.race([
		announced(server.stdout),
		ended.then(([code]) => Promise.reject(new Error(`The portal ended with ${code} before it was ready.`)))
	]);
	await answering(origin);
	return {
		origin,
		database: join(dataDir, 'portal.db'),
		mailsTo: async (email) => (await keptMails(join(dataDir, 'mails'), 500)).filter(({ to }) => to === email),
		async stop() {
			server.kill('SIGTERM');
			await ended;
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}

/** The address it says on its first line. */
async function announced(output: NodeJS.ReadableStream): Promise<string> {
	for await (const line of createInterface(output)) {
		const origin = /^Espace client: (http\S+)/.exec(line)?.[1];
		if (origin) {
			output.resume();
			return origin;
		}
	}
	throw new Error('The portal ended without saying its address.');
}

async function answering(origin: string): Promise<void> {
	const until = Date.now() + 20_000;
	while (Date.now() < until) {
		if (
			await fetch(`${origin}/healthz`).then(
				({ ok }) => ok,
				() => false
			)
		)
			return;
		await pause(50);
	}
	throw new Error(`${origin} does not answer.`);
}
