import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface MailServer {
	url: string;
	/** What it took, oldest first. */
	received: ParsedMail[];
	/** Whether each of them came encrypted. */
	encrypted: boolean[];
	/** Waits until it has taken so many. */
	until(count: number): Promise<void>;
	/** Waits until it keeps so many waiting. */
	held(count: number): Promise<void>;
	close(): Promise<void>;
}

interface Behaviour {
	host?: string;
	port?: number;
	/** Offers to go on encrypted, under a certificate nobody vouches for. */
	startTls?: boolean;
	/** Refuses whoever connects, before any mail is spoken of. */
	closed?: boolean;
	/** Addresses refused for good. */
	unknown?: string[];
	/** Addresses put off at every try. */
	busy?: string[];
	/** Addresses at which it drops the line, before it is given the mail. */
	dropping?: string[];
	/** Takes so many mails in whole, then drops the line instead of saying so. */
	diesAfterData?: number;
	/** Has whoever sends to an address wait for an answer until this is fulfilled. */
	holds?: (mail: { to: string }) => Promise<void> | undefined;
}

const TAKES_WITHIN_MS = 15_000;

/** A real SMTP server on this machine. */
export async function mailServer({
	host = '127.0.0.1',
	port = 0,
	startTls = false,
	closed = false,
	unknown = [],
	busy = [],
	dropping = [],
	diesAfterData = 0,
	holds = () => undefined
}: Behaviour = {}): Promise<MailServer> {
	const received: ParsedMail[] = [];
	const encrypted: boolean[] = [];
	const lines = new Set<Socket>();
	let holding = 0;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: startTls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
		closeTimeout: 100,
		onConnect: (_session, reply) => reply(closed ? refusal(554, 'Closed for the night') : undefined),
		onRcptTo({ address }, _session, reply) {
			if (dropping.includes(address)) for (const line of lines) line.destroy();
			else if (busy.includes(address)) reply(refusal(450, 'Mailbox busy'));
			else reply(unknown.includes(address) ? refusal(550, 'No such user here') : null);
		},
		async onData(stream, { secure, envelope }: SMTPServerSession, reply) {
			const mail = await simpleParser(stream);
			const held = holds({ to: envelope.rcptTo[0]!.address });
			if (held) holding++;
			await held;
			received.push(mail);
			encrypted.push(secure);
			if (received.length <= diesAfterData) for (const line of lines) line.destroy();
			else reply();
		}
	});
	server.on('error', () => {});
	server.server.on('connection', (line: Socket) => {
		lines.add(line);
		line.on('close', () => lines.delete(line));
	});
	server.listen(port, host);
	await once(server.server, 'listening');
	return {
		url: `smtp://${host}:${(server.server.address() as AddressInfo).port}`,
		received,
		encrypted,
		until: (count) => reached(() => received.length, count),
		held: (count) => reached(() => holding, count),
		close: () => new Promise((resolve) => server.close(() => resolve()))
	};
}

const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

async function reached(current: () => number, count: number): Promise<void> {
	const limit = performance.now() + TAKES_WITHIN_MS;
	while (current() < count) {
		if (performance.now() > limit) throw new Error(`${current()} mails came, not ${count}.`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
