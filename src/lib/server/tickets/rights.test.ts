import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world, type CastKey, type World } from '../../../../tests/support/world.ts';

/**
 * What each person may do with a ticket of Véra's, by the structure's setting, written without looking at the code:
 * `-` it does not exist for them; `reads`; `answers`; a `+` where they are also told by mail what others write in it.
 */
const EXPECTED = `
                            none        read        answer
  requester                 answers+    answers+    answers+
  requester        private  answers+    answers+    answers+
  colleague                 -           reads       answers
  colleague        private  -           -           -
  colleague  part           answers+    answers+    answers+
  colleague  part  private  answers+    answers+    answers+
  administrator             answers     answers     answers
  administrator    private  -           -           -
  administrator part        answers+    answers+    answers+
  administrator part private answers+   answers+    answers+
  pending                   -           -           -
  pending          private  -           -           -
  pending    part           -           -           -
  pending    part  private  -           -           -
  locked                    -           -           -
  locked     part           -           -           -
  locked     part  private  -           -           -
  elsewhere                 -           -           -
  elsewhere  part           -           -           -
  elsewhere  part  private  -           -           -
`;
const WHO: Record<string, CastKey> = {
	requester: 'vera',
	colleague: 'thea',
	administrator: 'adam',
	pending: 'pia',
	locked: 'lola',
	elsewhere: 'otto'
};
const SETTINGS = ['none', 'read', 'answer'] as const;

const cases = EXPECTED.trim()
	.split('\n')
	.slice(1)
	.flatMap((line) => {
		const words = line.trim().split(/\s+/);
		const marks = words.slice(1, -3);
		return SETTINGS.map((setting, index) => ({
			who: words[0]!,
			part: marks.includes('part'),
			isPrivate: marks.includes('private'),
			setting,
			may: words.slice(-3)[index]!
		}));
	});

test.each(cases)(
	'$who (takes part: $part) with a ticket (private: $isPrivate) where colleagues’ tickets are open to « $setting »: $may',
	async ({ who, part, isPrivate, setting, may }) => {
		const portal = await world();
		const sexey = portal.structure('sexey');
		const { db } = portal.base;
		await db.updateTable('structure').set({ ticketVisibility: setting }).where('id', '=', sexey).execute();
		const { number } = await portal.as('vera').tickets.open(draft(sexey, { private: isPrivate }));
		if (part) await takePart(portal, WHO[who]!, number);
		await portal.mails();

		const seen = may !== '-';
		const answers = may.startsWith('answers');
		const told = may.endsWith('+');
		const at = { structure: sexey, number };
		const { tickets } = portal.as(WHO[who]!);
		const outcome = (call: Promise<unknown>) =>
			call.then(
				() => 'yes',
				(error: { code: string }) => error.code
			);

		for (const filter of ['open', 'all'] as const) {
			const whose = { all: seen, mine: who === 'requester', colleagues: seen && who !== 'requester' } as const;
			for (const [name, listed] of Object.entries(whose)) {
				const numbers = await tickets.list({ structure: sexey, filter, whose: name as keyof typeof whose }).then(
					({ tickets }) => tickets.map(({ number }) => number),
					() => []
				);
				expect(numbers, `${filter} ${name}`).toEqual(listed ? [number] : []);
			}
		}
		expect(await outcome(tickets.get(at))).toBe(seen ? 'yes' : 'NOT_FOUND');
		expect(await outcome(tickets.pulse(at))).toBe(seen ? 'yes' : 'NOT_FOUND');

		await portal.as('sam').tickets.reply({ number, body: 'Voici.', status: 'waiting', requestKey: randomUUID() });
		const mailed = (await portal.mails()).some(({ to }) => to === cast[WHO[who]!].email);
		expect(mailed, 'told by mail').toBe(told);

		expect(await outcome(tickets.answer({ ...at, body: 'Merci.', requestKey: randomUUID() }))).toBe(
			answers ? 'yes' : seen ? 'FORBIDDEN' : 'NOT_FOUND'
		);
		expect(await outcome(tickets.removeParticipant({ ...at, account: await portal.accountId('mona') }))).not.toBe(
			'yes'
		);
		if (seen)
			expect((await tickets.get(at)).may).toMatchObject({
				answer: answers,
				close: who === 'requester' || who === 'administrator',
				chooseParticipants: who === 'requester' || who === 'administrator'
			});
	}
);

async function takePart({ base, accountId }: World, person: CastKey, number: number): Promise<void> {
	const { id } = await base.db.selectFrom('ticket').select('id').where('number', '=', number).executeTakeFirstOrThrow();
	await base.db
		.insertInto('ticketParticipant')
		.values({ ticketId: id, accountId: await accountId(person), addedById: null, addedAt: base.now() })
		.execute();
}

test('the structure’s setting counts at the next request, for those it concerns', async () => {
	const { as, structure } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.open(draft(sexey));
	const at = { structure: sexey, number };
	await expect(as('thea').tickets.get(at)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await as('adam').structures.setTicketVisibility({ structure: sexey, visibility: 'read' });
	expect((await as('thea').tickets.get(at)).may).toMatchObject({ answer: false });
	await as('adam').structures.setTicketVisibility({ structure: sexey, visibility: 'answer' });
	expect((await as('thea').tickets.get(at)).may).toMatchObject({ answer: true });
	await as('adam').structures.setTicketVisibility({ structure: sexey, visibility: 'none' });
	await expect(as('thea').tickets.get(at)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a change of the setting is written down once, and the same again is none', async () => {
	const { as, base, structure } = await world();
	const sexey = structure('sexey');
	for (const visibility of ['read', 'read', 'none'] as const)
		await as('adam').structures.setTicketVisibility({ structure: sexey, visibility });
	const entries = await base.db
		.selectFrom('auditEntry')
		.select(['details', 'structureId', 'actingAs'])
		.where('act', '=', 'structure.ticket_visibility_set')
		.orderBy('id')
		.execute();
	expect(entries).toEqual([
		{ details: '{"from":"none","to":"read"}', structureId: sexey, actingAs: 'administrator' },
		{ details: '{"from":"read","to":"none"}', structureId: sexey, actingAs: 'administrator' }
	]);
});
