import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Message, PostOffice } from './mail.ts';

/** Without SMTP settings: one JSON file a mail in the folder, readable on the demo's mail page. */
export function keptPost(folder: string): PostOffice {
	return {
		async send(message) {
			await mkdir(folder, { recursive: true });
			const name = `${digitsOf(message.date)}-${message.messageId.replace(/[^0-9a-z-]/gi, '').slice(0, 36)}.json`;
			const draft = join(folder, `.${randomUUID()}`);
			await writeFile(draft, JSON.stringify(message, null, '\t'));
			await rename(draft, join(folder, name));
		},
		close() {}
	};
}

/** The newest kept mails, newest first. */
export async function keptMails(folder: string, most = 50): Promise<(Message & { id: string })[]> {
	const newest = (await namesIn(folder)).sort().reverse().slice(0, most);
	return Promise.all(
		newest.map(async (name) => ({
			id: name.slice(0, -5),
			...(JSON.parse(await readFile(join(folder, name), 'utf8')) as Message)
		}))
	);
}

/** Deletes the kept mails from before a moment, which is how their names begin. */
export async function forgetKeptMails(folder: string, before: string): Promise<void> {
	const old = (await namesIn(folder)).filter((name) => name < digitsOf(before));
	for (const name of old) await rm(join(folder, name), { force: true });
}

async function namesIn(folder: string): Promise<string[]> {
	const names = await readdir(folder).catch(() => [] as string[]);
	return names.filter((name) => name.endsWith('.json'));
}

const digitsOf = (moment: string): string => moment.replace(/[^0-9]/g, '');

/** Names reserved for examples (RFC 2606, RFC 6761), as those of the demo's people are: no mail can ever reach them. */
const RESERVED = /(^|\.)(example|test|invalid|localhost|example\.(com|net|org))$/;

/** Keeps, instead of sending, what is addressed to a name that cannot exist: a relay would only return it as spam does. */
export function sparingReserved(post: PostOffice, kept: PostOffice): PostOffice {
	return {
		...(post.atOnce ? { atOnce: post.atOnce } : {}),
		send: (message, bulk) => (RESERVED.test(message.to.split('@').at(-1)!) ? kept : post).send(message, bulk),
		close() {
			post.close();
			kept.close();
		}
	};
}
