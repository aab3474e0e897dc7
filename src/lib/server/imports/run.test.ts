import { beforeEach, expect, test } from 'vitest';
import { fileOf, oldPortalExpected as expected, oldPortalFile } from '../../../../tests/support/old-portal.ts';
import { world, type World } from '../../../../tests/support/world.ts';
import { forgetReports } from './report.ts';
import { runImport, type GivenFile } from './run.ts';

/** Two thousand rows, on a machine that does other things. */
const A_WHOLE_EXPORT_MS = 30_000;

let portal: World;
beforeEach(async () => {
	portal = await world();
});

const run = (given: { structures?: GivenFile; contacts?: GivenFile; dryRun?: boolean; leaveOut?: boolean }) =>
	runImport(portal.base, { structures: null, contacts: null, dryRun: false, leaveOut: false, by: null, ...given });

/** Everything an import may write, to be compared before and after. */
async function everything() {
	const { db } = portal.base;
	return {
		structures: await db.selectFrom('structure').selectAll().orderBy('id').execute(),
		addresses: await db.selectFrom('structureAddress').selectAll().orderBy('id').execute(),
		phones: await db.selectFrom('structurePhone').selectAll().orderBy('id').execute(),
		domains: await db.selectFrom('structureMailDomain').selectAll().orderBy('domain').execute(),
		contacts: await db.selectFrom('contact').selectAll().orderBy('id').execute(),
		planned: await db.selectFrom('plannedReferent').selectAll().orderBy('contactId').orderBy('role').execute(),
		changes: await db.selectFrom('structureChange').selectAll().orderBy('id').execute(),
		said: await db.selectFrom('importedRow').selectAll().orderBy('ownerId').execute(),
		mails: await db.selectFrom('outbox').selectAll().orderBy('id').execute()
	};
}

const problemsOf = (runId: string) =>
	portal.base.db.selectFrom('importProblem').selectAll().where('runId', '=', runId).orderBy('position').execute();

const STRUCTURES = 'code_client;raison_sociale;siret;adresse_voie;code_postal;ville;telephone;domaine_email';
const CONTACTS = 'code_client;civilite;nom;prenom;email;fonction;telephone;administrateur;referents';
const structuresFile = (...lines: string[]) => fileOf('structures.csv', STRUCTURES, ...lines);
const contactsFile = (...lines: string[]) => fileOf('contacts.csv', CONTACTS, ...lines);

const GIVEN = {
	structures: structuresFile('T1;Mairie de Toul;;1 rue du Pont;54200;Toul;03 83 00 00 01;toul.example'),
	contacts: contactsFile(
		'T1;Mme;Roux;Anne;anne.roux@toul.example;Secrétaire;03 83 00 00 02;oui;comptabilite',
		'T1;M.;Petit;Paul;paul.petit@toul.example;Adjoint;;;dpo|technique'
	)
};
const structureT1 = () =>
	portal.base.db.selectFrom('structure').selectAll().where('customerNumber', '=', 'T1').executeTakeFirstOrThrow();
const contact = (email: string) =>
	portal.base.db.selectFrom('contact').selectAll().where('email', '=', email).executeTakeFirstOrThrow();

test(
	'the export of the old portal: refused whole, then brought without the refused rows, each where the file says',
	async () => {
		const files = { structures: oldPortalFile('structures.csv'), contacts: oldPortalFile('contacts.csv') };
		const before = await everything();
		const refused = await run(files);
		expect(refused.state).toBe('refused');
		expect(await everything()).toEqual(before);

		const { state, counts, runId } = await run({ ...files, leaveOut: true });
		expect(state).toBe('done');
		const rowsOf = (file: 'structures' | 'contacts') => ({
			created: expected[file].valid,
			updated: 0,
			unchanged: 0,
			refused: expected[file].rejected.length
		});
		expect(counts).toMatchObject({ structures: rowsOf('structures'), contacts: rowsOf('contacts'), kept: 0 });
		const problems = await problemsOf(runId);
		const places = (file: string) =>
			problems
				.filter((problem) => problem.severity === 'refused' && problem.file === file)
				.map(({ line, columnName: column }) => ({ line, column }));
		expect(places('structures')).toEqual(expected.structures.rejected);
		expect(places('contacts')).toEqual(expected.contacts.rejected);

		const { db } = portal.base;
		const brought = await db
			.selectFrom('contact')
			.innerJoin('importedRow', 'importedRow.ownerId', 'contact.id')
			.select(['contact.email', 'access', 'accountId', 'formerAdministratorAt', 'requestedAt'])
			.execute();
		expect(brought).toHaveLength(expected.contacts.valid);
		const administrators = brought.filter(({ formerAdministratorAt }) => formerAdministratorAt !== null);
		expect(administrators).toHaveLength(expected.contacts.administrators);
		for (const one of brought)
			expect(one).toMatchObject({
				access: one.formerAdministratorAt ? 'none' : 'pending',
				accountId: null,
				requestedAt: null
			});
		expect(new Set(brought.map(({ email }) => email)).size).toBe(expected.accounts);
	},
	A_WHOLE_EXPORT_MS
);

test(
	'the same files again change nothing at all',
	async () => {
		const files = {
			structures: oldPortalFile('structures.csv'),
			contacts: oldPortalFile('contacts.csv'),
			leaveOut: true
		};
		await run(files);
		const before = await everything();
		portal.pass({ days: 1 });
		const { counts } = await run(files);
		expect(await everything()).toEqual(before);
		expect(counts.structures).toMatchObject({ created: 0, updated: 0, unchanged: expected.structures.valid });
		expect(counts.contacts).toMatchObject({ created: 0, updated: 0, unchanged: expected.contacts.valid });
		expect(counts.kept).toBe(0);
	},
	A_WHOLE_EXPORT_MS
);

test('a dry run says the same and writes nothing but its report', async () => {
	const before = await everything();
	const tried = await run({ ...GIVEN, dryRun: true });
	expect(tried.state).toBe('checked');
	expect(await everything()).toEqual(before);
	const { counts } = await run(GIVEN);
	expect(tried.counts).toEqual(counts);
	expect(counts).toMatchObject({ structures: { created: 1 }, contacts: { created: 2 } });
});

test('what is brought is there whole, and is found by staff', async () => {
	await run(GIVEN);
	const structure = await structureT1();
	const { db } = portal.base;
	const partsOf = <T extends 'structureAddress' | 'structurePhone' | 'structureMailDomain'>(table: T) =>
		db
			.selectFrom(table as 'structureAddress')
			.selectAll()
			.where('structureId', '=', structure.id)
			.execute();
	expect(await partsOf('structureAddress')).toMatchObject([
		{
			label: 'Adresse principale',
			street: '1 rue du Pont',
			postalCode: '54200',
			town: 'Toul',
			mainAt: structure.createdAt
		}
	]);
	expect(await partsOf('structurePhone')).toMatchObject([{ label: 'Standard', number: '0383000001' }]);
	expect(await partsOf('structureMailDomain')).toMatchObject([{ domain: 'toul.example' }]);
	expect(await contact('anne.roux@toul.example')).toMatchObject({
		civility: 'mme',
		firstName: 'Anne',
		lastName: 'Roux',
		function: 'Secrétaire',
		access: 'none',
		role: 'user'
	});
	const planned = await db
		.selectFrom('plannedReferent')
		.select(['role'])
		.where('structureId', '=', structure.id)
		.orderBy('role')
		.execute();
	expect(planned.map(({ role }) => role)).toEqual(['accounting', 'dpo', 'technical']);
	const found = await portal.as('sam').structures.directory({ filter: 'all', query: 'toul' });
	expect(JSON.stringify(found)).toContain('Mairie de Toul');
});

test('a corrected file changes what differs, and nothing that people changed since, which is told', async () => {
	await run(GIVEN);
	const structure = await structureT1();
	const { db } = portal.base;
	await db.updateTable('structure').set({ name: 'Ville de Toul' }).where('id', '=', structure.id).execute();
	const paul = await contact('paul.petit@toul.example');
	await db.updateTable('contact').set({ function: 'Premier adjoint' }).where('id', '=', paul.id).execute();

	const { counts, runId } = await run({
		structures: structuresFile('T1;Mairie de TOUL;;2 rue du Pont;54200;Toul;03 83 00 00 09;toul.example'),
		contacts: contactsFile(
			'T1;Mme;Roux;Anna;anne.roux@toul.example;Secrétaire;03 83 00 00 02;;comptabilite|technique',
			'T1;M.;Petit;Paul;paul.petit@toul.example;Adjoint au maire;;;technique'
		)
	});
	expect(counts).toMatchObject({ structures: { updated: 1 }, contacts: { updated: 2 }, kept: 2 });
	expect((await structureT1()).name).toBe('Ville de Toul');
	const [address] = await db
		.selectFrom('structureAddress')
		.selectAll()
		.where('structureId', '=', structure.id)
		.execute();
	expect(address).toMatchObject({ street: '2 rue du Pont' });
	expect(address!.mainAt).not.toBeNull();
	expect(await contact('anne.roux@toul.example')).toMatchObject({
		firstName: 'Anna',
		access: 'pending',
		formerAdministratorAt: null
	});
	expect((await contact('paul.petit@toul.example')).function).toBe('Premier adjoint');
	const planned = await db
		.selectFrom('plannedReferent')
		.innerJoin('contact', 'contact.id', 'plannedReferent.contactId')
		.select(['email', 'plannedReferent.role'])
		.where('plannedReferent.structureId', '=', structure.id)
		.orderBy('email')
		.orderBy('plannedReferent.role')
		.execute();
	expect(planned.map(({ email, role }) => `${email.split('.')[0]} ${role}`)).toEqual([
		'anne accounting',
		'anne technical',
		'paul technical'
	]);
	const kept = (await problemsOf(runId)).filter(({ severity }) => severity === 'kept');
	expect(kept.map(({ file, line, columnName, found, live }) => [file, line, columnName, found, live])).toEqual([
		['structures', 2, 'raison_sociale', 'Mairie de TOUL', 'Ville de Toul'],
		['contacts', 3, 'fonction', 'Adjoint au maire', 'Premier adjoint']
	]);
	// The history of the structure tells what the import changed in it.
	const changes = await db
		.selectFrom('structureChange')
		.select(['origin', 'itemKey'])
		.where('structureId', '=', structure.id)
		.execute();
	expect(changes.every(({ origin }) => origin === 'import')).toBe(true);
	expect(changes.map(({ itemKey }) => itemKey.split(':')[0]).sort()).toEqual(['address', 'phone']);
});

test('an emptied cell empties what nobody touched; a column that is not there says nothing', async () => {
	await run(GIVEN);
	const structure = await structureT1();
	const phones = () =>
		portal.base.db.selectFrom('structurePhone').selectAll().where('structureId', '=', structure.id).execute();
	await run({ structures: fileOf('s.csv', 'code_client;raison_sociale', 'T1;Mairie de Toul') });
	expect(await phones()).toHaveLength(1);
	await run({ structures: structuresFile('T1;Mairie de Toul;;1 rue du Pont;54200;Toul;;toul.example') });
	expect(await phones()).toHaveLength(0);
});

test('who was removed from the list stays so, and is told', async () => {
	await run(GIVEN);
	const { id, structureId } = await contact('paul.petit@toul.example');
	await portal.as('sam').contacts.remove({ structure: structureId, contact: id, vacate: true });
	const { runId, counts } = await run(GIVEN);
	expect(counts).toMatchObject({ contacts: { created: 0, unchanged: 2 }, kept: 1 });
	expect((await problemsOf(runId)).map(({ reason, line }) => [reason, line])).toEqual([['removed', 3]]);
});

test('whoever has a login in another structure is known in the new one at once', async () => {
	const otto = await portal.base.db
		.selectFrom('account')
		.selectAll()
		.where('email', 'like', 'otto.reinhardt@%')
		.executeTakeFirstOrThrow();
	const row = (yes: string) => contactsFile(`T1;M.;Reinhardt;Otto;${otto.email};;;${yes};`);
	await run({ structures: GIVEN.structures, contacts: row('oui') });
	const here = await portal.base.db
		.selectFrom('contact')
		.selectAll()
		.where('structureId', '=', (await structureT1()).id)
		.where('accountId', '=', otto.id)
		.executeTakeFirstOrThrow();
	expect(here).toMatchObject({ access: 'active', role: 'administrator' });
	// Nor does a file take the role back, nor the name a person gave themselves.
	const { counts } = await run({
		structures: GIVEN.structures,
		contacts: contactsFile(`T1;M.;Reinhard;Otto;${otto.email};;;;`)
	});
	expect(counts).toMatchObject({ contacts: { unchanged: 1 }, kept: 2 });
});

test('a structure the portal knew keeps what it had, and gets what it lacked', async () => {
	const { customerNumber, id } = await portal.base.db
		.selectFrom('structure')
		.selectAll()
		.where('id', '=', portal.structure('sexey'))
		.executeTakeFirstOrThrow();
	const { name } = (await portal.base.db.selectFrom('structure').select('name').where('id', '=', id).execute())[0]!;
	await portal.base.db.updateTable('structure').set({ siret: null }).where('id', '=', id).execute();
	const { counts } = await run({
		structures: structuresFile(`${customerNumber};Autre nom;21540505500017;9 rue d’ailleurs;54550;Sexey-aux-Forges;;`)
	});
	const after = await portal.base.db.selectFrom('structure').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
	expect(after.name).toBe(name);
	expect(counts.kept).toBeGreaterThan(0);
	expect(counts.structures).toMatchObject({ created: 0 });
});

test('a file that is no table is told, and nothing is brought', async () => {
	const before = await everything();
	const { state, failure } = await run({ contacts: fileOf('contacts.csv', 'nom;email', 'Roux;a@x.fr') });
	expect(state).toBe('unreadable');
	expect(failure).toEqual({ file: 'contacts', fault: 'columns', missing: ['code_client'] });
	expect(await everything()).toEqual(before);
});

test('what was said of single rows is forgotten in time, and how many they were is not', async () => {
	const { runId } = await run({ contacts: contactsFile('T9;Mme;Roux;Anne;anne.roux@toul.example;;;;') });
	const later = await run({ contacts: contactsFile('T9;Mme;Roux;Anne;anne.roux@toul.example;;;;') });
	const { base } = portal;
	await base.db
		.updateTable('importRun')
		.set({ startedAt: '2020-01-01T00:00:00.000Z' })
		.where('id', '=', runId)
		.execute();
	expect(await forgetReports(base, '2020-02-01T00:00:00.000Z')).toBe(1);
	expect([await problemsOf(runId), await problemsOf(later.runId)].map((rows) => rows.length)).toEqual([0, 1]);
	const runs = await portal.as('mona').imports.list();
	expect(runs.map(({ counts }) => counts?.contacts.refused)).toEqual([1, 1]);
});

const lines = (...contacts: string[]) => ({ structures: GIVEN.structures, contacts: contactsFile(...contacts) });
const keptOf = async (runId: string) =>
	(await problemsOf(runId))
		.filter(({ severity }) => severity === 'kept')
		.map(({ line, columnName, live }) => [line, columnName, live]);

test('whose address was changed in the portal is not listed again under the old one, nor is whoever was removed since', async () => {
	await run(GIVEN);
	const { id: anne, structureId: structure } = await contact('anne.roux@toul.example');
	const edit = { structure, contact: anne, civility: 'mme', firstName: 'Anne', lastName: 'Roux', phone: '' } as const;
	await portal.as('sam').contacts.edit({ ...edit, function: 'Secrétaire', email: 'a.roux@toul.example' });
	const { runId, counts } = await run(GIVEN);
	expect(counts.contacts).toMatchObject({ created: 0 });
	expect(await keptOf(runId)).toContainEqual([2, 'email', 'a.roux@toul.example']);
	expect(await contact('a.roux@toul.example')).toMatchObject({ id: anne });

	await portal.as('sam').contacts.remove({ structure, contact: anne, vacate: true });
	const after = await run(GIVEN);
	expect(after.counts.contacts).toMatchObject({ created: 0 });
	const said = await portal.base.db.selectFrom('importedRow').select('said').where('ownerId', '=', anne).execute();
	expect(said, 'nothing of a person stays but the address by which they are known').toEqual([{ said: '{}' }]);
});

test('a role for somebody who was refused is kept out, and the rest comes', async () => {
	await run(lines('T1;M.;Petit;Paul;paul.petit@toul.example;Adjoint;;;'));
	const { id, structureId: structure } = await contact('paul.petit@toul.example');
	await portal.as('sam').contacts.refuse({ structure, contact: id, reason: 'Inconnu ici' });
	const { state, runId } = await run(lines('T1;M.;Petit;Paul;paul.petit@toul.example;Adjoint;;;technique'));
	expect(state).toBe('done');
	expect(await keptOf(runId)).toEqual([[2, 'referents', '']]);
});

test('the DPO the portal names stays, and of two in the file the first is taken', async () => {
	const { runId: first } = await run(
		lines('T1;;Un;Ana;ana@toul.example;;;;dpo', 'T1;;Deux;Bob;bob@toul.example;;;;dpo|technique')
	);
	expect((await problemsOf(first)).map(({ line, reason, firstLine }) => [line, reason, firstLine])).toEqual([
		[3, 'second_dpo', 2]
	]);
	const vera = await portal.base.db
		.selectFrom('referent')
		.innerJoin('structure', 'structure.id', 'referent.structureId')
		.innerJoin('contact', 'contact.id', 'referent.contactId')
		.select(['structure.customerNumber', 'contact.lastName'])
		.where('referent.role', '=', 'dpo')
		.executeTakeFirstOrThrow();
	const { runId } = await run({ contacts: contactsFile(`${vera.customerNumber};;Autre;Zoé;zoe@toul.example;;;;dpo`) });
	const kept = await keptOf(runId);
	expect(kept).toEqual([[2, 'referents', expect.stringContaining(vera.lastName)]]);
});

test('who is brought is let in only where the file says, whatever else awaits them elsewhere', async () => {
	const { email } = await portal.base.db
		.selectFrom('account')
		.select('email')
		.where('email', 'like', 'otto.reinhardt@%')
		.executeTakeFirstOrThrow();
	const elsewhere = portal.structure('maron');
	const person = { structure: elsewhere, requestKey: crypto.randomUUID(), civility: 'm', phone: '' } as const;
	await portal
		.as('sam')
		.contacts.add({ ...person, firstName: 'Otto', lastName: 'Reinhardt', email, function: '', invite: true });
	await run(lines(`T1;M.;Reinhardt;Otto;${email};;;;`));
	const there = await portal.base.db
		.selectFrom('contact')
		.selectAll()
		.where('email', '=', email)
		.where('structureId', '=', elsewhere)
		.executeTakeFirstOrThrow();
	expect(there).toMatchObject({ access: 'invited', accountId: null });
});

test('who was listed by hand, or whose invitation was taken back, is made no administrator by a file', async () => {
	await run(lines('T1;M.;Petit;Paul;paul.petit@toul.example;;;;'));
	const { id, structureId: structure } = await contact('paul.petit@toul.example');
	await portal.as('sam').contacts.open({ structure, contact: id });
	await portal.as('sam').contacts.revokeInvitation({ structure, contact: id });
	await portal.as('sam').contacts.add({
		structure,
		requestKey: crypto.randomUUID(),
		civility: '',
		firstName: 'Luc',
		lastName: 'Main',
		email: 'luc@toul.example',
		phone: '',
		function: '',
		invite: false
	});
	await run(lines('T1;M.;Petit;Paul;paul.petit@toul.example;;;oui;', 'T1;;Main;Luc;luc@toul.example;;;oui;'));
	for (const email of ['paul.petit@toul.example', 'luc@toul.example'])
		expect(await contact(email)).toMatchObject({ formerAdministratorAt: null });
});

test('a label the file does not give stays, and a row cut short says nothing of the rest', async () => {
	const full = 'code_client;raison_sociale;adresse_libelle;adresse_voie;adresse_complement;code_postal;ville';
	await run({ structures: fileOf('s.csv', full, 'T1;Mairie;Siège;1 rue du Pont;Bât. B;54200;Toul') });
	await run({
		structures: fileOf(
			's.csv',
			'code_client;raison_sociale;adresse_voie;code_postal;ville',
			'T1;Mairie;2 rue du Pont;54200;Toul'
		)
	});
	const { id: structureId } = await structureT1();
	const addresses = await portal.base.db
		.selectFrom('structureAddress')
		.select(['label', 'street', 'complement'])
		.where('structureId', '=', structureId)
		.execute();
	expect(addresses).toEqual([{ label: 'Siège', street: '2 rue du Pont', complement: 'Bât. B' }]);

	await run(lines('T1;M.;Petit;Paul;paul.petit@toul.example;Adjoint;03 83 00 00 09;oui;technique'));
	const { counts } = await run(lines('T1;M.;Petit;Paul;paul.petit@toul.example'));
	expect(counts.contacts).toMatchObject({ updated: 0, unchanged: 1 });
	expect(await contact('paul.petit@toul.example')).toMatchObject({ function: 'Adjoint', access: 'none' });
});
