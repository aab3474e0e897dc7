import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world } from '../../../../tests/support/world.ts';

async function sharedTicket() {
	const here = await world();
	const { as, structure, contactId } = here;
	const sexey = structure('sexey');
	const { number } = await as('thea').tickets.open(draft(sexey));
	await as('thea').tickets.addParticipant({ structure: sexey, number, contact: await contactId('vera', 'sexey') });
	await here.mails();
	return { ...here, sexey, number };
}

test('a transfer says beforehand who goes on, who loses the ticket, and who could take their place', async () => {
	const { as, structure, number } = await sharedTicket();
	expect(await as('sam').tickets.transferPreview({ number, structure: structure('maron') })).toMatchObject({
		same: false,
		requester: { name: 'Théa Grandjean', stays: true },
		losing: ['Véra Lemoine'],
		candidates: []
	});
	const away = await as('sam').tickets.transferPreview({ number, structure: structure('commercy') });
	expect(away).toMatchObject({ requester: { stays: false }, losing: ['Véra Lemoine'] });
	expect(away.candidates.map(({ name }) => name)).toContain('Victor Aubertin');
});

test('who has access in the new structure goes on, the others lose it at once, and hear of it without where', async () => {
	const { as, structure, sexey, number, mails, base } = await sharedTicket();
	const maron = structure('maron');
	await as('sam').tickets.transfer({ number, structure: maron });
	expect(await as('thea').tickets.get({ structure: maron, number })).toMatchObject({ number, participants: [] });
	for (const person of ['thea', 'vera', 'adam'] as const)
		await expect(as(person).tickets.get({ structure: sexey, number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const sent = await mails();
	expect(sent.map(({ to }) => to).sort()).toEqual([
		'thea.grandjean@moselle-madon.example',
		'vera.lemoine@sexey-aux-forges.example'
	]);
	const toVera = sent.find(({ to }) => to.startsWith('vera'))!;
	expect(`${toVera.subject} ${toVera.text}`).not.toMatch(/Maron|Rives de Moselle|export des factures/);
	const event = (await as('thea').tickets.get({ structure: maron, number })).messages.find(
		({ event }) => event === 'transferred'
	);
	expect(event?.details).toEqual({});
	const audit = await base.db.selectFrom('auditEntry').selectAll().where('act', '=', 'ticket.transferred').execute();
	expect(audit.map(({ structureId, details }) => [structureId, JSON.parse(details).from])).toEqual([[maron, sexey]]);
});

test('a requester without access is replaced by an active contact of the new structure, and by nobody else', async () => {
	const { as, structure, number, accountId, mails } = await sharedTicket();
	const commercy = structure('commercy');
	for (const requester of [undefined, await accountId('adam'), await accountId('sam')])
		await expect(as('sam').tickets.transfer({ number, structure: commercy, requester })).rejects.toMatchObject({
			code: 'UNPROCESSABLE_CONTENT'
		});
	await as('sam').tickets.transfer({ number, structure: commercy, requester: await accountId('vic') });
	expect(await as('vic').tickets.get({ structure: commercy, number })).toMatchObject({ mine: true });
	expect((await mails()).map(({ to }) => to).sort()).toEqual([
		'thea.grandjean@moselle-madon.example',
		'vera.lemoine@sexey-aux-forges.example',
		'victor.aubertin@cfa-commercy.example'
	]);
});

test('who was shut out of the old structure hears nothing of the transfer', async () => {
	const { as, structure, sexey, number, accountId, contactId, mails } = await sharedTicket();
	await as('adam').contacts.lock({ structure: sexey, contact: await contactId('vera', 'sexey') });
	await mails();
	await as('sam').tickets.transfer({
		number,
		structure: structure('commercy'),
		requester: await accountId('vic')
	});
	expect((await mails()).map(({ to }) => to)).not.toContain('vera.lemoine@sexey-aux-forges.example');
});

test('a ticket is not transferred where it is, and a merged one not at all', async () => {
	const { as, structure, sexey, number } = await sharedTicket();
	await expect(as('sam').tickets.transfer({ number, structure: sexey })).rejects.toMatchObject({ code: 'CONFLICT' });
	const { number: into } = await as('thea').tickets.open(draft(sexey, { requestKey: randomUUID() }));
	await as('sam').tickets.merge({ number, into });
	await expect(as('sam').tickets.transfer({ number, structure: structure('maron') })).rejects.toMatchObject({
		code: 'CONFLICT'
	});
});
