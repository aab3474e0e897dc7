import { expect, test } from 'vitest';
import { cast, world, type CastKey, type World } from '../../../../tests/support/world.ts';

const HOSTILE = { civility: 'm', firstName: 'Zorro', lastName: 'Indésirable', phone: '0353019999' } as const;

const inSexey = async (portal: World, person: CastKey) => ({
	structure: portal.structure('sexey'),
	contact: await portal.contactId(person, 'sexey')
});
const row = (portal: World, id: string) =>
	portal.base.db.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const shown = async (portal: World, query: string) => {
	const structure = portal.structure('sexey');
	const { contacts } = await portal.as('adam').contacts.list({ structure, query });
	return [contacts.length, (await portal.as('adam').contacts.export({ structure })).csv.includes(query)];
};

test.each(['locked', 'refused'] as const)(
	'somebody %s writes nothing into the list of the structure, and brings what they say of themselves once let in again',
	async (access) => {
		const portal = await world();
		const lola = await inSexey(portal, 'lola');
		await portal.base.db.updateTable('contact').set({ access }).where('id', '=', lola.contact).execute();
		const before = await row(portal, lola.contact);
		await portal.as('lola').accounts.updateProfile(HOSTILE);
		expect(await row(portal, lola.contact)).toEqual(before);
		await portal.as('lola').accounts.checkDetails({ ...HOSTILE, firstName: 'Zorra', functions: {} });
		expect(await row(portal, lola.contact)).toEqual(before);
		expect(await shown(portal, 'Indésirable')).toEqual([0, false]);
		expect((await portal.as('lola').accounts.me()).account).toMatchObject({ lastName: 'Indésirable' });

		await portal.as('adam').contacts.open(lola);
		expect(await row(portal, lola.contact)).toMatchObject({ ...HOSTILE, firstName: 'Zorra', access: 'active' });
		expect(await shown(portal, 'Indésirable')).toEqual([1, true]);
	}
);

test('whoever is let in again without a phone number of their own keeps the one that was written of them', async () => {
	const portal = await world();
	const lola = await inSexey(portal, 'lola');
	await portal.base.db.updateTable('contact').set({ phone: '0353011042' }).where('id', '=', lola.contact).execute();
	await portal.base.db.updateTable('account').set({ phone: '' }).where('email', '=', cast.lola.email).execute();
	await portal.as('adam').contacts.open(lola);
	expect((await row(portal, lola.contact)).phone).toBe('0353011042');
});

test('whoever waits, or is in, is listed as they say', async () => {
	const portal = await world();
	for (const person of ['pia', 'vera'] as const) {
		const { contact } = await inSexey(portal, person);
		await portal.as(person).accounts.updateProfile(HOSTILE);
		expect(await row(portal, contact)).toMatchObject(HOSTILE);
	}
});

test('whoever is let in for the first time keeps what the structure wrote of them', async () => {
	const portal = await world();
	const { contact, structure } = await inSexey(portal, 'pia');
	await portal.base.db
		.updateTable('contact')
		.set({ phone: '0353011043', firstName: 'Pia-Maria' })
		.where('id', '=', contact)
		.execute();
	await portal.as('adam').contacts.open({ structure, contact });
	expect(await row(portal, contact)).toMatchObject({ phone: '0353011043', firstName: 'Pia-Maria', access: 'active' });
});
