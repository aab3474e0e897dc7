import { accessSync, constants, existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import nodemailer from 'nodemailer';
import { lockFolder } from '#server/platform/lock.ts';
import type { Settings } from '#server/platform/settings.ts';
import { connectionTo } from '#server/platform/smtp.ts';
import { note, ok, problem, type Finding } from './finding.ts';
import { checkMailbox } from './mailbox.ts';

/** Everything but the data themselves. Reads, connects, and changes nothing. */
export async function* checkSurroundings(settings: Settings): AsyncGenerator<Finding> {
	yield nodeVersion();
	yield origin(settings);
	yield* clientAddress(settings);
	yield await mailServer(settings);
	yield* checkMailbox(settings);
	yield* await folder(settings);
}

const nodeVersion = (): Finding =>
	Number(process.versions.node.split('.')[0]) >= 24
		? ok(`Node ${process.versions.node}`)
		: problem(`Node ${process.versions.node}`, 'The portal runs on Node 24: start it with « npm start ».');

function origin({ origin, originConfigured }: Settings): Finding {
	if (!originConfigured)
		return note(
			`ORIGIN is not set: links in mails begin with ${origin}`,
			'Set ORIGIN to the https address people reach the portal at.'
		);
	if (origin.startsWith('https:')) return ok(`Reached at ${origin}`);
	const local = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
	if (local)
		return note(
			`Reached at ${origin}, from this machine only`,
			'Set ORIGIN to the https address people reach the portal at.'
		);
	return problem(
		`Reached at ${origin}, where passwords travel in clear`,
		'Put the portal behind https (docs/operating.md) and set ORIGIN to its https address.'
	);
}

function* clientAddress({ origin }: Settings): Generator<Finding> {
	const { ADDRESS_HEADER } = process.env;
	if (ADDRESS_HEADER) yield ok(`Visitors are told apart by the header ${ADDRESS_HEADER}`);
	else if (origin.startsWith('https:'))
		yield problem(
			'ADDRESS_HEADER is not set: behind a proxy all visitors share one address, and its limits',
			'Set ADDRESS_HEADER=x-forwarded-for and XFF_DEPTH=1 (docs/operating.md).'
		);
}

const MAIL_SERVER_MS = 5000;

async function mailServer({ smtpUrl }: Settings): Promise<Finding> {
	if (!smtpUrl)
		return note(
			'SMTP_URL is not set: mails are kept in the data folder and reach nobody',
			'Set SMTP_URL to your mail server, such as smtp://user:password@host:587.'
		);
	const { host } = new URL(smtpUrl);
	const transport = nodemailer.createTransport({
		...connectionTo(smtpUrl),
		connectionTimeout: MAIL_SERVER_MS,
		greetingTimeout: MAIL_SERVER_MS,
		socketTimeout: MAIL_SERVER_MS
	});
	try {
		await transport.verify();
		return ok(`The mail server ${host} answers`);
	} catch (error) {
		return problem(
			`The mail server ${host} does not accept us: ${(error as Error).message}`,
			'Check SMTP_URL (host, port, user, password); mails wait meanwhile and leave by themselves.'
		);
	} finally {
		transport.close();
	}
}

const ENOUGH_BYTES = 1024 ** 3;

async function folder({ dataDir, host, port }: Settings): Promise<Finding[]> {
	if (!existsSync(dataDir))
		return [
			note(
				`There is no data folder ${dataDir} yet`,
				'The first start makes it. If there should be one, check DATA_DIR.'
			)
		];
	try {
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch {
		return [
			problem(
				`The data folder ${dataDir} is not writable by this user`,
				'Run as the user the portal runs as, or set DATA_DIR.'
			)
		];
	}
	const { bavail, bsize } = await statfs(dataDir);
	const free = `${((bavail * bsize) / ENOUGH_BYTES).toFixed(1)} GiB free in ${dataDir}`;
	return [
		bavail * bsize >= ENOUGH_BYTES ? ok(free) : problem(free, 'Make room: a full disk refuses what people send.'),
		await running(dataDir, host, port)
	];
}

async function running(dataDir: string, host: string, port: number): Promise<Finding> {
	if (existsSync(`${dataDir}/portal.lock`) && isHeld(dataDir)) {
		const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}/healthz`;
		const healthy = await fetch(address, { signal: AbortSignal.timeout(MAIL_SERVER_MS) }).then(
			(answer) => answer.ok,
			() => false
		);
		return healthy
			? ok(`The portal runs and ${address} answers`)
			: note(
					'A process holds the data folder',
					`${address} does not answer: is it another command, or a portal on another PORT?`
				);
	}
	return note('The portal is not running', 'Start it with « npm start ».');
}

function isHeld(dataDir: string): boolean {
	try {
		lockFolder(dataDir)();
		return false;
	} catch {
		return true;
	}
}
