import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface Measure {
	/** Requests a second. */
	rate: number;
	/** Milliseconds. */
	p50: number;
	p99: number;
	/** Bytes of one answer as it travelled. */
	bytes: number;
}

export interface Answer {
	status: number;
	headers: IncomingMessage['headers'];
	body: Buffer;
}

interface Asked {
	method?: string;
	headers?: Record<string, string>;
	body?: string;
	agent?: Agent;
}

/** What a browser accepts. */
const ACCEPT = {
	accept: 'text/html',
	'accept-encoding': 'gzip, deflate, br, zstd',
	'accept-language': 'fr-FR,fr;q=0.9'
};

/** One request; the body as it travelled. */
export function ask(url: string, { method = 'GET', headers = {}, body, agent }: Asked = {}): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const sent = request(url, { method, headers, ...(agent ? { agent } : {}) }, (answer) => {
			const parts: Buffer[] = [];
			answer.on('data', (part: Buffer) => parts.push(part));
			answer.on('error', reject);
			answer.on('end', () =>
				resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts) })
			);
		});
		sent.on('error', reject);
		sent.end(body);
	});
}

/** Asks for one page over and over on `connections` connections, for a time or a number of requests. Any other answer than 200 ends the run. */
export async function load(
	url: string,
	{
		cookie,
		connections,
		milliseconds = Infinity,
		requests = Infinity
	}: { cookie?: string | undefined; connections: number; milliseconds?: number; requests?: number }
): Promise<Measure> {
	const agent = new Agent({ keepAlive: true, maxSockets: connections });
	const times: number[] = [];
	const headers = { ...ACCEPT, ...(cookie ? { cookie } : {}) };
	let bytes = 0;
	let left = requests;
	const started = performance.now();
	const client = async () => {
		while (performance.now() - started < milliseconds && left-- > 0) {
			const before = performance.now();
			const { status, body } = await ask(url, { headers, agent });
			times.push(performance.now() - before);
			if (status !== 200) throw new Error(`${url} answered ${status}`);
			bytes = body.length;
		}
	};
	await Promise.all(Array.from({ length: connections }, client));
	const seconds = (performance.now() - started) / 1000;
	agent.destroy();
	return { rate: times.length / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), bytes };
}

export function quantile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Waits until an address answers 200. Returns the milliseconds it took. */
export async function untilReady(url: string): Promise<number> {
	const started = performance.now();
	for (;;) {
		const answer = await ask(url).catch(() => null);
		if (answer?.status === 200) return performance.now() - started;
		if (performance.now() - started > 30_000) throw new Error(`${url} does not answer`);
		await pause(2);
	}
}
