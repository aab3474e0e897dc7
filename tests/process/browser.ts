import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { cast, DEMO_PASSWORD, type CastKey } from '#server/demo/cast.ts';

export interface Answer {
	status: number;
	headers: IncomingHttpHeaders;
	body: Buffer;
	text: string;
}

interface Ask {
	method?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
}

/** One browser: a person's cookies and the requests a page would make, over real HTTP. */
export interface Browser {
	ask(path: string, ask?: Ask): Promise<Answer>;
	/** Sends a form as a page without JavaScript does. */
	submit(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
	/** Calls a procedure as the page's script does. */
	call(procedure: string, input?: unknown): Promise<Answer>;
	/** Begins a request and hangs up in the middle of its body. */
	breakOff(path: string, headers: Record<string, string>, begun: string): Promise<void>;
	signIn(person: CastKey): Promise<void>;
	/** The same person's cookies, at a portal that came back on another port. */
	at(server: Server): Browser;
}

interface Server {
	origin: string;
	port: number;
}

/** Connects to this machine, but speaks of `origin`, as a proxy lets it. */
export function browser({ origin, port }: Server, cookies = new Map<string, string>()): Browser {
	const agent = new Agent({ keepAlive: true });

	const ask = (path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> =>
		new Promise((resolve, reject) => {
			const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
			const sent = request(
				{
					host: '127.0.0.1',
					port,
					path,
					method,
					agent,
					headers: { host: new URL(origin).host, ...(cookie ? { cookie } : {}), ...headers }
				},
				(response) => {
					const parts: Buffer[] = [];
					response.on('data', (part: Buffer) => parts.push(part));
					response.on('error', reject);
					response.on('end', () => {
						for (const line of response.headers['set-cookie'] ?? []) keep(line);
						const bytes = Buffer.concat(parts);
						resolve({ status: response.statusCode!, headers: response.headers, body: bytes, text: bytes.toString() });
					});
				}
			);
			sent.on('error', reject);
			sent.end(body);
		});

	function keep(line: string): void {
		const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
		if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name!);
		else cookies.set(name!, value!);
	}

	const submit: Browser['submit'] = (path, fields, headers = {}) =>
		ask(path, {
			method: 'POST',
			headers: { origin, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...headers },
			body: new URLSearchParams(fields).toString()
		});

	return {
		ask,
		submit,
		call: (procedure, input) =>
			ask(`/trpc/${procedure}`, {
				method: 'POST',
				headers: { origin, 'content-type': 'application/json' },
				body: JSON.stringify(input ?? {})
			}),
		breakOff: (path, headers, begun) =>
			new Promise((resolve) => {
				const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
				const sent = request({
					host: '127.0.0.1',
					port,
					path,
					method: 'POST',
					headers: { host: new URL(origin).host, cookie, origin, 'content-length': '1000000', ...headers }
				});
				sent.on('error', () => {});
				sent.on('close', () => resolve());
				sent.write(begun, () => setTimeout(() => sent.destroy(), 100));
			}),
		async signIn(person) {
			const answer = await submit('/login', { email: cast[person].email, password: DEMO_PASSWORD });
			if (answer.status !== 303) throw new Error(`${person} was not let in: ${answer.status}`);
		},
		at: (server) => browser(server, cookies)
	};
}
