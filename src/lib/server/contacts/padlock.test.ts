import fc from 'fast-check';
import { expect, test } from 'vitest';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';

const accessOf = async ({ base, contactId }: World, person: CastKey) => {
	const id = await contactId(person, 'sexey');
	return base.db
		.selectFrom('contact')
		.select(['access', 'role', 'decidedAt', 'decidedBy', 'refusalReason'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
};
const promote = async ({ base, contactId }: World, ...people: CastKey[]) => {
	for (const person of people) {
		await base.db
			.updateTable('contact')
			.set({ access: 'active', role: 'administrator' })
			.where('id', '=', await contactId(person, 'sexey'))
			.execute();
	}
};
const inSexey = async ({ structure, contactId }: World, person: CastKey) => ({
	structure: structure('sexey'),
	contact: await contactId(person, 'sexey')
});

test('an administrator turns the padlock of someone who waits, and it says who did it and when', async () => {
	const portal = await world();
	expect(await portal.as('adam').contacts.open(await inSexey(portal, 'pia'))).toEqual({
		firstName: 'Pia',
		lastName: 'Marchetti',
		access: 'active'
	});
	expect(await accessOf(portal, 'pia')).toMatchObject({
		access: 'active',
		role: 'user',
		decidedBy: await portal.accountId('adam'),
		decidedAt: expect.any(String)
	});
});

test('someone locked or refused can be let in again, and the reason of the refusal is forgotten', async () => {
	const portal = await world();
	await portal.as('adam').contacts.open(await inSexey(portal, 'lola'));
	await portal.as('adam').contacts.open(await inSexey(portal, 'rene'));
	expect(await accessOf(portal, 'lola')).toMatchObject({ access: 'active' });
	expect(await accessOf(portal, 'rene')).toMatchObject({ access: 'active', refusalReason: '' });
});

test('opening twice changes nothing and tells nobody a second time', async () => {
	const portal = await world();
	const pia = await inSexey(portal, 'pia');
	await portal.as('adam').contacts.open(pia);
	const before = await accessOf(portal, 'pia');
	portal.pass({ hours: 1 });
	await portal.as('adam').contacts.open(pia);
	expect(await accessOf(portal, 'pia')).toEqual(before);
	expect(await portal.mails()).toHaveLength(1);
});

test('someone locked sees nothing of the structure from the next request on', async () => {
	const portal = await world();
	const { structure } = await inSexey(portal, 'vera');
	await portal.as('vera').contacts.list({ structure });
	await portal.as('adam').contacts.lock(await inSexey(portal, 'vera'));
	await expect(portal.as('vera').contacts.list({ structure })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect((await portal.as('vera').accounts.me()).structures).toMatchObject([{ access: 'locked' }]);
});

test('refusing takes a reason, of 300 characters at most', async () => {
	const portal = await world();
	const pia = await inSexey(portal, 'pia');
	for (const reason of ['', '   ', 'x'.repeat(301)]) {
		await expect(portal.as('adam').contacts.refuse({ ...pia, reason })).rejects.toThrow();
	}
	expect(await accessOf(portal, 'pia')).toMatchObject({ access: 'pending' });
	await portal.as('adam').contacts.refuse({ ...pia, reason: ' Pas   de la mairie. ' });
	expect(await accessOf(portal, 'pia')).toMatchObject({ access: 'refused', refusalReason: 'Pas de la mairie.' });
});

test('what was decided meanwhile is a conflict, not a silent overwrite', async () => {
	const portal = await world();
	const adam = portal.as('adam').contacts;
	await expect(adam.refuse({ ...(await inSexey(portal, 'vera')), reason: 'Non' })).rejects.toMatchObject({
		code: 'CONFLICT'
	});
	await expect(adam.refuse({ ...(await inSexey(portal, 'rene')), reason: 'Non' })).rejects.toMatchObject({
		code: 'CONFLICT'
	});
	await expect(adam.lock(await inSexey(portal, 'pia'))).rejects.toMatchObject({ code: 'CONFLICT' });
	await expect(adam.lock(await inSexey(portal, 'rene'))).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('nobody changes their own access', async () => {
	const portal = await world();
	await promote(portal, 'vera');
	const adam = await inSexey(portal, 'adam');
	await expect(portal.as('adam').contacts.lock(adam)).rejects.toMatchObject({ code: 'CONFLICT' });
	await expect(portal.as('adam').contacts.open(adam)).rejects.toMatchObject({ code: 'CONFLICT' });
	expect(await accessOf(portal, 'adam')).toMatchObject({ access: 'active' });
});

test('the last active administrator of a structure cannot be locked, not even by staff', async () => {
	const portal = await world();
	await expect(portal.as('sam').contacts.lock(await inSexey(portal, 'adam'))).rejects.toMatchObject({
		code: 'CONFLICT'
	});
	await promote(portal, 'vera');
	await portal.as('sam').contacts.lock({ ...(await inSexey(portal, 'adam')), vacate: true });
	expect(await accessOf(portal, 'adam')).toMatchObject({ access: 'locked' });
});

test('two administrators who lock each other at the same time leave one', async () => {
	const portal = await world();
	await promote(portal, 'vera');
	const [vera, adam] = [await inSexey(portal, 'vera'), await inSexey(portal, 'adam')];
	const outcomes = await Promise.allSettled([
		portal.as('adam').contacts.lock(vera),
		portal.as('vera').contacts.lock(adam)
	]);
	expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	const left = [await accessOf(portal, 'vera'), await accessOf(portal, 'adam')].filter(
		({ access }) => access === 'active'
	);
	expect(left).toHaveLength(1);
});

test('the padlock of someone who never signed in lets nobody in: it invites, and has nothing to lock', async () => {
	const portal = await world();
	const { structure, contact } = await inSexey(portal, 'ines');
	await expect(portal.as('adam').contacts.lock({ structure, contact })).rejects.toMatchObject({ code: 'CONFLICT' });
	await portal.as('adam').contacts.open({ structure, contact });
	expect(await accessOf(portal, 'ines')).toMatchObject({ access: 'invited', decidedAt: null });
	await expect(portal.as('adam').contacts.lock({ structure, contact })).rejects.toMatchObject({ code: 'CONFLICT' });
	const { id } = await portal.base.db
		.selectFrom('contact')
		.select('id')
		.where('access', '=', 'invited')
		.where('structureId', '=', structure)
		.executeTakeFirstOrThrow();
	expect(await portal.as('adam').contacts.open({ structure, contact: id })).toMatchObject({ access: 'invited' });
});

test('only the administrators of a structure and staff turn its padlocks', async () => {
	const portal = await world();
	const pia = await inSexey(portal, 'pia');
	const refused: [CastKey, string][] = [
		['pia', 'FORBIDDEN'],
		['vera', 'FORBIDDEN'],
		['thea', 'FORBIDDEN'],
		['lola', 'NOT_FOUND'],
		['rene', 'NOT_FOUND'],
		['otto', 'NOT_FOUND'],
		['noor', 'NOT_FOUND']
	];
	for (const [person, code] of refused) {
		await expect(portal.as(person).contacts.open(pia), person).rejects.toMatchObject({ code });
		await expect(portal.as(person).contacts.lock(pia), person).rejects.toMatchObject({ code });
		await expect(portal.as(person).contacts.refuse({ ...pia, reason: 'Non' }), person).rejects.toMatchObject({ code });
	}
	await expect(portal.visitor().contacts.open(pia)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
	expect(await accessOf(portal, 'pia')).toMatchObject({ access: 'pending' });
	for (const person of ['sam', 'mona'] as const) await portal.as(person).contacts.open(pia);
	expect(await accessOf(portal, 'pia')).toMatchObject({ access: 'active', decidedBy: await portal.accountId('sam') });
});

test('the contact of another structure reads as missing', async () => {
	const portal = await world();
	const foreign = { structure: portal.structure('sexey'), contact: await portal.contactId('vic', 'commercy') };
	await expect(portal.as('adam').contacts.lock(foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(portal.as('sam').contacts.lock(foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(portal.as('adam').contacts.open({ ...foreign, contact: 'nobody' })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
});

test('fields nobody asked for change nothing', async () => {
	const portal = await world();
	const pia = await inSexey(portal, 'pia');
	await portal.as('adam').contacts.open({
		...pia,
		role: 'administrator',
		access: 'none',
		structureId: portal.structure('commercy')
	} as typeof pia);
	expect(await accessOf(portal, 'pia')).toMatchObject({ access: 'active', role: 'user' });
});

test('each decision leaves one audit entry that names who made it', async () => {
	const portal = await world();
	const pia = await inSexey(portal, 'pia');
	await portal.as('adam').contacts.open(pia);
	await portal.as('sam').contacts.lock(pia);
	const entries = await portal.base.db
		.selectFrom('auditEntry')
		.select(['act', 'actingAs', 'accountId', 'structureId'])
		.where('subjectId', '=', pia.contact)
		.orderBy('id')
		.execute();
	expect(entries).toEqual([
		{
			act: 'contact.accepted',
			actingAs: 'administrator',
			accountId: await portal.accountId('adam'),
			structureId: pia.structure
		},
		{ act: 'contact.locked', actingAs: 'agent', accountId: await portal.accountId('sam'), structureId: pia.structure }
	]);
});

test(
	'whatever its administrators decide, a structure that had an active administrator keeps one',
	{ timeout: 60_000 },
	async () => {
		const actors = ['adam', 'vera', 'thea', 'pia'] as const;
		const step = fc.record({
			actor: fc.constantFrom(...actors, 'sam' as const),
			target: fc.constantFrom(...actors, 'lola' as const, 'rene' as const),
			act: fc.constantFrom('open', 'lock', 'refuse')
		});
		await fc.assert(
			fc.asyncProperty(
				fc.subarray([...actors], { minLength: 1 }),
				fc.array(step, { maxLength: 12 }),
				fc.boolean(),
				async (administrators, steps, together) => {
					const portal = await world();
					await promote(portal, ...administrators);
					const take = async ({ actor, target, act }: (typeof steps)[number]) => {
						const input = await inSexey(portal, target);
						const { contacts } = portal.as(actor);
						await (
							act === 'open'
								? contacts.open(input)
								: act === 'lock'
									? contacts.lock(input)
									: contacts.refuse({ ...input, reason: 'Non' })
						).catch(() => {});
					};
					if (together) await Promise.all(steps.map(take));
					else for (const one of steps) await take(one);
					const left = await portal.base.db
						.selectFrom('contact')
						.select('id')
						.where('structureId', '=', portal.structure('sexey'))
						.where('access', '=', 'active')
						.where('role', '=', 'administrator')
						.execute();
					expect(left.length).toBeGreaterThan(0);
					await portal.base.db.destroy();
				}
			),
			{ numRuns: 60 }
		);
	}
);
