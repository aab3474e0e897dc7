import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world } from '../../../../tests/support/world.ts';

const words = (body = 'Essayez ceci.') => ({ body, requestKey: randomUUID() });

test('the inbox shows what is to handle, with who asks and from where', async () => {
	const { as, structure } = await world();
	await as('vic').tickets.open(draft(structure('commercy'), { subject: 'De Victor' }));
	await as('pia').tickets.open(draft(structure('sexey'), { subject: 'De Pia' }));
	await as('noor').tickets.open(draft('me', { subject: 'De Noor' }));
	const { tickets } = await as('sam').tickets.inbox({});
	expect(
		tickets.map(({ subject, requester, structure, validated }) => [
			subject,
			requester,
			structure?.customerNumber,
			validated
		])
	).toEqual([
		['De Noor', 'Noor Haddad', undefined, false],
		['De Pia', 'Pia Marchetti', 'C10601', false],
		['De Victor', 'Victor Aubertin', 'C10602', true]
	]);
	expect(await as('sam').tickets.inboxCounts()).toMatchObject({ to_handle: 3, waiting: 0, resolved: 0 });
});

test('« accès non validé » goes once the person is let in, and comes when they are shut out', async () => {
	const { as, structure, base, contactId } = await world();
	const { number } = await as('pia').tickets.open(draft(structure('sexey')));
	const stands = async () => [
		(await as('sam').tickets.inbox({})).tickets[0]?.validated,
		(await as('sam').tickets.read({ number })).validated
	];
	expect(await stands()).toEqual([false, false]);
	for (const [access, validated] of [
		['active', true],
		['locked', false]
	] as const) {
		await base.db
			.updateTable('contact')
			.set({ access })
			.where('id', '=', await contactId('pia', 'sexey'))
			.execute();
		expect(await stands()).toEqual([validated, validated]);
	}
});

test('a reply or note corrected under its first key is refused; as it was, it counts once', async () => {
	const { as, structure } = await world();
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	const [reply, note] = [
		{ number, ...words('Appelez le 01.'), status: 'waiting' as const },
		{ number, ...words() }
	];
	for (let sent = 0; sent < 2; sent++) {
		await as('sam').tickets.reply(reply);
		await as('sam').tickets.note(note);
	}
	const arrived = { code: 'CONFLICT', message: expect.stringContaining('bien arrivé') };
	await expect(as('sam').tickets.reply({ ...reply, body: 'Appelez le 02.' })).rejects.toMatchObject(arrived);
	await expect(as('sam').tickets.reply({ ...reply, status: 'resolved' })).rejects.toMatchObject(arrived);
	await expect(as('sam').tickets.note({ ...note, body: 'Ou plutôt cela.' })).rejects.toMatchObject(arrived);
	const { messages, status } = await as('sam').tickets.read({ number });
	expect([messages.length, status]).toEqual([3, 'waiting']);
});

test('a ticket moves between the inbox’s views as staff and customer act', async () => {
	const { as, structure } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.open(draft(sexey));
	const views = async () => {
		const shown = [];
		for (const filter of ['to_handle', 'waiting', 'resolved', 'closed', 'all'] as const) {
			if ((await as('mona').tickets.inbox({ filter })).tickets.length > 0) shown.push(filter);
		}
		return shown;
	};
	expect(await views()).toEqual(['to_handle', 'all']);
	await as('sam').tickets.setStatus({ number, status: 'in_progress' });
	expect(await views()).toEqual(['to_handle', 'all']);
	await as('sam').tickets.reply({ number, ...words(), status: 'waiting' });
	expect(await views()).toEqual(['waiting', 'all']);
	await as('sam').tickets.reply({ number, ...words(), status: 'resolved' });
	expect(await views()).toEqual(['resolved', 'all']);
	await as('sam').tickets.reply({ number, ...words(), status: 'closed' });
	expect(await views()).toEqual(['closed', 'all']);
	await as('sam').tickets.setStatus({ number, status: 'in_progress' });
	expect(await views()).toEqual(['to_handle', 'all']);
	expect(await as('vera').tickets.get({ structure: sexey, number })).toMatchObject({
		status: 'in_progress',
		reopenableUntil: null
	});
});

test('the inbox goes on from page to page across statuses, each ticket once', async () => {
	const { as, pass } = await world();
	const numbers: number[] = [];
	for (let count = 0; count < 50; count++) {
		const { number } = await as(count < 18 ? 'noor' : count < 36 ? 'rene' : 'lola').tickets.open(draft('me'));
		numbers.unshift(number);
		if (count % 10 === 9) pass({ hours: 1 });
	}
	// Under way, each in its turn: the later activity puts them first, latest first.
	const moved = numbers.filter((number) => number % 3 === 0).reverse();
	for (const number of moved) await as('sam').tickets.setStatus({ number, status: 'in_progress' });
	const shown: number[] = [];
	let after: string | undefined;
	do {
		const { tickets, next } = await as('sam').tickets.inbox({ after });
		shown.push(...tickets.map(({ number }) => number));
		after = next ?? undefined;
	} while (after);
	expect(shown).toHaveLength(50);
	expect(new Set(shown).size).toBe(50);
	expect(shown.slice(moved.length)).toEqual(numbers.filter((number) => number % 3 !== 0));
});

test('an answer that keeps the status says nothing of it; the same answer sent twice is written once', async () => {
	const { as, structure } = await world();
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	const first = words();
	await as('sam').tickets.reply({ number, ...first, status: 'waiting' });
	await as('sam').tickets.reply({ number, ...first, status: 'waiting' });
	await as('sam').tickets.reply({ number, ...words('Au fait…'), status: 'waiting' });
	const note = words('À suivre.');
	await as('sam').tickets.note({ number, ...note });
	await as('sam').tickets.note({ number, ...note });
	await as('sam').tickets.setStatus({ number, status: 'waiting' });
	const { messages } = await as('sam').tickets.read({ number });
	expect(messages.map(({ kind, statusAfter }) => [kind, statusAfter])).toEqual([
		['message', null],
		['message', 'waiting'],
		['message', null],
		['note', null]
	]);
	expect(await as('sam').tickets.staffPulse({ number })).toMatchObject({ messages: 4, status: 'waiting' });
	expect(await as('vera').tickets.pulse({ structure: structure('sexey'), number })).toMatchObject({ messages: 3 });
});

test('staff see who asks, how to reach them, and how they stand in the structure', async () => {
	const { as, structure } = await world();
	const { number } = await as('adam').tickets.open(draft(structure('sexey')));
	expect(await as('alix').tickets.read({ number })).toMatchObject({
		requester: {
			name: 'Adam Ferry',
			email: 'adam.ferry@sexey-aux-forges.example',
			function: 'Secrétaire général',
			access: 'active',
			role: 'administrator'
		},
		structure: { name: 'Mairie de Sexey-aux-Forges', customerNumber: 'C10601' },
		validated: true
	});
	const { number: alone } = await as('lola').tickets.open(draft('me'));
	expect(await as('alix').tickets.read({ number: alone })).toMatchObject({
		structure: null,
		validated: false,
		requester: { access: null, function: '' }
	});
	await expect(as('alix').tickets.read({ number: 4 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the staff’s side of tickets is theirs alone, and the customers’ side is not for staff', async () => {
	const { as, visitor, structure } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.open(draft(sexey));
	for (const person of ['vera', 'adam', 'pia', 'noor'] as const) {
		for (const refused of [
			as(person).tickets.inbox({}),
			as(person).tickets.inboxCounts(),
			as(person).tickets.read({ number }),
			as(person).tickets.staffPulse({ number }),
			as(person).tickets.reply({ number, ...words(), status: 'closed' }),
			as(person).tickets.note({ number, ...words() }),
			as(person).tickets.setStatus({ number, status: 'closed' })
		]) {
			await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
		}
	}
	await expect(visitor().tickets.inbox({})).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
	await expect(as('sam').tickets.open(draft(sexey))).rejects.toMatchObject({ code: 'FORBIDDEN' });
	await expect(as('mona').tickets.get({ structure: sexey, number })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
