import { expect, test } from 'vitest';
import { transact } from '#server/platform/db.ts';
import { world, type World } from '../../../../tests/support/world.ts';
import { askForHolder } from './domain.ts';

test('a role without holder is one task, however often it was missed', async () => {
	const { base, structure } = await world();
	const asked = { structureId: structure('commercy'), role: 'dpo' as const };
	for (let times = 0; times < 3; times++) await transact(base, (ctx) => askForHolder(ctx, asked));
	const open = await base.db.selectFrom('staffTask').select(['structureId', 'about', 'settledAt']).execute();
	expect(open).toEqual([{ structureId: structure('commercy'), about: 'dpo', settledAt: null }]);
});

const askFor = ({ base, structure }: World, role: 'dpo' | 'accounting' | 'technical', key: 'commercy' | 'sexey') =>
	transact(base, (ctx) => askForHolder(ctx, { structureId: structure(key), role }));

test('staff see what is asked, the oldest first, page by page', async () => {
	const portal = await world();
	const { as, base, structure } = portal;
	await base.db
		.insertInto('structure')
		.values(
			Array.from({ length: 34 }, (_, index) => ({
				id: `s${index}`,
				customerNumber: `Z${index}`,
				name: `Commune ${index}`,
				siret: null,
				ticketVisibility: 'none' as const,
				createdAt: base.now()
			}))
		)
		.execute();
	// Several at one moment: whoever goes on after one of them misses none.
	for (let index = 0; index < 34; index++) {
		const now = () => `2026-11-0${1 + Math.floor(index / 10)}T10:00:00.000Z`;
		await transact(base, (ctx) => askForHolder({ ...ctx, now }, { structureId: `s${index}`, role: 'dpo' }));
	}
	await askFor(portal, 'dpo', 'commercy');
	const first = await as('sam').tasks.list({});
	expect(first.tasks).toHaveLength(30);
	const second = await as('sam').tasks.list({ after: first.next! });
	expect(second.next).toBeNull();
	const all = [...first.tasks, ...second.tasks];
	expect(new Set(all.map(({ id }) => id)).size).toBe(35);
	expect(all.map(({ createdAt }) => createdAt)).toEqual(all.map(({ createdAt }) => createdAt).sort());
	expect(all.at(-1)).toMatchObject({ role: 'dpo', structure: { id: structure('commercy'), customerNumber: 'C10602' } });
	expect(await as('sam').tasks.count()).toBe(35);
});

test('who settles a task is noted, once, and the same role may be asked for again', async () => {
	const portal = await world();
	const { as, base, accountId, structure } = portal;
	await askFor(portal, 'dpo', 'commercy');
	const [task] = (await as('sam').tasks.list({})).tasks;
	await as('sam').tasks.settle({ task: task!.id });
	await as('mona').tasks.settle({ task: task!.id });
	expect(await as('sam').tasks.list({})).toEqual({ tasks: [], next: null });
	const row = await base.db.selectFrom('staffTask').selectAll().executeTakeFirstOrThrow();
	expect(row.settledBy).toBe(await accountId('sam'));
	const noted = await base.db
		.selectFrom('auditEntry')
		.select(['accountId', 'structureId', 'details'])
		.where('act', '=', 'task.settled')
		.execute();
	expect(noted).toEqual([
		{
			accountId: await accountId('sam'),
			structureId: structure('commercy'),
			details: JSON.stringify({ structureId: structure('commercy'), kind: 'role_without_holder', about: 'dpo' })
		}
	]);
	await askFor(portal, 'dpo', 'commercy');
	expect(await as('sam').tasks.count()).toBe(1);
	await expect(as('sam').tasks.settle({ task: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a task settles itself when somebody holds the role again, and only that one', async () => {
	const portal = await world();
	const { as, base, contactId, structure } = portal;
	const here = { structure: structure('sexey') };
	await as('sam').proposals.vacateReferent({
		...here,
		role: 'technical',
		contact: await contactId('adam', 'sexey')
	});
	await askFor(portal, 'technical', 'sexey');
	await askFor(portal, 'dpo', 'sexey');
	await askFor(portal, 'technical', 'commercy');
	await as('sam').proposals.nameReferent({ ...here, role: 'technical', contact: await contactId('vera', 'sexey') });
	const open = (await as('sam').tasks.list({})).tasks.map(({ role, structure: { customerNumber } }) => [
		role,
		customerNumber
	]);
	expect(open).toEqual([
		['dpo', 'C10601'],
		['technical', 'C10602']
	]);
	const settled = await base.db
		.selectFrom('staffTask')
		.select(['settledBy', 'settledAt', 'createdAt'])
		.where('settledAt', 'is not', null)
		.executeTakeFirstOrThrow();
	expect(settled.settledBy, 'by nobody').toBeNull();
	expect(settled.settledAt! >= settled.createdAt).toBe(true);
});
