import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A real mail server that takes everything and delivers nothing. */
export interface PostOffice {
	url: string;
	/** What arrived for an address, newest first. */
	mailsTo(email: string): ParsedMail[];
	stop(): Promise<void>;
}

export async function startPostOffice(): Promise<PostOffice> {
	const arrived: { to: string[]; mail: ParsedMail }[] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData(stream, session, done) {
			void simpleParser(stream).then((mail) => {
				arrived.unshift({ to: session.envelope.rcptTo.map(({ address }) => address), mail });
				done();
			}, done);
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${port}`,
		mailsTo: (email) => arrived.filter(({ to }) => to.includes(email)).map(({ mail }) => mail),
		stop: () => new Promise((resolve) => server.close(() => resolve()))
	};
}
