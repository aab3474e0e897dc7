import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { replyAddress } from '#server/platform/mail-signature.ts';
import { scene } from '../../../../tests/mail-corpus/scene.ts';
import { idOf, KEY, MAILBOX, ticketId } from '../../../../tests/mail-corpus/signed.ts';
import { cast, type World } from '../../../../tests/support/world.ts';
import { receive } from './domain.ts';

const NEW = 'vera.morel@sexey-aux-forges.example';
const ticket = { id: ticketId(4242), number: 4242 };
const told = async ({ base }: World, id: string, email: string) => (await replyAddress(base, ticket, { id, email }))!;

const mailTo = (to: string, { from = cast.vera.email, inReplyTo = '' } = {}) =>
	Buffer.from(
		[
			`From: Vera <${from}>`,
			`To: ${to}`,
			'Subject: Re: [#4242] Export',
			`Message-ID: <${Math.random()}@mail.example>`,
			...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
			'Content-Type: text/plain; charset=utf-8',
			'',
			'Merci de tout effacer.'
		].join('\r\n')
	);

const moveVera = ({ base }: World) =>
	base.db.updateTable('account').set({ email: NEW }).where('email', '=', cast.vera.email).execute();
const kept = ({ base }: World) =>
	base.db
		.selectFrom('incomingMail')
		.select(['state', 'reason', 'body', 'ticketId'])
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirstOrThrow();

test('where to answer is told to an address: once the login has another, an answer sent there waits for staff', async () => {
	const here = await scene();
	const id = await here.accountId('vera');
	const address = await told(here, id, cast.vera.email);
	await moveVera(here);
	// Whoever reads the old mailbox knows where to answer, and writes any sender.
	expect(await receive(here.base, mailTo(address, { from: NEW }))).toBe('waiting');
	expect(await kept(here)).toEqual({
		state: 'waiting',
		reason: 'unproven',
		body: 'Merci de tout effacer.',
		ticketId: ticket.id
	});
	expect(await receive(here.base, mailTo(address))).toBe('waiting');
	expect(await kept(here)).toMatchObject({ reason: 'unknown_sender' });
	expect(await receive(here.base, mailTo(await told(here, id, NEW.toUpperCase()), { from: NEW }))).toBe('posted');
});

test('the Message-ID of a mail that went to the address of before proves as little', async () => {
	const here = await scene();
	const inReplyTo = await idOf(4242, 'vera');
	await moveVera(here);
	expect(await receive(here.base, mailTo(MAILBOX, { from: NEW, inReplyTo }))).toBe('waiting');
	expect(await kept(here)).toMatchObject({ reason: 'unproven', ticketId: ticket.id });
});

test('an answer to a mail that left before reply addresses held one is posted for what it answers, or waits', async () => {
	const here = await scene();
	const words = ['reply', ticket.id, await here.accountId('vera')].join('\n');
	const signed = createHmac('sha256', KEY).update(words).digest('hex').slice(0, 20);
	const address = MAILBOX.replace('@', `+4242.${signed}@`);
	expect(await receive(here.base, mailTo(address, { inReplyTo: await idOf(4242, 'vera') }))).toBe('posted');
	expect(await receive(here.base, mailTo(address))).toBe('waiting');
	expect(await kept(here)).toMatchObject({ reason: 'unproven', ticketId: ticket.id });
});
