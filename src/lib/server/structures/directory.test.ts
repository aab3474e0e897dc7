import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { bring } from '../../../../tests/support/imported.ts';
import { world, type World } from '../../../../tests/support/world.ts';

async function found(portal: World, asked: Parameters<ReturnType<World['as']>['structures']['directory']>[0]) {
	const { structures } = await portal.as('sam').structures.directory(asked);
	return structures.map(({ customerNumber }) => customerNumber);
}

async function add(portal: World, name: string, customerNumber: string) {
	return (await portal.as('sam').structures.create({ name, customerNumber })).id;
}

test('structures are found by beginnings of words of their name, number, town and domains', async () => {
	const portal = await world();
	const id = await add(portal, 'Œuvres de la Forêt-Noire', 'F 70 01');
	for (const query of ['sexey', 'SEXEY forges', 'mair sex', 'C10601', 'c 10 601', '10601', 'sexey-aux-forges.example'])
		expect(await found(portal, { query }), query).toEqual(['C10601']);
	for (const query of ['oeuvres', 'œuv', 'foret', 'FORÊT noi', 'f7001', '7001', '70 01'])
		expect(await found(portal, { query }), query).toEqual(['F7001']);
	for (const query of ['exey', 'zzz', '%', '"', '*', '🙂', 'sexey zzz', 'NOT', 'sexey OR lutte', '𞤀𞤣', 'ﾊﾟ'])
		expect(await found(portal, { query }), query).toEqual([]);

	// What changes, by whatever way, is found as it is now.
	await portal.base.db.updateTable('structure').set({ name: 'Bois du Ballon' }).where('id', '=', id).execute();
	await portal.as('sam').structures.setCustomerNumber({ structure: id, customerNumber: 'g8002' });
	await portal.as('sam').structures.addMailDomain({ structure: id, domain: 'ballon-bois.example' });
	expect(await found(portal, { query: 'foret' })).toEqual([]);
	expect(await found(portal, { query: 'f7001' })).toEqual([]);
	for (const query of ['ballon', 'g8002', 'ballon-bois.example'])
		expect(await found(portal, { query })).toEqual(['G8002']);
	await portal.as('sam').structures.removeMailDomain({ structure: id, domain: 'ballon-bois.example' });
	expect(await found(portal, { query: 'ballon-bois.example' })).toEqual([]);
});

test('they come in the order of their names, whatever case and accents, page after page', async () => {
	const portal = await world();
	for (let n = 0; n < 60; n++)
		await add(portal, n === 7 ? 'école 07' : n === 8 ? 'ÉCOLE 08' : `Ecole ${String(n).padStart(2, '0')}`, `E${n}`);
	const seen: string[] = [];
	let after: string | undefined;
	do {
		const page = await portal.as('sam').structures.directory({ query: 'eco', after });
		expect(page.structures.length).toBeLessThanOrEqual(25);
		seen.push(...page.structures.map(({ customerNumber }) => customerNumber));
		after = page.next ?? undefined;
	} while (after);
	// The driving school of the cast is an « école » too.
	expect(seen.filter((number) => number.startsWith('E'))).toEqual(Array.from({ length: 60 }, (_, n) => `E${n}`));
	const all: string[] = [];
	do {
		const page = await portal.as('sam').structures.directory({ after });
		all.push(...page.structures.map(({ name }) => name));
		after = page.next ?? undefined;
	} while (after);
	expect(all).toHaveLength(66);
	expect(all).toEqual([...all].sort((a, b) => a.localeCompare(b, 'fr', { sensitivity: 'base' })));
	expect(await found(portal, { after: 'nobody' }), 'an unknown place is the beginning').toHaveLength(25);
});

test('two structures of one name are both shown where a page ends between them', async () => {
	const portal = await world();
	for (let n = 0; n < 30; n++) await add(portal, 'Zone des eaux', `S${n}`);
	const first = await portal.as('sam').structures.directory({ query: 'zone' });
	const second = await portal.as('sam').structures.directory({ query: 'zone', after: first.next! });
	const ids = [...first.structures, ...second.structures].map(({ id }) => id);
	expect(new Set(ids).size).toBe(30);
	expect(second.next).toBeNull();
});

test('a structure that somebody must look after is found by what it lacks and what waits there', async () => {
	const portal = await world();
	const { directory } = portal.as('sam').structures;
	const id = await add(portal, 'Atelier vosgien', 'A1');
	const atelier = async () => (await directory({ query: 'atelier vosgien' })).structures[0]!;
	expect(await atelier()).toMatchObject({
		id,
		town: null,
		activeContacts: 0,
		administrators: [],
		pending: 0,
		proposal: false,
		missing: ['main_address', 'phone', 'accounting', 'technical', 'dpo']
	});
	for (const [filter, holds] of [
		['without_administrator', true],
		['incomplete', true],
		['pending', false],
		['proposal', false]
	] as const)
		expect((await found(portal, { filter })).includes('A1'), filter).toBe(holds);

	// Pia waits in Sexey, until she is let in.
	expect(await found(portal, { filter: 'pending' })).toContain('C10601');
	const sexey = portal.structure('sexey');
	const waiting = await portal.base.db
		.selectFrom('contact')
		.select('id')
		.where('structureId', '=', sexey)
		.where('access', '=', 'pending')
		.execute();
	for (const { id: contact } of waiting) await portal.as('sam').contacts.open({ structure: sexey, contact });
	expect(await found(portal, { filter: 'pending' })).not.toContain('C10601');

	await propose(portal, id);
	expect(await found(portal, { filter: 'proposal' })).toEqual(['A1']);
	expect((await atelier()).proposal).toBe(true);
	expect(await found(portal, { filter: 'proposal', query: 'mairie' })).toEqual([]);
	expect((await directory({})).counts).toMatchObject({ proposal: 1 });
	await sql`update proposal set settled_at = ${portal.base.now()}`.execute(portal.base.db);
	expect(await found(portal, { filter: 'proposal' })).toEqual([]);
});

async function propose(portal: World, structureId: string) {
	const [by, now] = [await portal.accountId('adam'), portal.base.now()];
	await sql`insert into proposal (id, structure_id, opened_by, opened_at, changed_at)
		values (${newId()}, ${structureId}, ${by}, ${now}, ${now})`.execute(portal.base.db);
}

test('what is counted of a structure is what its rows say, whatever was done to it', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { contacts } = portal.as('sam');
	const check = async (after: string) => {
		const { rows } = await sql`select s.structure_id,
			s.active_contacts = (select count(*) from contact c where c.structure_id = s.structure_id and access = 'active')
			and s.administrators = (select count(*) from contact c where c.structure_id = s.structure_id and access = 'active' and role = 'administrator')
			and s.pending_contacts = (select count(*) from contact c where c.structure_id = s.structure_id and access = 'pending' and requested_at is not null)
			and s.main_addresses = (select count(*) from structure_address a where a.structure_id = s.structure_id and main_at is not null)
			and s.phones = (select count(*) from structure_phone p where p.structure_id = s.structure_id)
			and s.accounting_referents = (select count(*) from referent r where r.structure_id = s.structure_id and role = 'accounting')
			and s.technical_referents = (select count(*) from referent r where r.structure_id = s.structure_id and role = 'technical')
			and s.dpo_referents = (select count(*) from referent r where r.structure_id = s.structure_id and role = 'dpo') as right
			from structure_standing s where not right`.execute(portal.base.db);
		expect(rows, after).toEqual([]);
	};
	await check('the demo');
	const vera = await portal.contactId('vera', 'sexey');
	await contacts.makeAdministrator({ structure, contact: vera });
	await check('an administrator more');
	await contacts.lock({ structure, contact: vera, vacate: true });
	await check('somebody locked, with their roles');
	await contacts.open({ structure, contact: vera });
	await contacts.remove({ structure, contact: vera, vacate: true });
	await check('somebody removed');
	await contacts.refuse({ structure, contact: await portal.contactId('pia', 'sexey'), reason: 'Inconnue.' });
	await check('somebody refused');
	const iris = await bring(portal.base.db, portal.base.now(), {
		...{ structureId: structure, firstName: 'Iris', lastName: 'Collin', email: 'iris@sexey-aux-forges.example' }
	});
	await check('somebody brought from the old portal');
	const loic = await portal.base.db
		.selectFrom('contact')
		.select('id')
		.where('structureId', '=', structure)
		.where('access', '=', 'pending')
		.where('requestedAt', 'is not', null)
		.executeTakeFirstOrThrow();
	await contacts.open({ structure, contact: loic.id });
	expect(await found(portal, { filter: 'pending' }), 'whoever never came asks for nothing').not.toContain('C10601');
	const requestedAt = portal.base.now();
	await portal.base.db.updateTable('contact').set({ requestedAt }).where('id', '=', iris.id).execute();
	await check('somebody brought who comes');
	expect(await found(portal, { filter: 'pending' })).toContain('C10601');
	const { db } = portal.base;
	await db.deleteFrom('referent').execute();
	await db.updateTable('structureAddress').set({ mainAt: null }).execute();
	await db.deleteFrom('structurePhone').where('structureId', '=', structure).execute();
	await check('roles, main addresses and phones taken away');
	expect(await found(portal, { filter: 'incomplete' })).toHaveLength(6);
});

test('administrators are named, the first two of them', async () => {
	const portal = await world();
	const { structures } = await portal.as('sam').structures.directory({ query: 'C10601' });
	expect(structures[0]).toMatchObject({ town: 'Sexey-aux-Forges' });
	expect(structures[0]!.administrators.length).toBeLessThanOrEqual(2);
	expect(structures[0]!.administratorCount).toBeGreaterThanOrEqual(structures[0]!.administrators.length);
	expect(structures[0]!.administrators.length).toBeGreaterThan(0);
});
