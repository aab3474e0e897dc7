import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { publish } from '../../../../tests/support/news-samples.ts';
import { planOf, type Query } from '../../../../tests/support/plans.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { tellOfNews } from '../news/domain.ts';
import { transact } from '../platform/db.ts';
import { enqueue } from '../platform/outbox.ts';
import * as store from './push-store.ts';

const MINUTES = 60;

/** A ticket of Véra's whose opening was told, and a device of hers. */
async function scene() {
	const here = await world();
	const { number } = await here.as('vera').tickets.open(draft(here.structure('sexey'), { subject: 'Imprimante' }));
	await here.mails();
	const endpoint = await here.device('vera');
	return { here, number, endpoint };
}

const reply = (here: World, number: number, body = 'Voici.') =>
	here.as('sam').tickets.reply({ number, body, status: 'waiting', requestKey: randomUUID() });
const mailed = async (here: World) => (await here.mails()).map(({ to }) => to);
const told = async (here: World) => (await here.pushes()).map(({ endpoint }) => endpoint);
const VERA = cast.vera.email;

test('an answer comes to the device at once, says no more than who and which ticket, and no mail follows once it was read', async () => {
	const { here, number, endpoint } = await scene();
	await reply(here, number, 'Le mot de passe du serveur est secret.');
	expect(await mailed(here)).toEqual([]);
	const [push, ...others] = await here.pushes();
	expect(others).toEqual([]);
	expect(push).toMatchObject({
		endpoint,
		content: {
			title: 'Samuel a répondu',
			body: `#${number} Imprimante`,
			href: `/s/${here.structure('sexey')}/tickets/${number}`,
			locale: 'fr'
		}
	});
	expect(JSON.stringify(push)).not.toContain('secret.');
	expect(push!.ttl).toBeGreaterThan(14 * MINUTES);
	expect(push!.ttl).toBeLessThanOrEqual(15 * MINUTES);
	expect(push!.topic).toMatch(/^[\w-]{32}$/);
	here.pass({ seconds: 10 * MINUTES });
	await here.as('vera').notifications.readTicket({ number });
	here.pass({ seconds: 10 * MINUTES });
	expect(await mailed(here)).toEqual([]);
	expect(await told(here)).toEqual([]);
});

test('one unread after its minutes becomes one mail, and no second push', async () => {
	const { here, number } = await scene();
	await reply(here, number);
	await here.mails();
	expect(await told(here)).toHaveLength(1);
	here.pass({ seconds: 14 * MINUTES });
	expect(await mailed(here)).toEqual([]);
	here.pass({ seconds: 2 * MINUTES });
	expect(await mailed(here)).toEqual([VERA]);
	expect(await mailed(here)).toEqual([]);
	expect(await told(here)).toEqual([]);
});

test('the minutes are the managers’ to set', async () => {
	const { here, number } = await scene();
	const { values } = await here.as('mona').vendor.limits();
	await here.as('mona').vendor.setLimits({ ...values, mailAfterPushMinutes: 3 });
	await reply(here, number);
	await here.mails();
	expect((await here.pushes())[0]!.ttl).toBeLessThanOrEqual(3 * MINUTES);
	here.pass({ seconds: 4 * MINUTES });
	expect(await mailed(here)).toEqual([VERA]);
});

test('it is read where it is opened, in the bell, or with all the others; never by somebody else', async () => {
	for (const read of ['opened', 'bell', 'all', 'nobody'] as const) {
		const { here, number } = await scene();
		await reply(here, number);
		await here.mails();
		const [push] = await here.pushes();
		const { id } = push!.content;
		const vera = here.as('vera').notifications;
		await here.as('adam').notifications.opened({ id });
		await here.as('adam').notifications.readTicket({ number });
		if (read === 'opened') await vera.opened({ id });
		if (read === 'bell') await vera.read({ id: (await vera.list({})).notifications[0]!.id });
		if (read === 'all') await vera.readAll();
		here.pass({ seconds: 16 * MINUTES });
		expect(await mailed(here), read).toEqual(read === 'nobody' ? [VERA] : []);
	}
});

test('every device of a person is told once, and a newer answer takes the place of an older one', async () => {
	const { here, number, endpoint } = await scene();
	const second = await here.device('vera');
	await reply(here, number, 'Un.');
	await here.mails();
	const first = await here.pushes();
	expect(first.map((push) => push.endpoint).toSorted()).toEqual([endpoint, second].toSorted());
	await reply(here, number, 'Deux.');
	await here.mails();
	const newer = await here.pushes();
	expect(newer).toHaveLength(2);
	expect(new Set([...first, ...newer].map(({ topic }) => topic)).size).toBe(1);
	expect(new Set([...first, ...newer].map(({ content }) => content.tag)).size).toBe(1);
	expect(new Set([...first, ...newer].map(({ content }) => content.id)).size).toBe(2);
});

test('who wrote is not told of it, and who has no device is mailed as ever', async () => {
	const { here, number } = await scene();
	await here.device('sam');
	await here.as('vera').tickets.answer({
		structure: here.structure('sexey'),
		number,
		body: 'Et encore.',
		requestKey: randomUUID()
	});
	const mails = await mailed(here);
	expect(mails).not.toContain(cast.sam.email);
	expect(mails).not.toContain(VERA);
	const pushes = await here.pushes();
	expect(pushes.map(({ content }) => content)).toMatchObject([
		{ title: `${cast.vera.firstName} ${cast.vera.lastName} a répondu`, href: `/staff/tickets/${number}` }
	]);
});

test('a device its push service knows no more is forgotten, and the mail leaves at once', async () => {
	for (const statusCode of [404, 410]) {
		const { here, number } = await scene();
		await reply(here, number);
		expect(await mailed(here)).toEqual([]);
		expect(await here.pushes(() => ({ statusCode }))).toEqual([]);
		expect(await mailed(here)).toEqual([VERA]);
		expect(await here.as('vera').notifications.devices()).toEqual([]);
		await reply(here, number);
		expect(await mailed(here)).toEqual([VERA]);
	}
});

test('one device gone does not mail what another was told', async () => {
	const { here, number, endpoint } = await scene();
	const gone = await here.device('vera');
	await reply(here, number);
	await here.mails();
	const left = await here.pushes((to) => (to === gone ? { statusCode: 410 } : undefined));
	expect(left.map((push) => push.endpoint)).toEqual([endpoint]);
	expect(await mailed(here)).toEqual([]);
});

test('a service that is down is tried again for some minutes, then the mail leaves without waiting for the rest of them', async () => {
	const { here, number } = await scene();
	await reply(here, number);
	await here.mails();
	let tries = 0;
	const down = () => {
		tries++;
		return { statusCode: 503 };
	};
	for (let minute = 0; minute < 10 && (await mailed(here)).length === 0; minute++) {
		await here.pushes(down);
		here.pass({ seconds: MINUTES });
	}
	expect(tries).toBe(4);
	here.pass({ hours: 1 });
	expect(await mailed(here)).toEqual([]);
	expect(await told(here)).toEqual([]);
	expect(await here.as('vera').notifications.devices()).toHaveLength(1);
});

test('a service that comes back in time tells once, and the mail goes on waiting', async () => {
	const { here, number } = await scene();
	await reply(here, number);
	await here.mails();
	expect(await here.pushes(() => ({ code: 'ECONNREFUSED' }) as object)).toEqual([]);
	here.pass({ seconds: 20 });
	expect(await told(here)).toHaveLength(1);
	expect(await mailed(here)).toEqual([]);
	here.pass({ seconds: 16 * MINUTES });
	expect(await mailed(here)).toEqual([VERA]);
});

test('a service that asks for patience gets it, unless the mail would be late for it', async () => {
	const { here, number } = await scene();
	await reply(here, number);
	await here.mails();
	await here.pushes(() => ({ statusCode: 429, retryAfter: 120 }));
	here.pass({ seconds: 100 });
	expect(await told(here)).toEqual([]);
	here.pass({ seconds: 30 });
	expect(await told(here)).toHaveLength(1);
	await here.as('vera').notifications.readTicket({ number });
	await reply(here, number);
	await here.mails();
	await here.pushes(() => ({ statusCode: 429, retryAfter: 3600 }));
	expect(await mailed(here)).toEqual([VERA]);
});

test('what was refused for good is not tried again, and the device stays', async () => {
	const { here, number } = await scene();
	await reply(here, number);
	await here.mails();
	await here.pushes(() => ({ statusCode: 413 }));
	expect(await mailed(here)).toEqual([VERA]);
	expect(await here.as('vera').notifications.devices()).toHaveLength(1);
});

test('whoever is locked in between is told nothing, by no way', async () => {
	const { here, number } = await scene();
	await reply(here, number);
	await here.mails();
	const contact = await here.contactId('vera', 'sexey');
	await here.as('adam').contacts.lock({ structure: here.structure('sexey'), contact });
	expect(await told(here)).toEqual([]);
	here.pass({ seconds: 20 * MINUTES });
	expect(
		(await here.mails()).map(({ subject }) => subject).filter((subject) => subject.includes('Imprimante'))
	).toEqual([]);
});

test('a session that ends takes its device along: signed out, revoked, over, or another password', async () => {
	for (const end of ['revoked', 'over'] as const) {
		const here = await world();
		await here.device('vera', 'session of the phone');
		const { number } = await here.as('vera').tickets.open(draft(here.structure('sexey')));
		await here.mails();
		if (end === 'revoked') await here.as('vera').accounts.revokeSession({ id: 'session of the phone' });
		else here.pass({ days: 31 });
		await reply(here, number);
		expect(await mailed(here), end).toEqual([VERA]);
		expect(await told(here), end).toEqual([]);
		expect(await here.as('vera').notifications.devices()).toEqual([]);
	}
	const here = await world();
	await here.device('vera', 'session of the phone');
	await here.as('vera').accounts.changePassword({
		currentPassword: 'Bienvenue1!',
		password: 'Nouveau-mot2passe!',
		confirmation: 'Nouveau-mot2passe!'
	});
	expect(await here.base.db.selectFrom('pushSubscription').select('id').execute()).toEqual([]);
});

test('a session that ends before its device was told lets the mail go', async () => {
	const { here, number } = await scene();
	await reply(here, number);
	await here.mails();
	await here.base.db
		.deleteFrom('session')
		.where('accountId', '=', await here.accountId('vera'))
		.execute();
	expect(await told(here)).toEqual([]);
	expect(await mailed(here)).toEqual([VERA]);
});

test('each chooses per event: a push without mail, a mail without push, or neither', async () => {
	const { here, number } = await scene();
	const vera = here.as('vera').notifications;
	await vera.setPreferences({ mail: [], bell: [], push: ['answer'] });
	await reply(here, number);
	expect(await mailed(here)).toEqual([]);
	expect((await here.pushes())[0]!.ttl).toBeGreaterThan(23 * 3600);
	here.pass({ hours: 1 });
	expect(await mailed(here)).toEqual([]);
	await vera.setPreferences({ mail: ['answer'], bell: [], push: [] });
	await reply(here, number);
	expect(await mailed(here)).toEqual([VERA]);
	expect(await told(here)).toEqual([]);
	await vera.setPreferences({ mail: [], bell: [], push: [] });
	await reply(here, number);
	expect([await mailed(here), await told(here)]).toEqual([[], []]);
});

test('a change of status comes to the device, once each, and only to whoever wants it there', async () => {
	const { here, number } = await scene();
	const { setStatus } = here.as('sam').tickets;
	const { setPreferences } = here.as('vera').notifications;
	await setStatus({ number, status: 'resolved' });
	expect(await mailed(here)).toEqual([]);
	const [push, ...others] = await here.pushes();
	expect(others).toEqual([]);
	expect(push!.content).toMatchObject({
		title: 'Samuel propose une solution',
		body: `#${number} Imprimante`,
		href: `/s/${here.structure('sexey')}/tickets/${number}`
	});

	// Answers still come, what becomes of the ticket does not.
	await setPreferences({ mail: ['status'], bell: [], push: ['answer'] });
	await setStatus({ number, status: 'closed' });
	expect(await mailed(here)).toEqual([VERA]);
	expect(await told(here)).toEqual([]);

	await setPreferences({ mail: [], bell: [], push: ['status'] });
	await setStatus({ number, status: 'in_progress' });
	await setStatus({ number, status: 'closed' });
	expect(await mailed(here)).toEqual([]);
	expect((await here.pushes()).map(({ content }) => content.title)).toEqual(['Samuel a clos le ticket']);
	await setStatus({ number, status: 'in_progress' });
	await reply(here, number);
	expect([await mailed(here), await told(here)]).toEqual([[], []]);
});

test('a mail no longer wanted while it waits does not leave', async () => {
	const { here, number } = await scene();
	await reply(here, number);
	await here.mails();
	await here.pushes();
	await here.as('vera').notifications.setPreferences({ mail: [], bell: [], push: ['answer'] });
	here.pass({ seconds: 16 * MINUTES });
	expect(await mailed(here)).toEqual([]);
});

test('in quiet hours the devices are left alone and the mail goes as it would without them', async () => {
	const { here, number } = await scene();
	await here.as('vera').notifications.setQuietHours({ begins: '00:00', ends: '00:00', days: [] });
	await reply(here, number);
	expect(await mailed(here)).toEqual([VERA]);
	expect(await told(here)).toEqual([]);
	await here.as('vera').notifications.setQuietHours({ begins: '', ends: '', days: [] });
	await reply(here, number);
	expect(await mailed(here)).toEqual([]);
	expect(await told(here)).toHaveLength(1);
});

test('a request to validate comes to the administrator’s device, and no mail follows once it is decided', async () => {
	const here = await world();
	await here.device('adam');
	const contactId = await here.contactId('pia', 'sexey');
	await transact(here.base, (ctx) => enqueue(ctx, 'contact.requested', { contactId }));
	expect(await mailed(here)).toEqual([]);
	expect((await here.pushes()).map(({ content }) => content)).toMatchObject([
		{ title: expect.stringContaining('Pia Marchetti'), href: `/s/${here.structure('sexey')}/contacts` }
	]);
	await here.as('adam').contacts.open({ structure: here.structure('sexey'), contact: contactId });
	here.pass({ seconds: 16 * MINUTES });
	expect(await mailed(here)).not.toContain(cast.adam.email);
});

test('what is decided of one’s own access comes to the device, and by mail whatever one chose', async () => {
	const here = await world();
	await here.device('pia');
	await here.as('pia').notifications.setPreferences({ mail: [], bell: [], push: ['access'] });
	const contact = await here.contactId('pia', 'sexey');
	await here.as('adam').contacts.open({ structure: here.structure('sexey'), contact });
	expect(await mailed(here)).toEqual([]);
	expect((await here.pushes()).map(({ content }) => content)).toMatchObject([
		{ href: `/s/${here.structure('sexey')}`, title: expect.stringContaining('Sexey') }
	]);
	here.pass({ seconds: 16 * MINUTES });
	expect(await mailed(here)).toEqual([cast.pia.email]);
	await here.as('pia').notifications.setPreferences({ mail: [], bell: [], push: [] });
	await here.as('adam').contacts.lock({ structure: here.structure('sexey'), contact });
	expect(await mailed(here)).toEqual([cast.pia.email]);
	expect(await told(here)).toEqual([]);
});

test('news to confirm come, once online, to the devices of those they are meant for, and by mail where they were not confirmed', async () => {
	const here = await world();
	for (const person of ['vera', 'adam', 'pia', 'otto'] satisfies CastKey[]) await here.device(person);
	const id = await publish(here, { title: 'Nouvelle TVA', acknowledge: true, roles: ['administrator'] });
	await publish(here, { title: 'Sans suite' });
	await tellOfNews(here.base);
	expect(await mailed(here)).toEqual([]);
	const pushes = await here.pushes();
	expect(pushes.map(({ content }) => content.href).toSorted()).toEqual(
		[`/s/${here.structure('sexey')}/news/${id}`, `/s/${here.structure('commercy')}/news/${id}`].toSorted()
	);
	expect(pushes[0]!.content.title).toBe('À lire\u00a0: Nouvelle TVA');
	await here.as('adam').news.acknowledge({ structure: here.structure('sexey'), id });
	here.pass({ seconds: 16 * MINUTES });
	expect(await mailed(here)).toEqual([cast.otto.email]);
	await tellOfNews(here.base);
	here.pass({ days: 1 });
	expect([await mailed(here), await told(here)]).toEqual([[], []]);
});

test('news to confirm are told when their day comes, not when they are written; whoever has no device gets no mail', async () => {
	const here = await world();
	await here.device('adam');
	await publish(here, { title: 'Demain', acknowledge: true });
	await here.base.db
		.updateTable('news')
		.set({ publishedAt: new Date(Date.parse(here.base.now()) + 86_400_000).toISOString() })
		.where('title', '=', 'Demain')
		.execute();
	await tellOfNews(here.base);
	expect([await mailed(here), await told(here)]).toEqual([[], []]);
	here.pass({ days: 1, seconds: 1 });
	await tellOfNews(here.base);
	expect(await mailed(here)).toEqual([]);
	expect(await told(here)).toHaveLength(1);
	here.pass({ seconds: 16 * MINUTES });
	expect(await mailed(here)).toEqual([cast.adam.email]);
});

test('what has ended is told to nobody, and told once it is back', async () => {
	const here = await world();
	await here.device('adam');
	const id = await publish(here, { title: 'Passée', acknowledge: true });
	const until = (withdrawnAt: string | null) =>
		here.base.db.updateTable('news').set({ withdrawnAt }).where('id', '=', id).execute();
	await until(here.base.now());
	await tellOfNews(here.base);
	expect([await mailed(here), await told(here)]).toEqual([[], []]);
	await until(null);
	await tellOfNews(here.base);
	await mailed(here);
	expect(await told(here)).toHaveLength(1);
});

test('what is due, what is worked off and what was told are found without walking a table', async () => {
	const { base } = await world();
	const plan = async (query: Query) => (await planOf(base.db, query)).join('\n');
	const due = await plan(store.due(base.db, '2026', 8));
	expect(due).toMatch(/^SEARCH push USING INDEX push_due|^SCAN push USING INDEX push_due/);
	for (const detail of [due, await plan(store.worked(base.db, '2026', 8))]) {
		expect(detail).not.toMatch(/SCAN (?!push USING INDEX push_due|push_notice USING INDEX push_notice_unsettled)/);
		expect(detail).not.toContain('TEMP B-TREE');
	}
});
