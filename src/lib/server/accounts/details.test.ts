import { expect, test } from 'vitest';
import { MOST_FUNCTIONS } from '#lib/schemas/accounts.ts';
import { newId } from '#server/platform/ids.ts';
import { bring } from '../../../../tests/support/imported.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { everyRow } from '../../../../tests/support/rows.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { mintLink } from './domain.ts';

const password = 'Arrosoir-bleu7!';
const typed = { civility: 'mme', firstName: 'Théa', lastName: 'Grandjean', phone: '' } as const;

const functionsOf = async (portal: World, person: CastKey) => {
	const { functions } = await portal.as(person).accounts.details();
	return Object.fromEntries(functions.map(({ structure, function: held }) => [structure, held]));
};
const accountOf = async ({ base, accountId }: World, person: CastKey) =>
	base.db
		.selectFrom('account')
		.selectAll()
		.where('id', '=', await accountId(person))
		.executeTakeFirstOrThrow();
const unchecked = async ({ base, accountId }: World, person: CastKey) =>
	base.db
		.updateTable('account')
		.set({ detailsCheckedAt: null })
		.where('id', '=', await accountId(person))
		.execute();

test('what somebody corrects reaches all their structures, and is not asked again', async () => {
	const portal = await world();
	await unchecked(portal, 'thea');
	const { checked, functions } = await portal.as('thea').accounts.details();
	expect(checked).toBe(false);
	expect(functions.length).toBeGreaterThan(1);
	expect(functions.map(({ structure }) => structure)).toEqual(
		functions.map(({ structure }) => structure).sort((a, b) => a.localeCompare(b, 'fr'))
	);
	const [first, ...others] = functions;
	await portal.as('thea').accounts.checkDetails({
		...typed,
		phone: '03 83 90 10 00',
		functions: { [first!.contact]: ' Directrice   générale ' }
	});
	expect(await accountOf(portal, 'thea')).toMatchObject({ phone: '0383901000', detailsCheckedAt: expect.any(String) });
	expect((await portal.as('thea').accounts.details()).checked).toBe(true);
	const contacts = await portal.base.db
		.selectFrom('contact')
		.select(['id', 'phone', 'function', 'searchText'])
		.where('accountId', '=', await portal.accountId('thea'))
		.execute();
	for (const { phone } of contacts) expect(phone).toBe('0383901000');
	const changed = contacts.find(({ id }) => id === first!.contact)!;
	expect(changed.function).toBe('Directrice générale');
	expect(changed.searchText).toContain('directrice generale');
	for (const { contact, function: held } of others)
		expect(contacts.find(({ id }) => id === contact)!.function).toBe(held);
});

test('a function said to be right is not offered for review for a year', async () => {
	const portal = await world();
	portal.pass({ days: 800 });
	const structure = portal.structure('sexey');
	const vera = await portal.contactId('vera', 'sexey');
	const toReview = async () =>
		(await portal.as('adam').contacts.list({ structure, filter: 'review', size: 50 })).contacts.map(({ id }) => id);
	expect(await toReview()).toContain(vera);
	const { functions } = await portal.as('vera').accounts.details();
	const said = Object.fromEntries(functions.map(({ contact, function: held }) => [contact, held]));
	const { civility, firstName, lastName, phone } = await accountOf(portal, 'vera');
	await portal.as('vera').accounts.checkDetails({ civility, firstName, lastName, phone, functions: said });
	expect(await toReview()).not.toContain(vera);
	await portal.as('vera').accounts.checkDetails({ civility, firstName, lastName, phone, functions: { [vera]: '' } });
	expect(await functionsOf(portal, 'vera')).toEqual({ 'Mairie de Sexey-aux-Forges': '' });
});

test('somebody who waits says it too: what is theirs to say opens nothing', async () => {
	const portal = await world();
	const pia = await portal.contactId('pia', 'sexey');
	await portal.as('pia').accounts.checkDetails({ ...typed, functions: { [pia]: 'Agente' } });
	expect(await functionsOf(portal, 'pia')).toEqual({ 'Mairie de Sexey-aux-Forges': 'Agente' });
	const row = await portal.base.db.selectFrom('contact').selectAll().where('id', '=', pia).executeTakeFirstOrThrow();
	expect(row).toMatchObject({ access: 'pending', role: 'user' });
});

test('nobody says what somebody else does, nor what they did where they are kept out', async () => {
	const portal = await world();
	const [vera, otto] = [await portal.contactId('vera', 'sexey'), await portal.contactId('otto', 'commercy')];
	const functions = async () =>
		portal.base.db.selectFrom('contact').select(['id', 'function', 'functionCheckedAt']).orderBy('id').execute();
	const before = await functions();
	await portal.as('adam').accounts.checkDetails({ ...typed, functions: { [vera]: 'Pirate', [otto]: 'Pirate' } });
	const lola = await portal.contactId('lola', 'sexey');
	expect((await portal.as('lola').accounts.details()).functions).toEqual([]);
	await portal.as('lola').accounts.checkDetails({ ...typed, functions: { [lola]: 'Pirate' } });
	expect(await functions()).toEqual(before);
});

test('what is refused changes nothing and names its field', async () => {
	const portal = await world();
	const vera = await portal.contactId('vera', 'sexey');
	const before = await everyRow(portal.base.db);
	const tooLong = portal.as('vera').accounts.checkDetails({ ...typed, functions: { [vera]: 'x'.repeat(121) } });
	expect((await refusalOf(tooLong)).fields).toEqual({ [`functions.${vera}`]: expect.any(String) });
	const many = Object.fromEntries(Array.from({ length: 151 }, (_, index) => [`c${index}`, '']));
	for (const input of [
		{ ...typed, firstName: ' ' },
		{ ...typed, phone: 'rien' },
		{ ...typed, functions: many },
		{ ...typed, functions: { [vera]: 3 } },
		{ ...typed, functions: [] }
	])
		expect((await refusalOf(portal.as('vera').accounts.checkDetails(input as never))).code).toBe('invalid');
	expect(await everyRow(portal.base.db)).toBe(before);
});

test('somebody of more structures than a form holds is asked about as many as it takes', async () => {
	const portal = await world();
	const { db, now } = portal.base;
	const accountId = await portal.accountId('noor');
	const email = 'noor@ailleurs.example';
	for (let index = 0; index < MOST_FUNCTIONS + 5; index++) {
		const [id, createdAt] = [newId(), now()];
		const customerNumber = `N${index}`;
		await db
			.insertInto('structure')
			.values({ id, customerNumber, name: customerNumber, ticketVisibility: 'none', createdAt })
			.execute();
		const brought = await bring(db, createdAt, { structureId: id, firstName: 'Noor', lastName: 'Haddad', email });
		await db.updateTable('contact').set({ accountId }).where('id', '=', brought.id).execute();
	}
	const { functions } = await portal.as('noor').accounts.details();
	expect(functions).toHaveLength(MOST_FUNCTIONS);
	const said = Object.fromEntries(functions.map(({ contact }) => [contact, 'Déléguée']));
	await portal.as('noor').accounts.checkDetails({ ...typed, functions: said });
	expect(
		(await portal.as('noor').accounts.details()).functions.every(({ function: held }) => held === 'Déléguée')
	).toBe(true);
});

test('a first password by a mailed link is told apart from a later one', async () => {
	const portal = await world();
	const accountId = await portal.accountId('vera');
	const set = async () => {
		const token = await mintLink(portal.base, { purpose: 'password', accountId });
		return portal.visitor().accounts.setPassword({ token, password, confirmation: password });
	};
	expect(await set()).toEqual({ first: false });
	await portal.base.db
		.updateTable('account')
		.set({ passwordHash: null, provenAt: null })
		.where('id', '=', accountId)
		.execute();
	expect(await set()).toEqual({ first: true });
});

test('somebody is welcomed on their first day, and no longer', async () => {
	const portal = await world();
	const provenAt = portal.base.now();
	await portal.base.db
		.updateTable('account')
		.set({ provenAt })
		.where('id', '=', await portal.accountId('vera'))
		.execute();
	expect((await portal.as('vera').accounts.details()).isNew).toBe(true);
	portal.pass({ hours: 24, seconds: 1 });
	expect((await portal.as('vera').accounts.details()).isNew).toBe(false);
});
