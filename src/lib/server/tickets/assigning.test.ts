import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { world } from '../../../../tests/support/world.ts';

test('a ticket is given to a colleague, who is told, to oneself, and to nobody; the customer learns nothing of it', async () => {
	const { as, structure, accountId, mails } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.open(draft(sexey));
	await mails();
	const before = await as('vera').tickets.get({ structure: sexey, number });
	await as('sam').tickets.assign({ number, assignee: await accountId('alix') });
	expect((await mails()).map(({ to, subject }) => [to, subject.startsWith(`[#${number}]`)])).toEqual([
		['alix.nguyen@defi-informatique.example', true]
	]);
	expect((await as('mona').tickets.beside({ number })).assignee).toMatchObject({ name: 'Alix Nguyen', me: false });
	await as('sam').tickets.assign({ number, assignee: 'me' });
	expect((await as('sam').tickets.beside({ number })).assignee).toMatchObject({ name: 'Samuel Petitjean', me: true });
	await as('sam').tickets.assign({ number, assignee: 'nobody' });
	expect((await as('sam').tickets.beside({ number })).assignee).toBeNull();
	expect(await mails()).toEqual([]);
	const { messages } = await as('sam').tickets.read({ number });
	expect(messages.flatMap(({ event, details }) => (event ? [[event, details.name]] : []))).toEqual([
		['assigned', 'Alix Nguyen'],
		['assigned', 'Samuel Petitjean'],
		['assigned', undefined]
	]);
	expect(await as('vera').tickets.get({ structure: sexey, number })).toEqual(before);
});

test('only staff are given tickets', async () => {
	const { as, structure, accountId } = await world();
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	for (const assignee of [await accountId('adam'), 'somebody'])
		await expect(as('sam').tickets.assign({ number, assignee })).rejects.toMatchObject({
			code: 'UNPROCESSABLE_CONTENT'
		});
});

test('who has a ticket in hand hears of its answers, who only gave it away does not', async () => {
	const { as, structure, accountId, mails } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.open(draft(sexey));
	await as('sam').tickets.assign({ number, assignee: await accountId('alix') });
	await mails();
	await as('vera').tickets.answer({
		structure: sexey,
		number,
		body: 'Alors ?',
		files: [],
		requestKey: crypto.randomUUID()
	});
	expect((await mails()).map(({ to }) => to)).toEqual(['alix.nguyen@defi-informatique.example']);
});

test('the priority is for staff, changes no activity, and leaves a trace', async () => {
	const { as, structure, base } = await world();
	const sexey = structure('sexey');
	const { number } = await as('vera').tickets.open(draft(sexey));
	const before = await as('vera').tickets.get({ structure: sexey, number });
	await as('sam').tickets.setPriority({ number, priority: 'urgent' });
	await as('sam').tickets.setPriority({ number, priority: 'urgent' });
	expect((await as('sam').tickets.beside({ number })).priority).toBe('urgent');
	expect(await as('vera').tickets.get({ structure: sexey, number })).toEqual(before);
	const entries = await base.db
		.selectFrom('auditEntry')
		.select('act')
		.where('act', '=', 'ticket.priority_set')
		.execute();
	expect(entries).toHaveLength(1);
});

test('the first answer of staff is remembered, a note and later answers are not', async () => {
	const { as, structure, base, pass } = await world();
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	const first = async () =>
		(await base.db.selectFrom('ticket').select('firstRepliedAt').where('number', '=', number).executeTakeFirstOrThrow())
			.firstRepliedAt;
	const words = () => ({ number, body: 'Bonjour.', files: [], requestKey: crypto.randomUUID() });
	await as('sam').tickets.note(words());
	expect(await first()).toBeNull();
	await as('sam').tickets.reply({ ...words(), status: 'waiting' });
	const at = await first();
	expect(at).not.toBeNull();
	pass({ hours: 1 });
	await as('sam').tickets.reply({ ...words(), status: 'waiting' });
	expect(await first()).toBe(at);
});
