import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync
} from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's Dovecot, run by this test alone: its own ports, configuration and mails, none of them the system's. */
export interface ImapServer {
	url: string;
	port: number;
	/** Puts a mail into the mailbox as a mail server would. */
	deliver(raw: string): void;
	/** File names of what lies in a folder, with the flags at their ends. */
	mails(folder?: string): string[];
	/** What it noted of who came. */
	log(): string;
	/** Gone from the network; what lies in the mailbox stays. */
	stop(): Promise<void>;
	start(): Promise<void>;
	close(): Promise<void>;
}

const DOVECOT = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'];
const USER = 'reponse@client.example';
const PASSWORD = 'à deviner/1';

/**
 * The path of a Dovecot to test with. As root on Debian it is installed where it is missing, without being started; where
 * that cannot be, undefined, and why is said.
 */
export function provideDovecot(): string | undefined {
	const found = () => DOVECOT.find((path) => existsSync(path));
	if (found()) return found();
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		process.stderr.write('There is no Dovecot on this machine: installing Debian’s with apt-get…\n');
		// At run level 1 the packages of Debian start no service.
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
		for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'dovecot-imapd']]) {
			const run = spawnSync('apt-get', args, { encoding: 'utf8', env });
			if (run.status !== 0) process.stderr.write(`${run.stdout}${run.stderr}`);
		}
	}
	if (!found())
		process.stderr.write(
			'NOT TESTED: reading a real mailbox needs Dovecot, and there is none here. Install it (Debian, Ubuntu: « apt-get install dovecot-imapd » as root).\n'
		);
	return found();
}

export async function imapServer(binary: string): Promise<ImapServer> {
	const home = mkdtempSync(join(tmpdir(), 'imap-'));
	const maildir = join(home, 'mail');
	const port = await freePort();
	const isRoot = process.getuid!() === 0;
	/** Dovecot reads no mails as root. */
	const [uid, gid] = isRoot ? [65_534, 65_534] : [process.getuid!(), process.getgid!()];
	const named = (flags: string) => spawnSync('id', [flags], { encoding: 'utf8' }).stdout.trim();
	chmodSync(home, 0o755);
	for (const folder of ['.', 'cur', 'new', 'tmp']) {
		mkdirSync(join(maildir, folder), { recursive: true });
		chownSync(join(maildir, folder), uid, gid);
	}
	writeFileSync(join(home, 'passwd'), `${USER}:{PLAIN}${PASSWORD}:${uid}:${gid}::${home}::\n`);
	writeFileSync(
		join(home, 'dovecot.conf'),
		`base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
protocols = imap
listen = 127.0.0.1 127.0.0.2
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${maildir}
first_valid_uid = 0
first_valid_gid = 0
${isRoot ? '' : asOneself(named('-un'), named('-gn'))}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${home}/passwd
}
userdb {
  driver = passwd-file
  args = ${home}/passwd
}
`
	);
	let server: ChildProcess | null = null;
	let made = 0;
	const folderOf = (folder: string | undefined) => (folder ? join(maildir, `.${folder}`) : maildir);

	async function start() {
		server = spawn(binary, ['-F', '-c', join(home, 'dovecot.conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
		await answering(port);
	}
	async function stop() {
		if (!server) return;
		const ended = once(server, 'exit');
		server.kill('SIGTERM');
		await ended;
		server = null;
	}
	await start();
	return {
		url: `imap://${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/INBOX`,
		port,
		deliver(raw) {
			const name = `${Math.floor(Date.now() / 1000)}.M${String(++made).padStart(6, '0')}P${process.pid}.test`;
			writeFileSync(join(maildir, 'tmp', name), raw.replace(/\r?\n/g, '\r\n'));
			chownSync(join(maildir, 'tmp', name), uid, gid);
			renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name));
		},
		mails: (folder) =>
			['new', 'cur'].flatMap((part) => {
				const path = join(folderOf(folder), part);
				return existsSync(path) ? readdirSync(path) : [];
			}),
		log: () => readFileSync(join(home, 'log'), 'utf8'),
		start,
		stop,
		async close() {
			await stop();
			rmSync(home, { recursive: true, force: true });
		}
	};
}

/** Root starts it as Debian does, under users of its own; anybody else runs all of it as themselves. */
const asOneself = (user: string, group: string) => `default_login_user = ${user}
default_internal_user = ${user}
default_internal_group = ${group}
service anvil {
  chroot =
}
service stats {
  chroot =
}`;

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}

async function answering(port: number): Promise<void> {
	const until = Date.now() + 10_000;
	while (Date.now() < until) {
		const socket = connect(port, '127.0.0.1');
		const greeted = await Promise.race([
			once(socket, 'data').then(
				([greeting]) => String(greeting).startsWith('* OK'),
				() => false
			),
			once(socket, 'error').then(
				() => false,
				() => false
			)
		]);
		socket.destroy();
		if (greeted) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error('Dovecot does not answer.');
}
