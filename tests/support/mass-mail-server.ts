import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface MassMailServer {
	url: string;
	/** What it said it took: whom for, and which mail, in that order. */
	taken: { to: string; messageId: string }[];
	/** Drops every line and answers nobody any more. */
	die(): Promise<void>;
	/** Answers again at the same port. */
	comeBack(): Promise<void>;
}

interface Behaviour {
	/** Milliseconds before each answer. */
	slow: number;
	/** Addresses refused for good, and for as many tries as it says. */
	isUnknown(address: string): boolean;
	busyTries(address: string): number;
}

/** A real SMTP server on this machine that many mails pass through: it keeps whom each was for, not what it said. */
export async function massMailServer({ slow, isUnknown, busyTries }: Behaviour): Promise<MassMailServer> {
	const taken: MassMailServer['taken'] = [];
	const tries = new Map<string, number>();
	/** By the port they come from; those on which « taken » was said and nothing heard since: what was said must arrive. */
	const lines = new Map<number, Socket>();
	const justTold = new Set<number>();
	let server: SMTPServer;

	const later = (act: () => void) => setTimeout(act, slow);
	const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

	const make = () => {
		const made = new SMTPServer({
			authOptional: true,
			disabledCommands: ['AUTH', 'STARTTLS'],
			closeTimeout: 10,
			disableReverseLookup: true,
			onConnect: (_session, reply) => void later(() => reply()),
			onMailFrom(_address, { remotePort }, reply) {
				justTold.delete(remotePort);
				later(() => reply());
			},
			onRcptTo({ address }, _session, reply) {
				later(() => {
					if (isUnknown(address)) return reply(refusal(550, 'No such user here'));
					const before = tries.get(address) ?? 0;
					tries.set(address, before + 1);
					reply(before < busyTries(address) ? refusal(450, 'Mailbox busy, try again later') : null);
				});
			},
			onData(stream, session: SMTPServerSession, reply) {
				let head = '';
				stream.on('data', (part: Buffer) => (head += head.length < 4000 ? part.toString() : ''));
				stream.on('end', () =>
					later(() => {
						// Cut off meanwhile: whoever sends it is not told, and it is not taken.
						if (!lines.has(session.remotePort)) return;
						const [to] = session.envelope.rcptTo;
						taken.push({ to: to!.address, messageId: /^Message-ID:\s*(<[^>]+>)/im.exec(head)![1]! });
						justTold.add(session.remotePort);
						reply();
					})
				);
			}
		});
		made.server.on('connection', (line: Socket) => {
			const port = line.remotePort!;
			lines.set(port, line);
			line.on('close', () => {
				if (lines.get(port) === line) lines.delete(port);
				justTold.delete(port);
			});
		});
		made.on('error', () => {});
		return made;
	};
	const listen = async (port: number) => {
		server = make();
		server.listen(port, '127.0.0.1');
		await once(server.server, 'listening');
		return (server.server.address() as AddressInfo).port;
	};
	const port = await listen(0);
	return {
		url: `smtp://127.0.0.1:${port}`,
		taken,
		async die() {
			for (const [port, line] of lines)
				if (justTold.has(port)) line.end();
				else line.destroy();
			lines.clear();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
		comeBack: async () => void (await listen(port))
	};
}
