import { expect, test } from 'vitest';
import { cast, world, type World } from '../../../../tests/support/world.ts';
import { remindOfWaiting } from './reminders.ts';

const STAFF = [cast.alix.email, cast.mona.email, cast.sam.email];

/** A portal where everybody who waits has only just begun to. */
async function freshly(): Promise<World> {
	const portal = await world();
	await portal.base.db
		.updateTable('contact')
		.set({ requestedAt: portal.base.now() })
		.where('access', '=', 'pending')
		.execute();
	await portal.base.db.updateTable('accessRequest').set({ createdAt: portal.base.now() }).execute();
	return portal;
}

const reminded = async ({ base, mails }: World) => {
	await remindOfWaiting(base);
	return mails();
};

test('administrators are reminded after two days of all who wait, once', async () => {
	const portal = await freshly();
	portal.pass({ days: 1, hours: 23 });
	expect(await reminded(portal)).toEqual([]);
	portal.pass({ hours: 2 });
	const mails = await reminded(portal);
	expect(mails).toMatchObject([{ to: cast.adam.email, subject: '2 personnes attendent votre validation' }]);
	expect(mails[0]!.text).toContain(`/s/${portal.structure('sexey')}/contacts`);
	portal.pass({ hours: 1 });
	expect(await reminded(portal)).toEqual([]);
});

test('staff are reminded after seven days, of contacts and of requests, once', async () => {
	const portal = await freshly();
	portal.pass({ days: 3 });
	await reminded(portal);
	portal.pass({ days: 4, hours: 1 });
	const mails = await reminded(portal);
	expect(mails.map(({ to }) => to).sort()).toEqual(STAFF);
	expect(mails[0]!.subject).toBe('4 demandes d’accès attendent depuis plus de 7 jours');
	portal.pass({ days: 30 });
	expect(await reminded(portal)).toEqual([]);
});

test('nobody is reminded of what was decided between the reminder and its mail', async () => {
	const portal = await freshly();
	portal.pass({ days: 3 });
	await remindOfWaiting(portal.base);
	const structure = portal.structure('sexey');
	for (const { id: contact } of (await portal.as('adam').contacts.toActivate({ structure })).people)
		await portal.as('adam').contacts.open({ structure, contact });
	expect((await portal.mails()).map(({ to }) => to)).not.toContain(cast.adam.email);
});

test('two runs at once remind once', async () => {
	const portal = await freshly();
	portal.pass({ days: 8 });
	await Promise.all([remindOfWaiting(portal.base), remindOfWaiting(portal.base)]);
	const mails = await portal.mails();
	expect(mails.map(({ to }) => to).sort()).toEqual([cast.adam.email, ...STAFF].sort());
});

test('someone attached anew is reminded of anew', async () => {
	const portal = await freshly();
	portal.pass({ days: 10 });
	await reminded(portal);
	const { id: request } = (await portal.as('sam').contacts.waiting({})).requests.rows[0]!;
	await portal.as('sam').contacts.attach({ request, structure: portal.structure('commercy') });
	await portal.mails();
	portal.pass({ days: 3 });
	expect((await reminded(portal)).map(({ to }) => to)).toEqual([cast.otto.email]);
});
