import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { SERVER_FLAGS } from '../scripts/server-flags.js';
import { untilReady } from './load.ts';

export interface Served {
	origin: string;
	/** Milliseconds from the process's start to its first 200. */
	readyAfter: number;
	/** Resident memory in megabytes, as the system counts it. */
	memory(): number;
	stop(): Promise<void>;
}

/** Serves a built application as `npm start` does, on this machine alone, and waits for its first answer. */
export async function serve(
	root: string,
	entry: string,
	port: number,
	environment: Record<string, string>,
	ready: string
): Promise<Served> {
	const origin = `http://127.0.0.1:${port}`;
	const env = {
		PATH: process.env.PATH,
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: origin,
		LOG_LEVEL: 'warn',
		NODE_ENV: 'production',
		...environment
	};
	const started = performance.now();
	const flags = process.env.BENCH_PROFILE
		? [...SERVER_FLAGS, '--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`]
		: SERVER_FLAGS;
	const child = spawn(process.execPath, [...flags, entry], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
	const ended = once(child, 'exit');
	process.once('exit', () => child.kill('SIGKILL'));
	await Promise.race([untilReady(origin + ready), ended.then(() => Promise.reject(new Error(`${entry} ended`)))]);
	return {
		origin,
		readyAfter: performance.now() - started,
		memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
		async stop() {
			child.kill('SIGTERM');
			await ended;
		}
	};
}
