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
	/** Stopped as an operator stops it; its data stay, and so does its address until it goes on. */
	pause(): Promise<void>;
	resume(): Promise<void>;
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
	const env = { PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: 'error', HANDOFF_SECRET, ...settings };
	let running = await launched({ PORT: '0', ...env });
	const { origin } = running;
	return {
		origin,
		database: join(dataDir, 'portal.db'),
		mailsTo: async (email) => (await keptMails(join(dataDir, 'mails'), 500)).filter(({ to }) => to === email),
		pause: () => running.end(),
		async resume() {
			running = await launched({ PORT: new URL(origin).port, ...env });
		},
		async stop() {
			await running.end();
			await rm(dataDir, { recursive: true, force: true });
		}
	};
}

async function launched(env: NodeJS.ProcessEnv): Promise<{ origin: string; end(): Promise<void> }> {
	const server = spawn(process.execPath, [SERVER], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
	const ended = once(server, 'exit');
	const origin = await Promise.race([
		announced(server.stdout),
		ended.then(([code]) => Promise.reject(new Error(`The portal ended with ${code} before it was ready.`)))
	]);
	await answering(origin);
	return {
		origin,
		async end() {
			server.kill('SIGTERM');
			await ended;
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
