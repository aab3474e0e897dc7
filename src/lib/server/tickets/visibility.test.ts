import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';

const answer = (body = 'Une précision.') => ({ body, requestKey: randomUUID() });
const missing = { code: 'NOT_FOUND' };

async function office() {
	const portal = await world();
	const sexey = portal.structure('sexey');
	const setVisibility = (ticketVisibility: 'none' | 'read' | 'answer') =>
		portal.base.db.updateTable('structure').set({ ticketVisibility }).where('id', '=', sexey).execute();
	return { ...portal, sexey, setVisibility };
}

const numbersOf = async ({ as }: Pick<World, 'as'>, person: CastKey, structure: string) =>
	(await as(person).tickets.list({ structure, filter: 'all' })).tickets.map(({ number }) => number);

test("someone else's ticket reads as missing, to read, to follow, to answer and to close", async () => {
	const { as, sexey, structure } = await office();
	const { number } = await as('adam').tickets.open(draft(sexey));
	for (const [person, where] of [
		['pia', sexey],
		['vera', sexey],
		['thea', sexey],
		['thea', structure('madon')],
		['otto', structure('commercy')],
		['noor', 'me'],
		['adam', 'me']
	] as const) {
		const at = { structure: where, number };
		await expect(as(person).tickets.get(at)).rejects.toMatchObject(missing);
		await expect(as(person).tickets.pulse(at)).rejects.toMatchObject(missing);
		await expect(as(person).tickets.answer({ ...at, ...answer() })).rejects.toMatchObject(missing);
		await expect(as(person).tickets.close(at)).rejects.toMatchObject(missing);
	}
});

test('what is not one’s own reads exactly like what does not exist', async () => {
	const { as, sexey } = await office();
	const { number } = await as('adam').tickets.open(draft(sexey));
	const refusal = (wanted: number) =>
		as('pia')
			.tickets.get({ structure: sexey, number: wanted })
			.catch((error: Error) => error.message);
	expect(await refusal(number)).toBe(await refusal(999_999));
});

test('someone not validated sees no ticket of colleagues, whatever the structure’s setting', async () => {
	const { as, sexey, setVisibility } = await office();
	const { number } = await as('vera').tickets.open(draft(sexey));
	for (const setting of ['none', 'read', 'answer'] as const) {
		await setVisibility(setting);
		expect(await numbersOf({ as }, 'pia', sexey)).toEqual([]);
		await expect(as('pia').tickets.get({ structure: sexey, number })).rejects.toMatchObject(missing);
	}
});

test('colleagues see nothing, read, or read and answer, as the structure’s setting says', async () => {
	const { as, sexey, setVisibility } = await office();
	const { number } = await as('adam').tickets.open(draft(sexey));
	const at = { structure: sexey, number };

	expect(await numbersOf({ as }, 'vera', sexey)).toEqual([]);

	await setVisibility('read');
	expect(await numbersOf({ as }, 'vera', sexey)).toEqual([number]);
	expect(await as('vera').tickets.get(at)).toMatchObject({
		mine: false,
		requester: 'Adam Ferry',
		may: { answer: false, close: false }
	});
	await expect(as('vera').tickets.answer({ ...at, ...answer() })).rejects.toMatchObject({ code: 'FORBIDDEN' });
	await expect(as('vera').tickets.close(at)).rejects.toMatchObject({ code: 'FORBIDDEN' });

	await setVisibility('answer');
	expect(await as('vera').tickets.get(at)).toMatchObject({ may: { answer: true, close: false } });
	await as('vera').tickets.answer({ ...at, ...answer() });
	await expect(as('vera').tickets.close(at)).rejects.toMatchObject({ code: 'FORBIDDEN' });
	const ticket = await as('adam').tickets.get(at);
	expect(ticket).toMatchObject({ requester: 'Adam Ferry', mine: true });
	expect(ticket.messages.map(({ author, mine }) => [author, mine])).toEqual([
		['Adam Ferry', true],
		['Véra Lemoine', false]
	]);
});

test('a private ticket is for its author and staff alone', async () => {
	const { as, sexey, setVisibility } = await office();
	await setVisibility('answer');
	const { number } = await as('vera').tickets.open(draft(sexey, { private: true }));
	for (const person of ['adam', 'thea'] as const) {
		expect(await numbersOf({ as }, person, sexey)).toEqual([]);
		await expect(as(person).tickets.get({ structure: sexey, number })).rejects.toMatchObject(missing);
	}
	expect(await as('vera').tickets.get({ structure: sexey, number })).toMatchObject({ private: true });
	expect(await as('sam').tickets.read({ number })).toMatchObject({ private: true });
});

test('an administrator reads, answers and closes the tickets of their structure, and of no other', async () => {
	const { as, sexey, structure } = await office();
	const { number: pending } = await as('pia').tickets.open(draft(sexey));
	const { number: elsewhere } = await as('vic').tickets.open(draft(structure('commercy')));
	expect(await numbersOf({ as }, 'adam', sexey)).toEqual([pending]);
	await as('adam').tickets.answer({ structure: sexey, number: pending, ...answer() });
	await as('adam').tickets.close({ structure: sexey, number: pending });
	expect(await as('pia').tickets.get({ structure: sexey, number: pending })).toMatchObject({
		status: 'closed',
		requester: 'Pia Marchetti'
	});
	await expect(as('adam').tickets.get({ structure: sexey, number: elsewhere })).rejects.toMatchObject(missing);
	await expect(as('adam').tickets.list({ structure: structure('commercy') })).rejects.toMatchObject(missing);
});

test('a ticket belongs to the structure it was opened in: read under another name of one’s own it is missing', async () => {
	const { as, structure } = await office();
	const { number } = await as('thea').tickets.open(draft(structure('maron')));
	await expect(as('thea').tickets.get({ structure: structure('madon'), number })).rejects.toMatchObject(missing);
	await expect(as('thea').tickets.get({ structure: 'me', number })).rejects.toMatchObject(missing);
	expect(await as('thea').tickets.get({ structure: structure('maron'), number })).toMatchObject({ number });
});

test('staff notes reach no customer: neither words, nor count, nor a sign of life', async () => {
	const { as, sexey, mails, pass, setVisibility } = await office();
	await setVisibility('answer');
	const { number } = await as('pia').tickets.open(draft(sexey));
	await mails();
	const people = ['pia', 'adam', 'vera'] as const;
	const told = () =>
		Promise.all(
			people.flatMap((person) => [
				as(person)
					.tickets.get({ structure: sexey, number })
					.catch((error: Error) => error.message),
				as(person)
					.tickets.pulse({ structure: sexey, number })
					.catch((error: Error) => error.message),
				as(person).tickets.list({ structure: sexey })
			])
		);
	const before = JSON.stringify(await told());
	pass({ hours: 1 });
	await as('sam').tickets.note({ number, ...answer('CANARI-93 : client mauvais payeur') });
	expect(JSON.stringify(await told())).toBe(before);
	expect(await mails()).toEqual([]);
	const forStaff = await as('mona').tickets.read({ number });
	expect(forStaff.messages.at(-1)).toMatchObject({
		kind: 'note',
		body: 'CANARI-93 : client mauvais payeur',
		author: 'Samuel Petitjean',
		mine: false
	});
	await as('sam').tickets.reply({ number, ...answer('Bonjour'), status: 'waiting' });
	await as('pia').tickets.answer({ structure: sexey, number, ...answer('Merci') });
	expect(JSON.stringify([await told(), (await mails()).filter(({ to }) => !to.includes('defi'))])).not.toContain(
		'CANARI'
	);
});

test('staff are called by their first name and the vendor’s name', async () => {
	const { as, sexey } = await office();
	const { number } = await as('pia').tickets.open(draft(sexey));
	await as('sam').tickets.reply({ number, ...answer('Bonjour'), status: 'waiting' });
	const ticket = await as('pia').tickets.get({ structure: sexey, number });
	expect(ticket.messages.at(-1)).toMatchObject({ author: 'Samuel', of: 'Espace client', side: 'staff', mine: false });
	expect(JSON.stringify(ticket)).not.toMatch(/Petitjean|defi-informatique/);
});
