import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { planOf } from '../../../../tests/support/plans.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';
import { AT_ONCE, passTime, toClose, toRemind } from './clock.ts';

const words = (body = 'Une précision.') => ({ body, requestKey: randomUUID() });

async function resolved() {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { number } = await portal.as('vera').tickets.open(draft(structure));
	await portal.as('sam').tickets.reply({ number, ...words('Essayez ceci.'), status: 'resolved' });
	await portal.mails();
	const at = { structure, number };
	const ticket = () => portal.as('vera').tickets.get(at);
	return { ...portal, at, number, ticket };
}

/** What time brought since, to whom. */
async function brought({ base, mails }: World) {
	await passTime(base);
	return (await mails()).map(({ to, text }) => [to, /sera clos|vient d’être clos/.exec(text)?.[0]]);
}

const reminder = [cast.vera.email, 'sera clos'];
const end = [cast.vera.email, 'vient d’être clos'];

test('a resolved ticket nobody answers is reminded of after five days and closed after seven, once each', async () => {
	const portal = await resolved();
	portal.pass({ days: 4, hours: 23 });
	expect(await brought(portal)).toEqual([]);
	portal.pass({ hours: 1 });
	expect(await brought(portal)).toEqual([reminder]);
	expect(await brought(portal)).toEqual([]);
	expect(await portal.ticket()).toMatchObject({ status: 'resolved' });
	portal.pass({ days: 1, hours: 23 });
	expect(await brought(portal)).toEqual([]);
	portal.pass({ hours: 1 });
	expect(await brought(portal)).toEqual([end]);
	expect(await brought(portal)).toEqual([]);
	const ticket = await portal.ticket();
	expect(ticket).toMatchObject({ status: 'closed', turn: 'nobody', may: { answer: true } });
	expect(ticket.messages.slice(-2)).toMatchObject([
		{ event: 'reminded', author: 'Espace client', mine: false, side: 'portal' },
		{ event: 'closed_by_time', author: 'Espace client', statusAfter: 'closed' }
	]);
});

test('after a long pause of the portal nothing closes less than a day after its reminder', async () => {
	const portal = await resolved();
	portal.pass({ days: 30 });
	expect(await brought(portal)).toEqual([reminder]);
	portal.pass({ hours: 23 });
	expect(await brought(portal)).toEqual([]);
	portal.pass({ hours: 1, seconds: 1 });
	expect(await brought(portal)).toEqual([end]);
});

test('an answer ends the count, and the next solution begins it anew', async () => {
	const portal = await resolved();
	portal.pass({ days: 5, hours: 1 });
	expect(await brought(portal)).toEqual([reminder]);
	await portal.as('vera').tickets.refuse({ ...portal.at, ...words('Non.') });
	portal.pass({ days: 10 });
	await portal.mails();
	expect(await brought(portal)).toEqual([]);
	await portal.as('sam').tickets.reply({ number: portal.number, ...words(), status: 'resolved' });
	await portal.mails();
	portal.pass({ days: 4 });
	expect(await brought(portal)).toEqual([]);
	portal.pass({ days: 1, hours: 1 });
	expect(await brought(portal)).toEqual([reminder]);
});

test('what staff add to a resolved ticket begins the count anew, reminder included', async () => {
	const portal = await resolved();
	portal.pass({ days: 6 });
	expect(await brought(portal)).toEqual([reminder]);
	await portal.as('sam').tickets.reply({ number: portal.number, ...words('Autre piste.'), status: 'resolved' });
	await portal.mails();
	portal.pass({ days: 4 });
	expect(await brought(portal)).toEqual([]);
	portal.pass({ days: 1, hours: 1 });
	expect(await brought(portal)).toEqual([reminder]);
	portal.pass({ days: 2 });
	expect(await brought(portal)).toEqual([end]);
});

test('a staff note neither delays the end nor shows', async () => {
	const portal = await resolved();
	portal.pass({ days: 4 });
	await portal.as('sam').tickets.note({ number: portal.number, ...words('Entre nous.') });
	portal.pass({ days: 1, hours: 1 });
	expect(await brought(portal)).toEqual([reminder]);
});

test('nobody is reminded of what was answered between the reminder and its mail', async () => {
	const portal = await resolved();
	portal.pass({ days: 6 });
	await passTime(portal.base);
	await portal.as('vera').tickets.close(portal.at);
	expect((await portal.mails()).filter(({ to }) => to === cast.vera.email)).toEqual([]);
});

test('two rounds at once remind once and close once', async () => {
	const portal = await resolved();
	portal.pass({ days: 6 });
	await Promise.all([passTime(portal.base), passTime(portal.base)]);
	expect(await brought(portal)).toEqual([reminder]);
	portal.pass({ days: 2 });
	await Promise.all([passTime(portal.base), passTime(portal.base)]);
	expect(await brought(portal)).toEqual([end]);
});

test('many at once are taken in parts, none twice and none left', async () => {
	const portal = await resolved();
	const { db } = portal.base;
	const one = await db.selectFrom('ticket').selectAll().where('number', '=', portal.number).executeTakeFirstOrThrow();
	const many = Array.from({ length: 2 * AT_ONCE }, (_, index) => ({
		...one,
		id: randomUUID(),
		number: 5000 + index,
		requestKey: randomUUID()
	}));
	for (let from = 0; from < many.length; from += 20)
		await db
			.insertInto('ticket')
			.values(many.slice(from, from + 20))
			.execute();
	portal.pass({ days: 6 });
	await passTime(portal.base);
	const count = async (event: string) =>
		(await db.selectFrom('ticketMessage').select('id').where('event', '=', event).execute()).length;
	expect(await count('reminded')).toBe(2 * AT_ONCE + 1);
	portal.pass({ days: 2 });
	await passTime(portal.base);
	expect(await count('closed_by_time')).toBe(2 * AT_ONCE + 1);
});

test('what time brings is found by its index', async () => {
	const { base } = await world();
	const before = base.now();
	for (const query of [
		toRemind(base.db, before),
		toClose(base.db, { answeredBefore: before, remindedBefore: before })
	]) {
		expect(await planOf(base.db, query)).toEqual([
			'SEARCH ticket USING INDEX ticket_resolved (status=? AND resolved_at<?)'
		]);
	}
});
