import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { receive } from '#server/incoming/domain.ts';
import { EXPECTED, type Expected } from './mail-corpus/expected.ts';
import { addressed, scene } from './mail-corpus/scene.ts';
import { cast, type CastKey, type World } from './support/world.ts';

const folder = join(import.meta.dirname, 'mail-corpus');
const names = readdirSync(folder)
	.filter((file) => file.endsWith('.eml'))
	.map((file) => file.slice(0, -4))
	.sort();

/** As it comes from a server: lines end in CRLF. */
const source = async (here: World, name: string): Promise<Buffer> =>
	Buffer.from((await addressed(here, readFileSync(join(folder, `${name}.eml`), 'utf8'))).replace(/\r?\n/g, '\r\n'));

test('every mail of the corpus has its expected outcome, and there are many', () => {
	expect(Object.keys(EXPECTED).sort()).toEqual(names);
	expect(names.length).toBeGreaterThanOrEqual(60);
});

test.each(names)('%s becomes what it should, however often it comes', async (name) => {
	const here = await scene();
	const raw = await source(here, name);
	const state = await receive(here.base, raw);
	expect(await outcome(here, EXPECTED[name]!)).toEqual(expected(EXPECTED[name]!));
	expect(['posted', 'waiting', 'noted']).toContain(state);

	const before = await counts(here);
	const again = Buffer.from(`Received: from another.example by mx; Sun, 22 Nov 2026 11:00:00 +0100\r\n${raw}`);
	expect(await receive(here.base, again), 'the same mail by another way').toBe('again');
	expect(await counts(here)).toEqual(before);
});

const counts = async ({ base: { db } }: World) => [
	(await db.selectFrom('incomingMail').select('id').execute()).length,
	(await db.selectFrom('ticketMessage').select('id').execute()).length,
	(await db.selectFrom('outbox').select('id').execute()).length
];

/** What is in the database, in the words of what is expected. */
async function outcome(here: World, wanted: Expected) {
	const { db } = here.base;
	const { state, reason, ...mail } = await db.selectFrom('incomingMail').selectAll().executeTakeFirstOrThrow();
	const messages = await db.selectFrom('ticketMessage').selectAll().execute();
	const numberOf = async (id: string | null) =>
		id && (await db.selectFrom('ticket').select('number').where('id', '=', id).executeTakeFirstOrThrow()).number;
	const email = async (id: string | null) =>
		id && (await db.selectFrom('account').select('email').where('id', '=', id).executeTakeFirstOrThrow()).email;
	if (state === 'waiting') {
		expect(messages, 'nothing is published').toEqual([]);
		expect(mail.sourceHash && (await here.base.files.read(mail.sourceHash)), 'its source is kept').toBeTruthy();
		return { waits: reason, of: await email(mail.accountId), for: await numberOf(mail.ticketId) };
	}
	if (state === 'noted') {
		expect(messages).toEqual([]);
		const failed = await db
			.selectFrom('mail')
			.select(['recipient', 'lastError', 'sentAt'])
			.where('failedAt', 'is not', null)
			.execute();
		const why =
			'failed' in wanted && wanted.failed ? failed.map(({ lastError }) => wanted.failed!.why.test(lastError!)) : [];
		return { noted: reason, failed: failed.map(({ recipient, sentAt }) => ({ recipient, sentAt })), why };
	}
	expect(messages).toHaveLength(1);
	const [message] = messages;
	expect(message).toMatchObject({ side: 'customer', kind: 'message', via: 'mail', id: mail.ticketMessageId });
	const files = await db
		.selectFrom('ticketFile')
		.select('name')
		.where('messageId', '=', message!.id)
		.orderBy('position')
		.execute();
	const told = JSON.parse(mail.files) as { name: string; refused: string | null }[];
	const refused = told.filter((file) => file.refused !== null);
	for (const { name, refused: why } of refused)
		expect(message!.body).toContain(m.incoming_file_refused({ name, reason: why! }));
	return {
		says: message!.body.split('\n\n*Fichier')[0],
		by: await email(message!.authorId),
		in: await numberOf(message!.ticketId),
		files: files.map(({ name }) => name),
		refused: refused.map(({ name }) => name)
	};
}

/** The same shape, from the table. */
function expected(wanted: Expected) {
	if ('waits' in wanted) return { waits: wanted.waits, of: addressOf(wanted.of), for: wanted.for ?? null };
	if ('noted' in wanted) {
		const { failed } = wanted;
		return {
			noted: wanted.noted,
			failed: failed ? [{ recipient: addressOf(failed.of), sentAt: null }] : [],
			why: failed ? [true] : []
		};
	}
	return {
		says: wanted.says,
		by: addressOf(wanted.by ?? 'vera'),
		in: wanted.in ?? 4242,
		files: wanted.files ?? [],
		refused: wanted.refused ?? []
	};
}

const addressOf = (person: CastKey | undefined) => (person ? cast[person].email : null);
