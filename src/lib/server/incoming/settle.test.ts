import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { scene } from '../../../../tests/mail-corpus/scene.ts';
import { idOf } from '../../../../tests/mail-corpus/signed.ts';
import { cast, type CastKey, type World } from '../../../../tests/support/world.ts';
import { receive } from './domain.ts';

const refusal = (answer: Promise<unknown>) =>
	answer.then(
		() => 'in',
		(error: unknown) => describe(error).code
	);

const mail = (from: string, words: string, head: string[] = []) =>
	Buffer.from(
		[
			`From: ${from}`,
			'Subject: =?utf-8?Q?Une_question?=',
			`Message-ID: <${words.length}-${Math.random()}@mail.example>`,
			...head,
			'Content-Type: text/plain; charset=utf-8',
			'',
			words
		].join('\r\n')
	);

/** A portal with one mail that waits, and what staff see of it. */
async function waiting(from: CastKey | string, words = 'Bonjour, une question.') {
	const here = await scene();
	const address = from in cast ? cast[from as CastKey].email : from;
	expect(await receive(here.base, mail(address, words))).toBe('waiting');
	const { mails } = await here.as('sam').incoming.list({});
	return { ...here, id: mails[0]!.id, listed: mails };
}

const said = ({ base: { db } }: World) =>
	db.selectFrom('ticketMessage').select(['side', 'kind', 'body', 'via', 'authorId']).orderBy('id').execute();

test('staff see what waits with its reason, and the menu counts it', async () => {
	const { as, listed, id } = await waiting('vera');
	expect(listed).toMatchObject([
		{ reason: 'no_ticket', fromAddress: cast.vera.email, beginning: 'Bonjour, une question.' }
	]);
	expect(await as('mona').incoming.count()).toEqual({ waiting: 1 });
	expect(await as('sam').incoming.read({ id })).toMatchObject({
		wholeText: 'Bonjour, une question.',
		sender: { name: 'Véra Lemoine', isStaff: false, structures: [{ name: 'Mairie de Sexey-aux-Forges' }] }
	});
});

test('a mail attached to a ticket its sender may answer is their answer there', async () => {
	const here = await waiting('vera');
	expect(await here.as('sam').incoming.attach({ id: here.id, number: '#4242' })).toEqual({
		as: 'answer',
		number: 4242
	});
	expect(await said(here)).toMatchObject([
		{
			side: 'customer',
			kind: 'message',
			body: 'Bonjour, une question.',
			via: 'mail',
			authorId: await here.accountId('vera')
		}
	]);
	expect(await here.as('sam').incoming.count()).toEqual({ waiting: 0 });
	const [message] = await here.base.db.selectFrom('ticketMessage').select('id').execute();
	expect(await here.as('sam').incoming.ofMessage({ message: message!.id })).toEqual({ id: here.id });
	expect(await refusal(here.as('sam').incoming.attach({ id: here.id, number: 4242 })), 'once').toBe('conflict');
	expect(await said(here)).toHaveLength(1);
});

test.each([
	['somebody unknown', 'inconnu@ailleurs.example', 4242],
	['the customer of another structure', 'otto', 4242],
	['somebody locked out', 'lola', 4247],
	['one of staff', 'sam', 4242],
	['a colleague who may only read', 'thea', 4242],
	['whose ticket was closed long ago', 'vera', 4244]
])('attached, the mail of %s is a note between staff and reaches no customer', async (_who, from, number) => {
	const here = await waiting(from, 'Le mot canari.');
	expect(await here.as('sam').incoming.attach({ id: here.id, number })).toEqual({ as: 'note', number });
	expect(await said(here)).toMatchObject([
		{ side: 'staff', kind: 'note', body: expect.stringContaining('Le mot canari.') }
	]);
	expect(
		JSON.stringify(await here.as('vera').tickets.get({ structure: here.structure('sexey'), number: 4242 }))
	).not.toContain('canari');
	expect((await here.mails()).filter(({ text }) => text.includes('canari'))).toEqual([]);
});

test('its files come with it', async () => {
	const here = await scene();
	const corpus = readFileSync(join(import.meta.dirname, '../../../../tests/mail-corpus/file-pdf.eml'), 'utf8');
	await receive(
		here.base,
		Buffer.from(corpus.replace(/^(In-Reply-To|References): .*\n/gm, '').replace(/\r?\n/g, '\r\n'))
	);
	const { id } = (await here.as('sam').incoming.list({})).mails[0]!;
	await here.as('sam').incoming.attach({ id, number: 4242 });
	expect(await here.base.db.selectFrom('ticketFile').select('name').execute()).toEqual([{ name: 'journal.pdf' }]);
	const row = await here.base.db.selectFrom('incomingMail').select('sourceHash').executeTakeFirstOrThrow();
	expect(row.sourceHash, 'the source is not kept twice').toBeNull();
});

test('a ticket opened from a mail is its sender’s, in a structure of theirs only', async () => {
	const here = await waiting('vera');
	const open = (structure: string) =>
		here.as('sam').incoming.open({ id: here.id, structure, subject: 'Par e-mail', category: 'question' });
	expect(await refusal(open(here.structure('commercy')))).toBe('invalid');
	const { number } = await open(here.structure('sexey'));
	const ticket = await here.as('vera').tickets.get({ structure: here.structure('sexey'), number });
	expect(ticket).toMatchObject({ subject: 'Par e-mail', mine: true });
	expect(ticket.messages[0]).toMatchObject({ body: 'Bonjour, une question.', mine: true });
	expect(await refusal(open(here.structure('sexey')))).toBe('conflict');
});

test('nobody unknown gets a ticket in their name', async () => {
	const here = await waiting('inconnu@ailleurs.example');
	expect(
		await refusal(here.as('sam').incoming.open({ id: here.id, structure: 'me', subject: 'X', category: 'question' }))
	).toBe('conflict');
});

test('a discarded mail goes nowhere, keeps who put it away and why, and is forgotten in time', async () => {
	const here = await waiting('inconnu@ailleurs.example');
	await here.as('mona').incoming.discard({ id: here.id, reason: 'Publicité.' });
	expect(await here.as('sam').incoming.read({ id: here.id })).toMatchObject({
		state: 'discarded',
		settledNote: 'Publicité.',
		settledBy: 'Mona Vautrin'
	});
	expect(await said(here)).toEqual([]);
	const acts = await here.base.db
		.selectFrom('auditEntry')
		.select(['act', 'subjectId'])
		.where('act', 'like', 'incoming.%')
		.execute();
	expect(acts).toEqual([{ act: 'incoming.discarded', subjectId: here.id }]);
	const { forgetIncoming } = await import('./domain.ts');
	expect(await forgetIncoming(here.base, '2999-01-01T00:00:00.000Z')).toBe(1);
});

test('who answers a ticket closed for too long is told once, politely', async () => {
	const here = await scene();
	const answer = async (words: string) =>
		receive(here.base, mail(cast.vera.email, words, [`In-Reply-To: ${await idOf(4244, 'vera')}`]));
	expect(await answer('Un an après.')).toBe('waiting');
	expect(await answer('Allô ?')).toBe('waiting');
	const told = await here.mails();
	expect(told.map(({ to }) => to)).toEqual([cast.vera.email]);
	expect(told[0]!.text).toContain('clos depuis trop longtemps pour être rouvert');
});

test('one sender cannot flood a ticket: after thirty mails in an hour the next ones wait', async () => {
	const here = await scene();
	const states: string[] = [];
	for (let count = 1; count <= 32; count++)
		states.push(
			await receive(here.base, mail(cast.vera.email, `Message ${count}`, [`In-Reply-To: ${await idOf(4242, 'vera')}`]))
		);
	expect(states).toEqual([...Array(30).fill('posted'), 'waiting', 'waiting']);
	expect(await said(here)).toHaveLength(30);
	expect((await here.as('sam').incoming.list({})).mails).toMatchObject([
		{ reason: 'too_many' },
		{ reason: 'too_many' }
	]);
});

test('answering by mail changes neither who asked nor more than an answer in the portal does', async () => {
	const here = await scene();
	await receive(here.base, mail(cast.adam.email, 'J’ajoute ceci.', [`In-Reply-To: ${await idOf(4242, 'adam')}`]));
	const ticket = await here.base.db
		.selectFrom('ticket')
		.selectAll()
		.where('number', '=', 4242)
		.executeTakeFirstOrThrow();
	expect(ticket).toMatchObject({ status: 'in_progress', requesterId: await here.accountId('vera') });
	const acts = await here.base.db
		.selectFrom('auditEntry')
		.select(['act', 'accountId', 'fromIp'])
		.where('act', '=', 'ticket.answered')
		.execute();
	expect(acts).toEqual([{ act: 'ticket.answered', accountId: await here.accountId('adam'), fromIp: 'mail' }]);
});

test('what is no mail at all waits for staff, with what there is of it', async () => {
	const here = await scene();
	for (const raw of [
		Buffer.alloc(0),
		Buffer.from([0xff, 0xfe, 0, 1, 2]),
		Buffer.from('\r\n\r\n'),
		Buffer.from(`Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n'.repeat(2000)}`)
	])
		expect(await receive(here.base, raw)).toMatch(/waiting|noted/);
	expect(await said(here)).toEqual([]);
});
