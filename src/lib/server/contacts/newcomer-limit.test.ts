import { expect, test } from 'vitest';
import { newId } from '#server/platform/ids.ts';
import { transact } from '#server/platform/db.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';
import { arrive, type Claim } from './domain.ts';

const STAFF = [cast.alix.email, cast.mona.email, cast.sam.email];
const unknown: Claim = { structureName: 'Nulle part', customerNumber: '', function: '' };
const SEXEY = { ...unknown, customerNumber: 'C10601' };

/** So many accounts of one attacker, each within its own limits, arrive and claim a structure. */
async function arriving({ base }: World, count: number, claim: Claim): Promise<void> {
	for (let n = 0; n < count; n++)
		await transact(base, async (ctx) => {
			const id = newId();
			const account = {
				id,
				email: `${id}@ailleurs.example`,
				civility: '',
				firstName: 'Nadia',
				lastName: 'Nombreuse',
				phone: '',
				locale: 'fr',
				theme: 'system',
				staffRole: null
			} as const;
			await ctx.db
				.insertInto('account')
				.values({ ...account, passwordHash: 'none', provenAt: ctx.now(), createdAt: ctx.now() })
				.execute();
			await arrive({ ...ctx, actor: { account } }, account, claim);
		});
}

test('a flood of newcomers sends staff thirty mails an hour, and one that says there are more', async () => {
	const portal = await world();
	await arriving(portal, 40, unknown);
	const mails = [...(await portal.mails()), ...(await portal.mails())];
	expect(mails).toHaveLength(31 * STAFF.length);
	const said = mails.filter(({ subject }) => subject === 'Beaucoup de demandes en une heure');
	expect(said.map(({ to }) => to).sort()).toEqual(STAFF);
	expect(said[0]!.text).toContain('http://localhost:3000/staff/requests');
	expect(said[0]!.text).toContain('http://localhost:3000/staff/tickets');
	expect((await portal.as('sam').contacts.waiting({})).requests.total, 'nothing is lost').toBe(41);

	await arriving(portal, 5, unknown);
	expect(await portal.mails()).toEqual([]);
	portal.pass({ hours: 1, seconds: 1 });
	await arriving(portal, 1, unknown);
	expect(await portal.mails()).toHaveLength(STAFF.length);
});

test('a structure flooded with requests fills neither its administrator’s mailbox nor anybody else’s', async () => {
	const portal = await world();
	await arriving(portal, 35, SEXEY);
	// What is noted while mails are written leaves in the next round.
	const mails = [...(await portal.mails()), ...(await portal.mails())];
	expect(new Set(mails.map(({ to }) => to))).toEqual(new Set([cast.adam.email]));
	expect(mails).toHaveLength(31);
	expect(mails.at(-1)!.text).toContain(`http://localhost:3000/s/${portal.structure('sexey')}/contacts`);
	expect(mails.at(-1)!.text).not.toContain('/staff');
	await arriving(portal, 1, unknown);
	expect((await portal.mails()).map(({ to }) => to).sort()).toEqual(STAFF);
});
