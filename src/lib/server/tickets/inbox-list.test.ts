import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type World } from '../../../../tests/support/world.ts';

type Filters = Parameters<ReturnType<World['as']>['tickets']['inbox']>[0];

async function inboxOfThree() {
	const here = await world();
	const { as, structure, accountId, pass } = here;
	const open = async (person: 'vic' | 'vera' | 'noor', place: string, differing: Parameters<typeof draft>[1]) => {
		const { number } = await as(person).tickets.open(draft(place, differing));
		pass({ days: 2 });
		return number;
	};
	const vic = await open('vic', structure('commercy'), { urgency: 'minor', category: 'question' });
	const vera = await open('vera', structure('sexey'), { urgency: 'blocking', category: 'incident' });
	const noor = await open('noor', 'me', { urgency: 'annoying', category: 'request' });
	await as('sam').tickets.assign({ number: vic, assignee: 'me' });
	await as('sam').tickets.assign({ number: vera, assignee: await accountId('alix') });
	await as('sam').tickets.setPriority({ number: noor, priority: 'urgent' });
	const numbers = async (filters: Filters) =>
		(await as('sam').tickets.inbox(filters)).tickets.map(({ number }) => number);
	return { ...here, vic, vera, noor, numbers };
}

test('every filter of the inbox finds its tickets, alone and together', async () => {
	const { vic, vera, noor, numbers, accountId } = await inboxOfThree();
	const found: [Filters, number[]][] = [
		[{}, [noor, vera, vic]],
		[{ assignee: 'me' }, [vic]],
		[{ assignee: 'nobody' }, [noor]],
		[{ assignee: await accountId('alix') }, [vera]],
		[{ structure: 'C10602' }, [vic]],
		[{ structure: 'sexey' }, [vera]],
		[{ structure: 'none' }, [noor]],
		[{ structure: 'nulle part' }, []],
		[{ category: 'incident' }, [vera]],
		[{ urgency: 'minor' }, [vic]],
		[{ priority: 'urgent' }, [noor]],
		[{ opened: 3 }, [vera, vic]],
		[{ idle: 5 }, [vic]],
		[{ filter: 'new', urgency: 'blocking', assignee: 'nobody' }, []],
		[{ filter: 'closed' }, []],
		[{ filter: 'all', structure: 'C10602', category: 'question' }, [vic]],
		[{ filter: 'all', assignee: 'me', urgency: 'blocking' }, []],
		[{ filter: 'all', category: 'incident' }, [vera]]
	];
	for (const [filters, expected] of found) expect(await numbers(filters), JSON.stringify(filters)).toEqual(expected);
});

test('the inbox is sorted by latest activity, longest wait, priority and urgency', async () => {
	const { vic, vera, noor, numbers } = await inboxOfThree();
	expect(await numbers({ sort: 'activity' })).toEqual([noor, vera, vic]);
	expect(await numbers({ sort: 'waiting' })).toEqual([vic, vera, noor]);
	expect(await numbers({ sort: 'priority' })).toEqual([noor, vic, vera]);
	expect(await numbers({ sort: 'urgency' })).toEqual([vera, noor, vic]);
});

test('closed tickets are found by their filters, by latest activity whatever the sort', async () => {
	const { as, vic, vera, numbers } = await inboxOfThree();
	for (const number of [vic, vera]) await as('sam').tickets.setStatus({ number, status: 'closed' });
	expect(await numbers({ filter: 'closed' })).toEqual([vera, vic]);
	expect(await numbers({ filter: 'closed', assignee: 'me' })).toEqual([vic]);
	expect((await as('sam').tickets.inbox({ filter: 'closed', sort: 'priority' })).sort).toBe('activity');
});

test('several structures of a name are asked about, not guessed', async () => {
	const { as } = await inboxOfThree();
	const { tickets, structures } = await as('sam').tickets.inbox({ structure: 'de' });
	expect(tickets).toEqual([]);
	expect(structures.length).toBeGreaterThan(1);
});

test.each(['activity', 'waiting', 'priority', 'urgency'] as const)(
	'sorted by %s the pages follow each other, each ticket once',
	async (sort) => {
		const { as } = await world();
		const PRIORITIES = ['low', 'urgent', 'normal', 'high'] as const;
		const URGENCIES = ['minor', 'blocking', 'annoying'] as const;
		for (let count = 0; count < 45; count++) {
			const { number } = await as(count < 18 ? 'noor' : count < 36 ? 'rene' : 'lola').tickets.open(
				draft('me', { urgency: URGENCIES[count % 3]! })
			);
			await as('sam').tickets.setPriority({ number, priority: PRIORITIES[count % 4]! });
		}
		const shown: { number: number; priority: string; urgency: string }[] = [];
		let after: string | undefined;
		do {
			const { tickets, next } = await as('sam').tickets.inbox({ sort, after });
			shown.push(...tickets);
			after = next ?? undefined;
		} while (after);
		expect(new Set(shown.map(({ number }) => number)).size).toBe(45);
		expect(shown).toHaveLength(45);
		if (sort === 'priority')
			expect([...new Set(shown.map(({ priority }) => priority))]).toEqual(['urgent', 'high', 'normal', 'low']);
		if (sort === 'urgency')
			expect([...new Set(shown.map(({ urgency }) => urgency))]).toEqual(['blocking', 'annoying', 'minor']);
	}
);

test('a search that finds nothing for long stops, says so, and goes on from there', async () => {
	const { as, base, accountId } = await world();
	const requesterId = await accountId('noor');
	const many = 2_500;
	const rows = Array.from({ length: many }, (_, index) => {
		const at = new Date(Date.parse('2026-01-01T00:00:00.000Z') + index * 1000).toISOString();
		return {
			id: `t${index}`,
			number: 10_000 + index,
			structureId: null,
			requesterId,
			openedById: null,
			subject: 'Ancien',
			category: 'question',
			productId: null,
			details: null,
			urgency: index === 0 ? ('blocking' as const) : ('minor' as const),
			status: 'closed' as const,
			assigneeId: null,
			privateAt: null,
			followsId: null,
			mergedIntoId: null,
			requestKey: `k${index}`,
			createdAt: at,
			updatedAt: at,
			firstRepliedAt: null,
			resolvedAt: at,
			remindedAt: null,
			closedAt: at
		};
	});
	for (let from = 0; from < many; from += 500)
		await base.db
			.insertInto('ticket')
			.values(rows.slice(from, from + 500))
			.execute();
	const first = await as('sam').tickets.inbox({ filter: 'closed', urgency: 'blocking' });
	expect(first).toMatchObject({ tickets: [], stopped: true });
	const second = await as('sam').tickets.inbox({ filter: 'closed', urgency: 'blocking', after: first.next! });
	expect(second).toMatchObject({ tickets: [{ number: 10_000 }], stopped: false, next: null });
});

test('views are named, renamed and deleted by whoever made them, and by nobody else', async () => {
	const { as } = await world();
	const views = async (person: 'sam' | 'mona') =>
		(await as(person).tickets.inboxFrame()).views.map(({ name, query }) => [name, query]);
	const { id } = await as('sam').tickets.saveView({
		name: 'Mes urgences',
		query: 'urgency=blocking&assignee=me&x=1&after=9'
	});
	const own = await as('sam').tickets.inboxFrame();
	expect(own.views.at(-1)).toEqual({ id, name: 'Mes urgences', query: 'assignee=me&urgency=blocking' });
	expect((await views('mona')).flat()).not.toContain('Mes urgences');
	await as('sam').tickets.changeView({ view: id, name: 'Urgences' });
	expect((await views('sam')).at(-1)).toEqual(['Urgences', 'assignee=me&urgency=blocking']);
	await as('sam').tickets.changeView({ view: id, name: 'Urgences', query: 'urgency=minor' });
	expect((await views('sam')).at(-1)).toEqual(['Urgences', 'urgency=minor']);
	for (const refused of [
		as('mona').tickets.changeView({ view: id, name: 'À moi' }),
		as('mona').tickets.deleteView({ view: id })
	])
		await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await as('sam').tickets.deleteView({ view: id });
	expect((await views('sam')).flat()).not.toContain('Urgences');
});
