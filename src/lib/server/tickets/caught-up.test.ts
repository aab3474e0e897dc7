import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type World } from '../../../../tests/support/world.ts';

async function scene() {
	const here = await world();
	const structure = here.structure('sexey');
	const { number } = await here.as('vera').tickets.open(draft(structure));
	const newest = async () => (await here.as('vera').tickets.get({ structure, number })).newest!;
	return { here, structure, number, newest };
}

const reply = (here: World, number: number, others: { seen?: string; requestKey?: string } = {}) =>
	here.as('sam').tickets.reply({ number, body: 'Voici.', status: 'waiting', requestKey: randomUUID(), ...others });

test('an answer to a thread that gained a message is held back once, and passes once that was seen', async () => {
	const { here, structure, number, newest } = await scene();
	const seen = await newest();
	await reply(here, number);
	const answer = { structure, number, body: 'Merci.', requestKey: randomUUID() };
	await expect(here.as('vera').tickets.answer({ ...answer, seen })).rejects.toMatchObject({
		code: 'CONFLICT',
		message: expect.stringContaining('nouveau message')
	});
	expect((await here.as('vera').tickets.get({ structure, number })).count).toBe(2);
	await here.as('vera').tickets.answer({ ...answer, seen: await newest() });
	await here.as('vera').tickets.answer({ ...answer, seen });
	expect((await here.as('vera').tickets.get({ structure, number })).count).toBe(3);
});

test('what one wrote oneself, and what staff note, holds no customer’s answer back', async () => {
	const { here, structure, number, newest } = await scene();
	const seen = await newest();
	const answer = () => ({ structure, number, body: 'Encore.', requestKey: randomUUID(), seen });
	await here.as('vera').tickets.answer(answer());
	await here.as('sam').tickets.note({ number, body: 'Entre nous.', requestKey: randomUUID() });
	await here.as('vera').tickets.answer(answer());
	expect((await here.as('vera').tickets.get({ structure, number })).count).toBe(3);
});

test('a colleague’s note holds a reply of staff back, and so does the customer', async () => {
	const { here, structure, number } = await scene();
	const seen = (await here.as('sam').tickets.read({ number })).newest!;
	await here.as('mona').tickets.note({ number, body: 'Je m’en occupe.', requestKey: randomUUID() });
	await expect(reply(here, number, { seen })).rejects.toMatchObject({ code: 'CONFLICT' });
	const then = (await here.as('sam').tickets.read({ number })).newest!;
	await here.as('vera').tickets.answer({ structure, number, body: 'Encore.', requestKey: randomUUID() });
	await expect(reply(here, number, { seen: then })).rejects.toMatchObject({ code: 'CONFLICT' });
	await reply(here, number, { seen: (await here.as('sam').tickets.read({ number })).newest! });
});

test('a message of another ticket, or none, holds nothing back', async () => {
	const { here, structure, number } = await scene();
	const other = await here.as('vera').tickets.open(draft(structure));
	const seen = (await here.as('vera').tickets.get({ structure, number: other.number })).newest!;
	await reply(here, number);
	await here.as('vera').tickets.answer({ structure, number, body: 'Un.', requestKey: randomUUID(), seen });
	await here.as('vera').tickets.answer({ structure, number, body: 'Deux.', requestKey: randomUUID(), seen: 'x' });
});
