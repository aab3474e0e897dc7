import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { lastWeeks } from '#server/platform/weeks.ts';
import { world, type World } from '../../../../tests/support/world.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { keepFigures } from './domain.ts';

/** A Thursday of winter, where Paris is an hour ahead; the clocks changed on Sunday 25 October. */
const NOW = '2026-11-26T10:00:00.000Z';

async function worldOf(now = NOW): Promise<World & { at(moment: string): void }> {
	const portal = await world();
	let moment = now;
	portal.base.now = () => moment;
	return { ...portal, at: (then) => void (moment = then) };
}

let made = 0;
/** A ticket as it stands in the database, with nothing around it. */
async function ticket(
	{ base, accountId }: World,
	moments: { createdAt: string; firstRepliedAt?: string; closedAt?: string }
): Promise<string> {
	const id = `t${made++}`;
	const { createdAt, firstRepliedAt = null, closedAt = null } = moments;
	await base.db
		.insertInto('ticket')
		.values({
			id,
			number: 50_000 + made,
			structureId: null,
			requesterId: await accountId('noor'),
			openedById: null,
			subject: 'x',
			category: 'question',
			productId: null,
			details: null,
			urgency: 'minor',
			status: closedAt ? 'closed' : 'new',
			assigneeId: null,
			privateAt: null,
			followsId: null,
			mergedIntoId: null,
			requestKey: id,
			createdAt,
			updatedAt: createdAt,
			firstRepliedAt,
			resolvedAt: null,
			remindedAt: null,
			closedAt
		})
		.execute();
	return id;
}

const week = async ({ as }: World, monday: string) =>
	(await as('sam').home.figures()).find((one) => one.monday === monday)!;

test('there are twelve weeks, the one under way last, and one without anything is zero tickets and no duration', async () => {
	const portal = await worldOf();
	const weeks = await portal.as('sam').home.figures();
	expect(weeks.map(({ monday }) => monday)).toEqual([
		...['2026-09-07', '2026-09-14', '2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12'],
		...['2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23']
	]);
	expect(weeks[3]).toMatchObject({ opened: 0, closed: 0, answers: 0, medianSeconds: null, mostSeconds: null });
});

test('a ticket counts in the week it was opened where the portal is, across the change of the clocks too', async () => {
	const portal = await worldOf();
	// Sunday 23:30 and Monday 00:30 in Paris, in winter, and about the Sunday that changes the clocks.
	await ticket(portal, { createdAt: '2026-11-22T22:30:00.000Z' });
	await ticket(portal, { createdAt: '2026-11-22T23:30:00.000Z' });
	await ticket(portal, { createdAt: '2026-10-18T21:59:59.999Z' });
	await ticket(portal, { createdAt: '2026-10-18T22:00:00.000Z' });
	await ticket(portal, { createdAt: '2026-10-25T22:59:59.999Z' });
	await ticket(portal, { createdAt: '2026-10-25T23:00:00.000Z' });
	const opened = Object.fromEntries(
		(await portal.as('sam').home.figures()).map(({ monday, opened }) => [monday, opened])
	);
	expect(opened).toMatchObject({
		'2026-11-16': 1,
		'2026-11-23': 1,
		'2026-10-12': 1,
		'2026-10-19': 2,
		'2026-10-26': 1
	});
});

test('what was opened and closed in a week stays so, whatever becomes of the ticket', async () => {
	const portal = await worldOf('2026-11-10T10:00:00.000Z');
	const { as, structure } = portal;
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	const { number: other } = await as('vera').tickets.open(draft(structure('sexey')));
	await as('sam').tickets.setStatus({ number, status: 'closed' });
	expect(await week(portal, '2026-11-09')).toMatchObject({ opened: 2, closed: 1 });

	portal.at('2026-11-17T10:00:00.000Z');
	await as('vera').tickets.answer({
		structure: structure('sexey'),
		number,
		body: 'Cela recommence.',
		requestKey: randomUUID()
	});
	expect(await week(portal, '2026-11-09'), 'opened again, it was closed then all the same').toMatchObject({
		closed: 1
	});
	expect(await week(portal, '2026-11-16'), 'nor is it opened twice').toMatchObject({ opened: 0, closed: 0 });
	await as('sam').tickets.merge({ number, into: other });
	expect(await week(portal, '2026-11-16'), 'a merge closes').toMatchObject({ opened: 0, closed: 1 });
	expect(await week(portal, '2026-11-09')).toMatchObject({ opened: 2, closed: 1 });
});

const HOUR_MS = 3_600_000;
const answered = (repliedAt: string, hours: number) => ({
	createdAt: new Date(Date.parse(repliedAt) - hours * HOUR_MS).toISOString(),
	firstRepliedAt: repliedAt
});

test.each([
	[[5], 5, 5],
	[[1, 9], 1, 9],
	[[1, 2, 9], 2, 9],
	[[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 5, 9],
	[[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100], 6, 10]
])('of answers after %j hours half took %i at most, and nine in ten %i', async (hours, median, most) => {
	const portal = await worldOf();
	for (const some of [...hours].reverse()) await ticket(portal, answered('2026-11-18T10:00:00.000Z', some));
	expect(await week(portal, '2026-11-16')).toMatchObject({
		answers: hours.length,
		medianSeconds: median * 3600,
		mostSeconds: most * 3600
	});
});

test('a first answer counts in the week it was given, once, however often the ticket is answered', async () => {
	const portal = await worldOf('2026-11-10T10:00:00.000Z');
	const { as, structure } = portal;
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	portal.at('2026-11-16T13:00:00.000Z');
	const reply = { number, body: 'Bonjour, nous regardons.', status: 'in_progress' as const };
	await as('sam').tickets.reply({ ...reply, requestKey: randomUUID() });
	portal.at('2026-11-24T13:00:00.000Z');
	await as('sam').tickets.reply({ ...reply, requestKey: randomUUID() });
	expect(await week(portal, '2026-11-09')).toMatchObject({ answers: 0, medianSeconds: null });
	expect(await week(portal, '2026-11-16')).toMatchObject({ answers: 1, medianSeconds: 6 * 86_400 + 3 * 3600 });
	expect(await week(portal, '2026-11-23')).toMatchObject({ answers: 0, medianSeconds: null });
});

test('weeks that are over are read once and kept, the one under way is not, and they read the same', async () => {
	const portal = await worldOf();
	for (const [repliedAt, hours] of [
		['2026-11-18T10:00:00.000Z', 4],
		['2026-11-19T10:00:00.000Z', 8],
		['2026-11-25T10:00:00.000Z', 2]
	] as const)
		await ticket(portal, answered(repliedAt, hours));
	const read = await portal.as('sam').home.figures();
	await keepFigures(portal.base);
	const kept = await portal.base.db.selectFrom('firstAnswerWeek').selectAll().orderBy('beganAt').execute();
	expect(kept.map(({ beganAt }) => beganAt)).toEqual(
		lastWeeks(NOW, 'Europe/Paris', 12)
			.slice(0, 11)
			.map(({ beginsAt }) => beginsAt)
	);
	expect(kept.at(-1)).toMatchObject({ answers: 2, medianSeconds: 4 * 3600, mostSeconds: 8 * 3600 });
	expect(await portal.as('sam').home.figures()).toEqual(read);
	await keepFigures(portal.base);
	expect(await portal.base.db.selectFrom('firstAnswerWeek').selectAll().execute()).toHaveLength(11);

	// Told apart from what is read anew: a figure nothing but the kept row can have said.
	await portal.base.db.updateTable('firstAnswerWeek').set({ medianSeconds: 1 }).execute();
	expect(await week(portal, '2026-11-16')).toMatchObject({ medianSeconds: 1 });
	expect(await week(portal, '2026-11-23')).toMatchObject({ answers: 1, medianSeconds: 2 * 3600 });
});

test('a week is kept an hour after it is over, not before', async () => {
	const portal = await worldOf('2026-11-22T23:59:00.000Z');
	const keptOf = async () => {
		await keepFigures(portal.base);
		return portal.base.db.selectFrom('firstAnswerWeek').select('beganAt').where('beganAt', '=', ended).execute();
	};
	const ended = '2026-11-15T23:00:00.000Z';
	expect(await keptOf()).toEqual([]);
	portal.at('2026-11-23T00:00:00.000Z');
	expect(await keptOf()).toHaveLength(1);
});

test('accounts are those of customers who chose a password, at the end of each week', async () => {
	const portal = await worldOf();
	const { base } = portal;
	const figures = async () =>
		Object.fromEntries((await portal.as('sam').home.figures()).map(({ monday, ...week }) => [monday, week]));
	const before = await figures();
	const add = (id: string, values: { passwordHash?: string; staffRole?: 'agent'; provenAt?: string }) =>
		base.db
			.insertInto('account')
			.values({
				id,
				email: `${id}@x.example`,
				civility: '',
				firstName: 'A',
				lastName: 'B',
				phone: '',
				locale: 'fr',
				theme: 'system',
				passwordHash: null,
				staffRole: null,
				provenAt: null,
				detailsCheckedAt: null,
				lastStructureId: null,
				createdAt: '2026-11-10T10:00:00.000Z',
				...values
			})
			.execute();
	await add('came', { passwordHash: 'hash' });
	await add('staff', { passwordHash: 'hash', staffRole: 'agent' });
	await add('later', {});
	expect(
		(await figures())['2026-11-09']!.came - before['2026-11-09']!.came,
		'neither staff nor who has no password'
	).toBe(1);
	await base.db
		.updateTable('account')
		.set({ passwordHash: 'hash', provenAt: '2026-11-18T10:00:00.000Z' })
		.where('id', '=', 'later')
		.execute();
	await base.db.updateTable('account').set({ passwordHash: 'another' }).where('id', '=', 'later').execute();
	const after = await figures();
	const more = (what: 'came' | 'total') =>
		['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23'].map(
			(monday) => after[monday]![what] - before[monday]![what]
		);
	expect(more('came')).toEqual([0, 1, 1, 0]);
	expect(more('total')).toEqual([0, 1, 2, 2]);
	const { count } = await base.db
		.selectFrom('account')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where('staffRole', 'is', null)
		.where('passwordHash', 'is not', null)
		.executeTakeFirstOrThrow();
	expect(after['2026-11-23']!.total).toBe(Number(count));
});

test('activation counts those brought from the old portal, one an address, and the share that came by each week', async () => {
	const portal = await worldOf();
	const { base } = portal;
	const brought = async () => (await portal.as('sam').home.figures()).slice(-3).map((week) => week.brought);
	expect(await brought(), 'nobody was ever brought').toEqual([null, null, null]);

	let listed = 0;
	const list = async (email: string, structure: 'sexey' | 'madon' = 'sexey') => {
		const id = `brought-${listed++}`;
		await base.db
			.insertInto('contact')
			.values({
				...{ id, structureId: portal.structure(structure), accountId: null, email, civility: '', firstName: 'A' },
				...{ lastName: 'B', phone: '', function: '', searchText: 'b a', access: 'none', role: 'user' },
				...{ refusalReason: '', createdAt: '2026-11-02T08:00:00.000Z' }
			} as never)
			.execute();
		await base.db
			.insertInto('importedRow')
			.values({ ownerId: id, structureId: portal.structure(structure), email, said: '{}' })
			.execute();
		return id;
	};
	const came = (email: string, provenAt: string, passwordHash: string | null = 'hash') =>
		base.db
			.insertInto('account')
			.values({
				...{ id: `of-${email}`, email, civility: '', firstName: 'A', lastName: 'B', phone: '', locale: 'fr' },
				...{ theme: 'system', passwordHash, staffRole: null, provenAt, detailsCheckedAt: null, lastStructureId: null },
				createdAt: provenAt
			})
			.execute();
	await came('before@b.example', '2026-11-03T10:00:00.000Z');
	const ids = [];
	for (const name of ['before', 'one', 'two', 'three', 'never']) ids.push(await list(`${name}@b.example`));
	await list('one@b.example', 'madon');
	await came('one@b.example', '2026-11-10T10:00:00.000Z');
	await came('two@b.example', '2026-11-17T10:00:00.000Z');
	await came('three@b.example', '2026-11-17T10:00:00.000Z', null);
	await came('stranger@b.example', '2026-11-18T10:00:00.000Z');
	// Five people of whom one had come before, one in the week of the 9th and one in that of the 16th.
	const then = [
		{ people: 5, came: 1, total: 2 },
		{ people: 5, came: 1, total: 3 },
		{ people: 5, came: 0, total: 3 }
	];
	expect(await brought()).toEqual(then);
	await base.db
		.updateTable('account')
		.set({ passwordHash: 'hash', provenAt: '2026-11-24T10:00:00.000Z' })
		.where('email', '=', 'three@b.example')
		.execute();
	await base.db.updateTable('account').set({ passwordHash: 'other' }).where('email', '=', 'three@b.example').execute();
	expect((await brought()).at(-1)).toEqual({ people: 5, came: 1, total: 4 });

	// Another address is the same person; who is gone is not one of them, and a second structure keeps them.
	await base.db.updateTable('contact').set({ email: 'moved@b.example' }).where('id', '=', ids[2]!).execute();
	expect((await brought()).at(-1)).toEqual({ people: 5, came: 1, total: 4 });
	await base.db.deleteFrom('contact').where('id', '=', ids[1]!).execute();
	expect((await brought()).at(-1)).toEqual({ people: 5, came: 1, total: 4 });
	await base.db.deleteFrom('contact').where('id', 'in', [ids[3]!, ids[4]!]).execute();
	expect(await brought()).toEqual([
		{ people: 3, came: 1, total: 2 },
		{ people: 3, came: 1, total: 3 },
		{ people: 3, came: 0, total: 3 }
	]);
	// Who is brought later is part of what is still to be reached in every week: the curve never falls by it.
	await list('later@b.example');
	expect(await brought()).toEqual([
		{ people: 4, came: 1, total: 2 },
		{ people: 4, came: 1, total: 3 },
		{ people: 4, came: 0, total: 3 }
	]);
});
