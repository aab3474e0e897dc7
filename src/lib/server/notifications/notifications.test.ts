import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { planOf } from '../../../../tests/support/plans.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { transact } from '../platform/db.ts';
import { accountTopic } from '../platform/hub.ts';
import { after } from '../platform/limits.ts';
import { enqueue } from '../platform/outbox.ts';
import { forgetNews } from './domain.ts';
import * as store from './store.ts';

async function opened(here: World, by: CastKey, others: { private?: boolean; subject?: string } = {}) {
	const structure = here.structure(by === 'otto' ? 'commercy' : 'sexey');
	return (await here.as(by).tickets.open(draft(structure, others))).number;
}

const reply = (here: World, number: number, body = 'Voici.') =>
	here.as('sam').tickets.reply({ number, body, status: 'waiting', requestKey: randomUUID() });
const bell = async (here: World, person: CastKey) => (await here.as(person).notifications.bell()).unread;
const list = async (here: World, person: CastKey) => (await here.as(person).notifications.list({})).notifications;

test('an answer rings its reader’s bell, names who wrote and leads to the ticket in its structure', async () => {
	const here = await world();
	const number = await opened(here, 'vera');
	await here.mails();
	expect(await bell(here, 'vera')).toBe(0);
	await reply(here, number);
	await here.mails();
	expect(await bell(here, 'vera')).toBe(1);
	const [news] = await list(here, 'vera');
	expect(news).toMatchObject({
		kind: 'ticket.answered',
		who: 'Samuel',
		ticket: { number },
		href: `/s/${here.structure('sexey')}/tickets/${number}`,
		unread: true
	});
	expect(await bell(here, 'adam')).toBe(1);
	expect((await list(here, 'adam')).map(({ kind }) => kind)).toEqual(['ticket.opened']);
});

test('a new ticket rings at staff, and at the structure’s administrators unless it is private', async () => {
	const here = await world();
	await opened(here, 'vera', { private: true });
	await here.mails();
	expect([await bell(here, 'sam'), await bell(here, 'adam'), await bell(here, 'otto')]).toEqual([1, 0, 0]);
	expect((await list(here, 'sam'))[0]).toMatchObject({ who: 'Véra Lemoine', structure: 'Mairie de Sexey-aux-Forges' });
	await opened(here, 'vera');
	const mails = await here.mails();
	expect(await bell(here, 'adam')).toBe(1);
	expect(mails.map(({ to }) => to)).not.toContain('adam.ferry@sexey-aux-forges.example');
});

test('several answers to one ticket are one piece of news, the newest', async () => {
	const here = await world();
	const number = await opened(here, 'vera');
	await reply(here, number, 'Un.');
	await here.mails();
	await reply(here, number, 'Deux.');
	await here.mails();
	expect(await bell(here, 'vera')).toBe(1);
	await here.as('vera').notifications.readTicket({ number });
	await reply(here, number, 'Trois.');
	await here.mails();
	expect((await list(here, 'vera')).map(({ unread }) => unread)).toEqual([true, false]);
});

test('news are read one by one, with their ticket, or all at once; never by somebody else', async () => {
	const here = await world();
	const numbers = [await opened(here, 'vera'), await opened(here, 'vera'), await opened(here, 'vera')];
	for (const number of numbers) await reply(here, number);
	await here.mails();
	const vera = here.as('vera');
	const [first] = await list(here, 'vera');
	await expect(here.as('adam').notifications.read({ id: first!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await here.as('adam').notifications.readTicket({ number: numbers[0]! });
	expect(await bell(here, 'vera')).toBe(3);
	expect(await vera.notifications.read({ id: first!.id })).toEqual({ href: first!.href });
	expect(await vera.notifications.readTicket({ number: numbers[0]! })).toEqual({ unread: 1 });
	await vera.notifications.readAll();
	expect(await bell(here, 'vera')).toBe(0);
});

test('what somebody may no longer see is neither shown nor counted, and shows again with their access', async () => {
	const here = await world();
	const number = await opened(here, 'vera');
	await reply(here, number);
	await here.mails();
	const contact = await here.contactId('vera', 'sexey');
	await here.as('adam').contacts.lock({ structure: here.structure('sexey'), contact });
	expect(await bell(here, 'vera')).toBe(0);
	expect(await list(here, 'vera')).toEqual([]);
	await here.as('adam').contacts.open({ structure: here.structure('sexey'), contact });
	expect(await bell(here, 'vera')).toBe(1);
	await here.base.db
		.updateTable('ticket')
		.set({ structureId: here.structure('commercy'), requesterId: await here.accountId('otto') })
		.where('number', '=', number)
		.execute();
	for (const person of ['vera', 'adam'] as const) {
		expect(await bell(here, person)).toBe(0);
		expect(await list(here, person)).toEqual([]);
	}
});

test('a note rings at nobody’s among customers', async () => {
	const here = await world();
	const number = await opened(here, 'vera');
	await here.mails();
	const before = [await bell(here, 'vera'), await bell(here, 'adam')];
	await here.as('sam').tickets.note({ number, body: 'Entre nous.', requestKey: randomUUID() });
	await here.mails();
	expect([await bell(here, 'vera'), await bell(here, 'adam')]).toEqual(before);
});

test('each chooses per event: no mail, no bell, and the mail says where', async () => {
	const here = await world();
	const number = await opened(here, 'vera');
	const [receipt] = await here.mails();
	expect(receipt!.text).toContain('http://localhost:3000/account/notifications/preferences');
	expect(await here.as('vera').notifications.preferences()).toEqual([
		{ event: 'receipt', ways: ['mail'], mail: true, bell: false, push: false },
		{ event: 'answer', ways: ['mail', 'bell', 'push'], mail: true, bell: true, push: true },
		{ event: 'status', ways: ['mail', 'bell', 'push'], mail: true, bell: true, push: true },
		{ event: 'access', ways: ['push'], mail: true, bell: false, push: true },
		{ event: 'document', ways: ['mail'], mail: true, bell: false, push: false },
		{ event: 'reading', ways: ['mail', 'push'], mail: true, bell: false, push: true }
	]);
	await here.as('vera').notifications.setPreferences({
		mail: ['receipt', 'status'],
		bell: ['answer', 'status'],
		push: []
	});
	await reply(here, number);
	expect(await here.mails()).toEqual([]);
	expect(await bell(here, 'vera')).toBe(1);
	await here.as('vera').notifications.setPreferences({ mail: ['answer'], bell: [], push: [] });
	await here.as('vera').notifications.readAll();
	await reply(here, number);
	expect((await here.mails()).map(({ to }) => to)).toEqual(['vera.lemoine@sexey-aux-forges.example']);
	expect(await bell(here, 'vera')).toBe(0);
});

test('what concerns one’s password is never a choice', async () => {
	const here = await world();
	await here.visitor().accounts.forgetPassword({ email: 'vera.lemoine@sexey-aux-forges.example' });
	await here.as('vera').notifications.setPreferences({ mail: [], bell: [], push: [] });
	const [link] = await here.mails();
	expect(link!.to).toBe('vera.lemoine@sexey-aux-forges.example');
	expect(link!.text).not.toContain('/account/notifications/preferences');
});

test('somebody awaiting validation rings at the administrators until it is decided', async () => {
	const here = await world();
	const contactId = await here.contactId('pia', 'sexey');
	await transact(here.base, (ctx) => enqueue(ctx, 'contact.requested', { contactId }));
	await here.mails();
	expect((await list(here, 'adam'))[0]).toMatchObject({
		kind: 'contact.requested',
		who: 'Pia Marchetti',
		href: `/s/${here.structure('sexey')}/contacts`
	});
	expect(await bell(here, 'vera')).toBe(0);
	await here.as('adam').contacts.open({ structure: here.structure('sexey'), contact: contactId });
	expect(await bell(here, 'adam')).toBe(0);
});

test('the bell is told once what rings it is committed', async () => {
	const here = await world();
	const number = await opened(here, 'vera');
	await here.mails();
	const told: number[] = [];
	let waiting = Promise.resolve();
	here.base.hub.listen([accountTopic(await here.accountId('vera'))], {
		changed: () => void (waiting = bell(here, 'vera').then((unread) => void told.push(unread))),
		ended() {}
	});
	await reply(here, number);
	await here.mails();
	await waiting;
	expect(told).toEqual([1]);
});

test('news are forgotten after their time', async () => {
	const here = await world();
	const number = await opened(here, 'vera');
	await reply(here, number);
	await here.mails();
	expect(await forgetNews(here.base, after(here.base.now(), -60))).toBe(0);
	here.pass({ days: 91 });
	expect(await forgetNews(here.base, after(here.base.now(), -90 * 86_400))).toBeGreaterThan(0);
	expect(await list(here, 'vera')).toEqual([]);
});

test('neither the bell nor its list walks a table', async () => {
	const { base } = await world();
	for (const query of [
		store.unread(base.db, 'a'),
		store.listBelow(base.db, 'a', undefined),
		store.listBelow(base.db, 'a', { createdAt: '2026', id: 'x' })
	]) {
		const plan = (await planOf(base.db, query)).join();
		expect(plan).toMatch(/^SEARCH notification USING (COVERING )?INDEX notification_(unread|account) \(account_id=\?/);
		expect(plan).not.toContain('TEMP B-TREE');
	}
});
