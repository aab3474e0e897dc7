import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** What `npm start` runs once it has built. */
const SERVER = 'build/serve/serve.js';
/** Those of the command line's own script. */
const PORTAL_FLAGS = (
	JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { portal: string } }
).scripts.portal
	.split(' ')
	.filter((word) => word.startsWith('--'));
const ANSWERS_WITHIN_MS = 30_000;

type Environment = Record<string, string>;

/** What a command said and how it ended. */
export interface Ended {
	code: number | null;
	stdout: string;
	stderr: string;
}

export interface RunningServer {
	/** Where people reach it, as it says itself. */
	origin: string;
	port: number;
	pid: number;
	/** Ends it as a power cut would, from the process's point of view. */
	kill(): Promise<void>;
	/** Asks it to end, and tells how it did. */
	stop(): Promise<Ended & { milliseconds: number }>;
	output(): string;
}

const shared: (() => void)[] = [];
afterAll(() => shared.splice(0).forEach((undo) => undo()));

/** What is undone after the test, or after its file for what all its tests share. */
function afterwards(undo: () => void): void {
	try {
		onTestFinished(undo);
	} catch {
		shared.unshift(undo);
	}
}

/** A folder of its own, gone afterwards. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'portal-'));
	afterwards(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** A port that was free a moment ago, for a server whose origin must be known before it starts. */
export async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}

/** Starts the built server on a free port, as `npm start` does, and waits until it answers. */
export async function startServer(environment: Environment): Promise<RunningServer> {
	const child = start([SERVER], { PORT: '0', ...environment });
	afterwards(() => void child.kill('SIGKILL'));
	const said = collect(child);
	const ended = endOf(child, said);
	const origin = await addressOf(child, said);
	const port = Number(environment.PORT ?? new URL(origin).port);
	return {
		origin,
		port,
		pid: child.pid!,
		output: () => said.stdout + said.stderr,
		async kill() {
			child.kill('SIGKILL');
			await ended;
		},
		async stop() {
			const before = performance.now();
			child.kill('SIGTERM');
			return { ...(await ended), milliseconds: performance.now() - before };
		}
	};
}

/** Starts the built server, asks it to end while it still opens, and tells how it did. */
export async function stopWhileOpening(environment: Environment): Promise<Ended> {
	const port = await freePort();
	const child = start([SERVER], { ...environment, PORT: String(port) });
	afterwards(() => void child.kill('SIGKILL'));
	const ended = endOf(child, collect(child));
	const answer = () => fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
	let first = await answer();
	while (first === null && child.exitCode === null) first = await answer();
	if (first?.status !== 503) throw new Error(`It is open, or ended: ${first?.status}`);
	child.kill('SIGTERM');
	return ended;
}

/** Runs the server where it should refuse to start. */
export const refusedStart = (environment: Environment, as: string[] = []): Promise<Ended> =>
	run([SERVER], { PORT: '0', ...environment }, as);

/** Runs a command of the operator's command line to its end. */
export const portal = (args: string[], environment: Environment): Promise<Ended> =>
	run(['src/cli/main.ts', ...args], environment);

/** A command under way, as `npm run portal` starts it, to be looked at or ended in the middle. */
export function startPortalCommand(args: string[], environment: Environment) {
	const child = start([...PORTAL_FLAGS, 'src/cli/main.ts', ...args], environment);
	afterwards(() => void child.kill('SIGKILL'));
	const said = collect(child);
	const ended = endOf(child, said);
	return {
		ended,
		pid: child.pid!,
		kill: () => void child.kill('SIGKILL'),
		/** Waits until it has said something on its error output, or ended. */
		async says(text: string): Promise<void> {
			while (!said.stderr.includes(text) && child.exitCode === null && child.signalCode === null)
				await new Promise((resolve) => setTimeout(resolve, 2));
		}
	};
}

async function run(args: string[], environment: Environment, as: string[] = []): Promise<Ended> {
	const child = start(args, environment, as);
	const tooLong = setTimeout(() => child.kill('SIGKILL'), ANSWERS_WITHIN_MS);
	const ended = await endOf(child, collect(child));
	clearTimeout(tooLong);
	return ended;
}

function start(args: string[], environment: Environment, as: string[] = []): ChildProcess {
	const [command, ...rest] = [...as, process.execPath, ...args] as [string, ...string[]];
	const env = { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn', ...environment };
	return spawn(command, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
	const said = { stdout: '', stderr: '' };
	child.stdout!.on('data', (part) => (said.stdout += part));
	child.stderr!.on('data', (part) => (said.stderr += part));
	return said;
}

async function endOf(child: ChildProcess, said: { stdout: string; stderr: string }): Promise<Ended> {
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, ...said };
}

/** Waits for the line that names the address, then for the first answer. */
async function addressOf(child: ChildProcess, said: { stdout: string; stderr: string }): Promise<string> {
	const until = performance.now() + ANSWERS_WITHIN_MS;
	for (;;) {
		const address = /^Espace client: (http\S+)$/m.exec(said.stdout)?.[1];
		if (address) return address;
		if (child.exitCode !== null || performance.now() > until)
			throw new Error(`The server did not start:\n${said.stdout}${said.stderr}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
