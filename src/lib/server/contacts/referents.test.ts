import { expect, test } from 'vitest';
import { nameReferent, vacateRole } from '#server/contacts/domain.ts';
import { transact } from '#server/platform/db.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';

const staff = { origin: 'staff' } as const;

async function named(w: World, person: CastKey, role: 'accounting' | 'technical' | 'dpo') {
	const whose = { structureId: w.structure('sexey'), contactId: await w.contactId(person, 'sexey'), role };
	await transact(w.base, (ctx) => nameReferent(ctx, whose, staff));
}

const held = async ({ base, structure }: World, table: 'referent' | 'plannedReferent') => {
	const rows = await base.db
		.selectFrom(table)
		.innerJoin('contact', 'contact.id', `${table}.contactId`)
		.select(['contact.email', `${table}.role`])
		.where(`${table}.structureId`, '=', structure('sexey'))
		.orderBy('contact.email')
		.execute();
	return rows.map(({ email, role }) => `${email.split('.')[0]} ${role}`);
};

test('a role awaits somebody who waits themselves, and is theirs once the padlock opens', async () => {
	const w = await world();
	await w.base.db.deleteFrom('referent').execute();
	await named(w, 'pia', 'technical');
	expect([await held(w, 'referent'), await held(w, 'plannedReferent')]).toEqual([[], ['pia technical']]);
	await w.as('adam').contacts.open({ structure: w.structure('sexey'), contact: await w.contactId('pia', 'sexey') });
	expect([await held(w, 'referent'), await held(w, 'plannedReferent')]).toEqual([['pia technical'], []]);
});

test('a structure has one DPO: the next takes the place of the one before, and history keeps both', async () => {
	const w = await world();
	await w.base.db.deleteFrom('referent').execute();
	await named(w, 'vera', 'dpo');
	await named(w, 'adam', 'dpo');
	expect(await held(w, 'referent')).toEqual(['adam dpo']);
	const changes = await w.base.db.selectFrom('structureChange').select(['before', 'after']).orderBy('id').execute();
	expect(changes).toEqual([
		{ before: 'null', after: '{"name":"Véra Lemoine"}' },
		{ before: '{"name":"Véra Lemoine"}', after: 'null' },
		{ before: 'null', after: expect.stringContaining('Adam') }
	]);
});

test('whoever is shut out holds no role any more, and cannot be given one', async () => {
	const w = await world();
	await named(w, 'vera', 'accounting');
	const vera = { structure: w.structure('sexey'), contact: await w.contactId('vera', 'sexey') };
	await expect(w.as('adam').contacts.lock(vera), 'asked first').rejects.toMatchObject({ code: 'CONFLICT' });
	expect(await held(w, 'referent')).toContain('vera accounting');
	await w.as('adam').contacts.lock({ ...vera, vacate: true });
	expect(await held(w, 'referent')).not.toContain('vera accounting');
	await expect(named(w, 'vera', 'accounting')).rejects.toMatchObject({ code: 'conflict' });
});

test('a role is given to nobody of another structure, and taken from nobody who has none', async () => {
	const w = await world();
	const contactId = await w.contactId('otto', 'commercy');
	const elsewhere = { structureId: w.structure('sexey'), contactId, role: 'dpo' } as const;
	await expect(transact(w.base, (ctx) => nameReferent(ctx, elsewhere, staff))).rejects.toMatchObject({
		code: 'not_found'
	});
	const before = await held(w, 'referent');
	await transact(w.base, (ctx) => vacateRole(ctx, elsewhere, staff));
	expect(await held(w, 'referent')).toEqual(before);
});
