import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { transact } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { askForHolder } from '#server/tasks/domain.ts';
import { LOOKED_AT } from '#server/tickets/inbox-store.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';

type Kind = Awaited<ReturnType<ReturnType<World['as']>['home']['waiting']>>['waiting'][number]['kind'];

const waits = async ({ as }: World, kind: Kind, person: CastKey = 'sam') => {
	const found = (await as(person).home.waiting()).waiting.find((one) => one.kind === kind);
	return found ? { count: found.count, since: found.since } : null;
};

const updatedAt = async ({ base }: World, number: number) =>
	(await base.db.selectFrom('ticket').select('updatedAt').where('number', '=', number).executeTakeFirstOrThrow())
		.updatedAt;

test('tickets wait until somebody of staff takes them, and then for that person alone', async () => {
	const portal = await world();
	const { as, accountId, structure } = portal;
	expect(await waits(portal, 'unassigned')).toBeNull();
	const first = await as('vera').tickets.open(draft(structure('sexey'), { urgency: 'blocking' }));
	portal.pass({ hours: 3 });
	const second = await as('noor').tickets.open(draft(NO_STRUCTURE));
	const since = await updatedAt(portal, first.number);
	expect(await waits(portal, 'unassigned')).toEqual({ count: 2, since });
	expect(await waits(portal, 'blocking')).toEqual({ count: 1, since });
	expect(await waits(portal, 'mine')).toBeNull();

	await as('sam').tickets.assign({ number: first.number, assignee: await accountId('sam') });
	expect(await waits(portal, 'mine')).toEqual({ count: 1, since });
	expect(await waits(portal, 'mine', 'mona'), 'a colleague’s is the colleague’s').toBeNull();
	expect(await waits(portal, 'unassigned')).toEqual({ count: 1, since: await updatedAt(portal, second.number) });
	expect(await waits(portal, 'blocking'), 'whoever has it, somebody cannot work').toEqual({ count: 1, since });

	await as('sam').tickets.reply({
		number: first.number,
		body: 'Quelle version avez-vous ?',
		status: 'waiting',
		requestKey: randomUUID()
	});
	expect(await waits(portal, 'mine'), 'it is the customer’s turn').toBeNull();
	expect(await waits(portal, 'blocking')).toBeNull();
});

test('of more open tickets than are looked at, those that wait longest count, and the count says that there may be more', async () => {
	const portal = await world();
	const { as, structure } = portal;
	const kept = { ...LOOKED_AT };
	onTestFinished(() => void Object.assign(LOOKED_AT, kept));
	const { number } = await as('vera').tickets.open(draft(structure('sexey'), { urgency: 'blocking' }));
	const since = await updatedAt(portal, number);
	const blocking = async () => (await as('sam').home.waiting()).waiting.find(({ kind }) => kind === 'blocking');
	expect(await blocking()).toMatchObject({ count: 1, more: false, since });
	for (let count = 0; count < 3; count++) {
		portal.pass({ seconds: 1 });
		await as('vera').tickets.open(draft(structure('sexey'), { urgency: 'minor' }));
	}
	Object.assign(LOOKED_AT, { open: 2 });
	expect(await blocking()).toMatchObject({ count: 1, more: true, since });
	await as('sam').tickets.setStatus({ number, status: 'closed' });
	expect(await blocking(), 'none found is not none').toMatchObject({ count: 0, more: true });
	Object.assign(LOOKED_AT, kept);
	expect(await blocking()).toBeUndefined();
});

test('what is counted is what the inbox shows under the same filters', async () => {
	const portal = await world();
	const { as, accountId, structure } = portal;
	for (let count = 0; count < 7; count++) {
		const urgency = count < 3 ? ('blocking' as const) : ('minor' as const);
		const { number } = await as('vera').tickets.open(draft(structure('sexey'), { urgency }));
		if (count % 2 === 0) await as('sam').tickets.assign({ number, assignee: await accountId('sam') });
		if (count === 6) await as('sam').tickets.setStatus({ number, status: 'closed' });
	}
	const shown = async (filters: Record<string, string>) => (await as('sam').tickets.inbox(filters)).tickets.length;
	expect((await waits(portal, 'blocking'))!.count).toBe(await shown({ urgency: 'blocking' }));
	expect((await waits(portal, 'unassigned'))!.count).toBe(await shown({ assignee: 'nobody' }));
	expect((await waits(portal, 'mine'))!.count).toBe(await shown({ assignee: 'me' }));
	expect((await waits(portal, 'mine'))!.count).toBe(3);
});

test('people at the door are those only staff can let in, as the page of requests shows them', async () => {
	const portal = await world();
	const { as, base, structure } = portal;
	const before = await as('sam').contacts.waiting({ show: 'to_attach' });
	expect(before.pending).toEqual({ total: 0, rows: [] });
	expect(await waits(portal, 'to_attach')).toEqual({
		count: before.requests.total,
		since: before.requests.rows[0]!.createdAt
	});
	const stranded = await as('sam').contacts.waiting({ show: 'nobody_decides' });
	expect(stranded.requests.total).toBe(0);
	const everybody = await as('sam').contacts.waiting({});
	expect(stranded.pending.total).toBe(
		everybody.pending.rows.filter(({ hasAdministrator }) => !hasAdministrator).length
	);
	expect((await waits(portal, 'nobody_decides'))?.count ?? 0).toBe(stranded.pending.total);

	// Pia waits for Adam; once nobody runs her structure any more she waits for staff.
	await base.db
		.updateTable('contact')
		.set({ role: 'user' })
		.where('structureId', '=', structure('sexey'))
		.where('role', '=', 'administrator')
		.execute();
	const now = (await as('sam').contacts.waiting({ show: 'nobody_decides' })).pending;
	expect(now.rows.map(({ firstName }) => firstName)).toContain('Pia');
	expect(now.total).toBeGreaterThan(stranded.pending.total);
	expect(await waits(portal, 'nobody_decides')).toEqual({ count: now.total, since: now.rows[0]!.requestedAt });
});

test('a mail that failed, one to sort and a task wait until they are settled', async () => {
	const portal = await world();
	const { as, base, structure } = portal;
	for (const kind of ['failed_mails', 'incoming', 'tasks'] as const) expect(await waits(portal, kind), kind).toBeNull();

	await as('vera').tickets.open(draft(structure('sexey')));
	await portal.mails();
	const [mail] = await base.db.selectFrom('mail').select(['id', 'createdAt']).orderBy('id').limit(1).execute();
	const settled = { settledAt: base.now(), sentAt: null, failedAt: base.now(), lastError: '550 unknown' };
	await base.db.updateTable('mail').set(settled).where('id', '=', mail!.id).execute();
	expect(await waits(portal, 'failed_mails')).toEqual({ count: 1, since: mail!.createdAt });
	await as('sam').outbox.retry({ id: mail!.id });
	expect(await waits(portal, 'failed_mails')).toBeNull();
	await base.db.updateTable('mail').set(settled).where('id', '=', mail!.id).execute();
	// Somebody has seen to it another way.
	expect(await as('sam').outbox.setAside({})).toEqual({ count: 1 });
	expect(await waits(portal, 'failed_mails')).toBeNull();
	expect(await as('sam').outbox.list({ state: 'failed' })).toMatchObject({ mails: [], failed: 0 });
	expect((await as('sam').outbox.list({ state: 'all' })).mails.find(({ id }) => id === mail!.id)?.state).toBe(
		'set_aside'
	);
	await expect(as('sam').outbox.setAside({ id: mail!.id })).rejects.toMatchObject({ code: 'CONFLICT' });
	// Tried again, and in vain: it asks anew.
	await as('sam').outbox.retry({ id: mail!.id });
	await base.db.updateTable('mail').set(settled).where('id', '=', mail!.id).execute();
	expect(await waits(portal, 'failed_mails')).toMatchObject({ count: 1 });
	expect(await as('sam').outbox.setAside({ id: mail!.id })).toEqual({ count: 1 });

	const asked = base.now();
	await transact(base, (ctx) =>
		askForHolder({ ...ctx, now: () => asked }, { structureId: structure('madon'), role: 'dpo' })
	);
	expect(await waits(portal, 'tasks')).toEqual({ count: 1, since: asked });
	const [task] = (await as('sam').tasks.list({})).tasks;
	await as('sam').tasks.settle({ task: task!.id });
	expect(await waits(portal, 'tasks')).toBeNull();
});

test('proposals and structures without administrator wait as their own pages say', async () => {
	const portal = await world();
	const { as, structure } = portal;
	const queue = await as('sam').proposals.queue();
	expect((await waits(portal, 'proposals'))?.count ?? 0).toBe(queue.length);
	const here = { structure: structure('sexey') };
	const { informationMark: seen } = await as('adam').proposals.read(here);
	await as('adam').proposals.setInformation({ ...here, name: 'Commune de Sexey', siret: '', seen });
	const after = await as('sam').proposals.queue();
	expect(after).toHaveLength(queue.length + 1);
	expect(await waits(portal, 'proposals')).toEqual({ count: after.length, since: after[0]!.openedAt });

	const { structures } = await as('sam').structures.directory({ query: '', filter: 'without_administrator' });
	expect(await waits(portal, 'without_administrator')).toEqual({ count: structures.length, since: null });
	await as('sam').structures.create({ name: 'Nouvelle commune', customerNumber: 'N1' });
	expect(await waits(portal, 'without_administrator')).toEqual({ count: structures.length + 1, since: null });
});

test('what hurts most comes first, and what nothing waits in is not there', async () => {
	const portal = await world();
	const { as, base, structure } = portal;
	await transact(base, (ctx) => askForHolder(ctx, { structureId: structure('madon'), role: 'dpo' }));
	await as('vera').tickets.open(draft(structure('sexey'), { urgency: 'blocking' }));
	const kinds = (await as('sam').home.waiting()).waiting.map(({ kind }) => kind);
	expect(kinds.slice(0, 2)).toEqual(['blocking', 'unassigned']);
	expect(kinds).not.toContain('mine');
	expect(kinds.indexOf('tasks')).toBeLessThan(kinds.indexOf('without_administrator'));
});

test('what is counted is counted up to a hundred', async () => {
	const portal = await world();
	const { base } = portal;
	const at = base.now();
	await base.db
		.insertInto('structure')
		.values(
			Array.from({ length: 130 }, (_, index) => ({
				id: newId(),
				customerNumber: `Z${index}`,
				name: `Commune ${index}`,
				siret: null,
				ticketVisibility: 'none' as const,
				createdAt: at
			}))
		)
		.execute();
	const { waiting, most } = await portal.as('sam').home.waiting();
	expect(most).toBe(100);
	expect(waiting.find(({ kind }) => kind === 'without_administrator')!.count).toBe(100);
});

test('a manager sees the campaigns and the import under way, and not what is over', async () => {
	const portal = await world();
	const { as, base } = portal;
	expect(await as('mona').home.underWay()).toEqual({ campaigns: [], import: null });
	const createdBy = await portal.accountId('mona');
	const campaign = { rate: 60, createdAt: base.now(), createdBy };
	for (const [id, moments] of Object.entries({
		draft: {},
		running: { startedAt: base.now() },
		paused: { startedAt: base.now(), pausedAt: base.now() },
		ended: { startedAt: base.now(), endedAt: base.now() }
	}))
		await base.db
			.insertInto('campaign')
			.values({ id, name: id, ...campaign, ...moments })
			.execute();
	await base.db
		.insertInto('campaignHour')
		.values({ campaignId: 'running', hour: '2026-11-26T10', sent: 12, opened: 5, activated: 3 })
		.execute();
	const run = { startedBy: createdBy, leaveOut: 0, structuresUpload: null, contactsUpload: null, failure: null };
	const files = { structuresFile: 'a.csv', contactsFile: null, counts: null, endedAt: null };
	for (const [id, state] of [
		['over', 'done'],
		['now', 'running']
	] as const)
		await base.db
			.insertInto('importRun')
			.values({ id, state, dryRun: 1, startedAt: base.now(), ...run, ...files })
			.execute();
	expect(await as('mona').home.underWay()).toMatchObject({
		campaigns: [
			{ id: 'running', status: 'running', sent: 12, activated: 3 },
			{ id: 'paused', status: 'paused', sent: 0 }
		],
		import: { id: 'now', dryRun: true, progress: null }
	});
});
