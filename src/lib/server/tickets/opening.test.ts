import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { world, type CastKey } from '../../../../tests/support/world.ts';
import { draft } from '../../../../tests/support/ticket.ts';

test('someone not validated yet opens a ticket, reads it, and finds it in the list', async () => {
	const { as, structure } = await world();
	const sexey = structure('sexey');
	const { number } = await as('pia').tickets.open(
		draft(sexey, { subject: 'Imprimante muette', body: 'Elle **clignote**.' })
	);
	expect(number).toBe(1001);
	const ticket = await as('pia').tickets.get({ structure: sexey, number });
	expect(ticket).toMatchObject({
		subject: 'Imprimante muette',
		status: 'new',
		turn: 'staff',
		mine: true,
		requester: 'Pia Marchetti',
		private: false
	});
	expect(ticket.messages).toMatchObject([
		{ body: 'Elle **clignote**.', author: 'Pia Marchetti', mine: true, side: 'customer', kind: 'message' }
	]);
	expect((await as('pia').tickets.list({ structure: sexey })).tickets).toMatchObject([{ number, mine: true }]);
});

test('a ticket opened while waiting stays its author’s once validated', async () => {
	const { as, structure, base, contactId } = await world();
	const sexey = structure('sexey');
	const { number } = await as('pia').tickets.open(draft(sexey));
	await base.db
		.updateTable('contact')
		.set({ access: 'active' })
		.where('id', '=', await contactId('pia', 'sexey'))
		.execute();
	expect(await as('pia').tickets.get({ structure: sexey, number })).toMatchObject({ number, mine: true });
});

test('someone without a structure opens a ticket of their own', async () => {
	const { as, structure } = await world();
	const { number } = await as('noor').tickets.open(draft('me'));
	expect(await as('noor').tickets.get({ structure: 'me', number })).toMatchObject({ number, mine: true });
	await expect(as('pia').tickets.get({ structure: 'me', number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(as('adam').tickets.get({ structure: structure('sexey'), number })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
});

test.each(['lola', 'rene'] satisfies CastKey[])(
	'%s, shut out of a structure, has none of its tickets, but may still ask for help',
	async (person) => {
		const { as, structure } = await world();
		const sexey = structure('sexey');
		const { number: colleagues } = await as('vera').tickets.open(draft(sexey));
		for (const refused of [
			as(person).tickets.list({ structure: sexey }),
			as(person).tickets.get({ structure: sexey, number: colleagues }),
			as(person).tickets.pulse({ structure: sexey, number: colleagues }),
			as(person).tickets.open(draft(sexey)),
			as(person).tickets.answer({ structure: sexey, number: colleagues, body: 'a', requestKey: randomUUID() }),
			as(person).tickets.close({ structure: sexey, number: colleagues })
		]) {
			await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
		}
		const { number } = await as(person).tickets.open(draft('me'));
		expect((await as(person).tickets.list({ structure: 'me' })).tickets).toMatchObject([{ number }]);
	}
);

test('an access cut takes the tickets opened in the structure away at once', async () => {
	const { as, structure, base, contactId } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.open(draft(sexey));
	await base.db
		.updateTable('contact')
		.set({ access: 'locked' })
		.where('id', '=', await contactId('vera', 'sexey'))
		.execute();
	await expect(as('vera').tickets.get({ structure: sexey, number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await expect(as('vera').tickets.get({ structure: 'me', number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect((await as('vera').tickets.list({ structure: 'me', filter: 'all' })).tickets).toEqual([]);
});

test('the same request sent twice opens one ticket', async () => {
	const { as, structure, mails } = await world();
	const input = draft(structure('sexey'));
	const [first, second] = await Promise.all([as('pia').tickets.open(input), as('pia').tickets.open(input)]);
	expect(second).toEqual(first);
	expect((await as('pia').tickets.list({ structure: structure('sexey') })).tickets).toHaveLength(1);
	expect((await mails()).filter(({ to }) => to.startsWith('pia.'))).toHaveLength(1);
	// Somebody else's key is nobody's business, and no way to their ticket.
	const other = await as('vic').tickets.open({ ...input, structure: structure('commercy') });
	expect(other.number).not.toBe(first.number);
});

test('a ticket corrected under its first key is refused, with the number of what arrived', async () => {
	const { as, structure } = await world();
	const input = draft(structure('sexey'), { urgency: 'minor' });
	const { number } = await as('vera').tickets.open(input);
	for (const corrected of [{ body: 'Autrement dit.' }, { subject: 'Autre sujet' }, { urgency: 'blocking' as const }])
		await expect(as('vera').tickets.open({ ...input, ...corrected })).rejects.toMatchObject({
			code: 'CONFLICT',
			message: expect.stringContaining(`#${number}`)
		});
	// What staff may have changed since is not compared.
	expect(await as('vera').tickets.open({ ...input, category: 'question' })).toEqual({ number });
	expect((await as('vera').tickets.list({ structure: structure('sexey') })).tickets).toHaveLength(1);
});

test('twenty tickets an hour, then a moment’s patience', async () => {
	const { as, pass } = await world();
	for (let count = 0; count < 20; count++) await as('noor').tickets.open(draft('me'));
	await expect(as('noor').tickets.open(draft('me'))).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
	await as('rene').tickets.open(draft('me'));
	pass({ hours: 1, seconds: 1 });
	await as('noor').tickets.open(draft('me'));
});

test.each([
	['subject', { subject: ' \n ' }],
	['subject', { subject: 'a'.repeat(161) }],
	['subject', { subject: 'a\u0000b' }],
	['category', { category: '' }],
	['urgency', { urgency: '' }],
	['body', { body: '\r\n \n' }],
	['body', { body: 'é'.repeat(20_001) }],
	['requestKey', { requestKey: 'mine' }]
])('a ticket with a wrong %s is refused at that field, and nothing happens', async (field, wrong) => {
	const { as, structure } = await world();
	const sexey = structure('sexey');
	await expect(as('pia').tickets.open(draft(sexey, wrong as never))).rejects.toSatisfy(
		(error: { cause: { issues: { path: string[] }[] } }) => {
			expect(error.cause.issues.map(({ path }) => path[0])).toEqual([field]);
			return true;
		}
	);
	expect((await as('pia').tickets.list({ structure: sexey })).tickets).toEqual([]);
});

test.each([
	['category', { category: 'complaint' }],
	['product', { product: 'none' }]
])('a %s the vendor does not offer is refused at its field, and nothing happens', async (field, wrong) => {
	const { as, structure } = await world();
	const sexey = structure('sexey');
	await expect(as('pia').tickets.open({ ...draft(sexey), ...wrong })).rejects.toMatchObject({
		cause: { code: 'invalid', fields: { [field]: expect.any(String) } }
	});
	expect((await as('pia').tickets.list({ structure: sexey })).tickets).toEqual([]);
});

test('the longest subject and description pass, line ends counted as typed', async () => {
	const { as, structure } = await world();
	const sexey = structure('sexey');
	const body = `${'a\r\n'.repeat(9_999)}bc`;
	const { number } = await as('pia').tickets.open(draft(sexey, { subject: 'a'.repeat(160), body }));
	expect((await as('pia').tickets.get({ structure: sexey, number })).messages[0]?.body).toHaveLength(20_000);
});

test('nothing but the form’s own fields is taken from it', async () => {
	const { as, structure, base } = await world();
	const forged = {
		status: 'closed',
		number: 1,
		requesterId: 'someone',
		structureId: structure('commercy'),
		createdAt: '2001-01-01T00:00:00.000Z'
	};
	const { number } = await as('pia').tickets.open({ ...draft(structure('sexey')), ...forged });
	const row = await base.db.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
	expect(row).toMatchObject({ number: 1001, status: 'new', structureId: structure('sexey') });
	expect(row.createdAt > '2020').toBe(true);
});

test('a list goes on from page to page, each ticket once, latest activity first', async () => {
	const { as, structure, pass } = await world();
	const sexey = structure('sexey');
	const numbers: number[] = [];
	for (let count = 0; count < 45; count++) {
		numbers.unshift((await as('vera').tickets.open(draft(sexey))).number);
		if (count % 15 === 14) pass({ hours: 2 });
	}
	const shown: number[] = [];
	let after: string | undefined;
	do {
		const { tickets, next } = await as('vera').tickets.list({ structure: sexey, after });
		expect(tickets.length).toBeLessThanOrEqual(20);
		shown.push(...tickets.map(({ number }) => number));
		after = next ?? undefined;
	} while (after);
	expect(shown).toEqual(numbers);
	await as('vera').tickets.answer({
		structure: sexey,
		number: numbers[40]!,
		body: 'Encore une précision.',
		requestKey: randomUUID()
	});
	expect((await as('vera').tickets.list({ structure: sexey })).tickets[0]?.number).toBe(numbers[40]);
});
