import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { describe } from '#server/platform/trpc.ts';
import { callerOf, EVERYBODY } from '../../../../tests/support/everybody.ts';
import { put } from '../../../../tests/support/files.ts';
import { everyRow } from '../../../../tests/support/rows.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';

const code = (call: Promise<unknown>) =>
	call.then(
		() => 'in',
		(error: unknown) => describe(error).code
	);

/** The files of the last message, as staff see them. */
async function lastFiles(here: World, number: number) {
	const { messages } = await here.as('sam').tickets.read({ number });
	return messages.at(-1)!.files;
}

async function opened(here: World, person: CastKey, { isPrivate = false, structure = here.structure('sexey') } = {}) {
	const api = here.as(person);
	const files = [await put(api, 'facture.txt', 'Zibeline')];
	const { number } = await api.tickets.open({ ...draft(structure, { private: isPrivate }), files });
	return { number, id: (await lastFiles(here, number))[0]!.id };
}

/** Who gets a file of a ticket in structure A, in the order of `EVERYBODY`, staff apart. */
async function readers(here: World, file: { number: number; id: string }, structure: string) {
	const row: string[] = [];
	for (const person of EVERYBODY.filter((name) => name !== 'sam' && name !== 'mona'))
		row.push(await code(callerOf(here, person).tickets.file({ structure, ...file })));
	return row.map((told) => ({ in: 'in', not_found: '404', unauthenticated: 'who?' })[told] ?? told).join(' ');
}

test('a file is for whoever may read its ticket, and for staff', async () => {
	const here = await world();
	const inA = here.structure('sexey');
	const see = (ticketVisibility: 'none' | 'read') =>
		here.base.db.updateTable('structure').set({ ticketVisibility }).where('id', '=', inA).execute();
	//                         anon. noor pia vera adam otto lola rene
	await see('none');
	const pias = await opened(here, 'pia');
	expect(await readers(here, pias, inA)).toBe('who? 404 in 404 in 404 404 404');
	const veras = await opened(here, 'vera');
	expect(await readers(here, veras, inA)).toBe('who? 404 404 in in 404 404 404');
	await see('read');
	expect(await readers(here, pias, inA)).toBe('who? 404 in in in 404 404 404');
	const hidden = await opened(here, 'vera', { isPrivate: true });
	expect(await readers(here, hidden, inA)).toBe('who? 404 404 in 404 404 404 404');
	const noors = await opened(here, 'noor', { structure: NO_STRUCTURE });
	expect(await readers(here, noors, NO_STRUCTURE)).toBe('who? in 404 404 404 404 404 404');
	for (const file of [pias, veras, hidden, noors]) {
		expect(await code(here.as('sam').tickets.staffFile(file))).toBe('in');
		expect(await code(here.as('mona').tickets.staffFile(file))).toBe('in');
		expect(await code(here.as('adam').tickets.staffFile(file))).toBe('forbidden');
	}
});

test('a file is found by its own ticket only, however well one guesses', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const pias = await opened(here, 'pia');
	const veras = await opened(here, 'vera');
	expect(await code(here.as('vera').tickets.file({ structure, number: veras.number, id: pias.id }))).toBe('not_found');
	expect(await code(here.as('sam').tickets.staffFile({ number: veras.number, id: pias.id }))).toBe('not_found');
	const otto = await opened(here, 'otto', { structure: here.structure('commercy') });
	expect(
		await code(
			here.as('otto').tickets.file({ structure: here.structure('commercy'), number: otto.number, id: veras.id })
		)
	).toBe('not_found');
});

test('the file of a note never leaves staff', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const { number } = await opened(here, 'vera');
	const note = { number, body: 'Entre nous.', requestKey: randomUUID() };
	await here.as('sam').tickets.note({ ...note, files: [await put(here.as('sam'), 'zibeline.txt', 'secret')] });
	const { id } = (await lastFiles(here, number))[0]!;
	expect(await code(here.as('mona').tickets.staffFile({ number, id }))).toBe('in');
	for (const person of ['vera', 'adam'] as const) {
		expect(await code(here.as(person).tickets.file({ structure, number, id }))).toBe('not_found');
		expect(JSON.stringify(await here.as(person).tickets.get({ structure, number }))).not.toContain('zibeline');
	}
	expect(JSON.stringify(await here.mails())).not.toContain('zibeline');
});

test('rights are those of the moment of the download', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const file = await opened(here, 'vera');
	expect(await code(here.as('vera').tickets.file({ structure, ...file }))).toBe('in');
	await here.as('adam').contacts.lock({ structure, contact: await here.contactId('vera', 'sexey') });
	expect(await code(here.as('vera').tickets.file({ structure, ...file }))).toBe('not_found');
});

test('files go with every kind of message, in the order they were put in', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const { number } = await here.as('vera').tickets.open(draft(structure));
	const names = ['b.txt', 'a.txt', 'c.txt'];
	const putBy = async (person: CastKey) => {
		const ids: string[] = [];
		for (const name of names) ids.push(await put(here.as(person), name, name));
		return ids;
	};
	const words = () => ({ number, body: 'Voici.', requestKey: randomUUID() });
	await here.as('vera').tickets.answer({ structure, ...words(), files: await putBy('vera') });
	await here.as('sam').tickets.reply({ ...words(), status: 'waiting', files: await putBy('sam') });
	const { messages } = await here.as('vera').tickets.get({ structure, number });
	expect(messages.map(({ files }) => files.map(({ name }) => name))).toEqual([[], names, names]);
	expect(await here.base.db.selectFrom('upload').select('id').execute()).toEqual([]);
});

test('only one’s own files can be sent, each once, and the message stays unsent where one is missing', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const [adams, veras] = [await put(here.as('adam'), 'a.txt', 'a'), await put(here.as('vera'), 'v.txt', 'v')];
	const before = await everyRow(here.base.db);
	const send = (files: string[]) => here.as('vera').tickets.open({ ...draft(structure), files });
	for (const files of [[adams], [veras, adams], [veras, randomUUID()]]) {
		const told = describe(await send(files).catch((error: unknown) => error));
		expect([told.code, Object.keys(told.fields ?? {})]).toEqual(['invalid', ['files']]);
		expect(await everyRow(here.base.db)).toBe(before);
	}
	await send([veras, veras]);
	expect(await code(send([veras]))).toBe('invalid');
});

test('ten files a message, not eleven; a request sent twice takes them once', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const ids: string[] = [];
	for (let n = 0; n < 11; n++) ids.push(await put(here.as('vera'), `${n}.txt`, String(n)));
	const request = draft(structure);
	const told = describe(
		await here
			.as('vera')
			.tickets.open({ ...request, files: ids })
			.catch((error: unknown) => error)
	);
	expect(told.fields?.files).toContain('10');
	const { number } = await here.as('vera').tickets.open({ ...request, files: ids.slice(1) });
	expect(await here.as('vera').tickets.open({ ...request, files: ids.slice(1) })).toEqual({ number });
	expect(await lastFiles(here, number)).toHaveLength(10);
});

test('a file forgotten at first is not taken for sent; the same file put anew is', async () => {
	const here = await world();
	const request = draft(here.structure('sexey'));
	const { number } = await here
		.as('vera')
		.tickets.open({ ...request, files: [await put(here.as('vera'), 'a.txt', 'a')] });
	const again = [await put(here.as('vera'), 'a.txt', 'a')];
	expect(await here.as('vera').tickets.open({ ...request, files: again })).toEqual({ number });
	const more = [...again, await put(here.as('vera'), 'b.txt', 'b')];
	expect(await code(here.as('vera').tickets.open({ ...request, files: more }))).toBe('conflict');
	expect(await lastFiles(here, number)).toHaveLength(1);
});

test('a mail about a message says how many files it has', async () => {
	const here = await world();
	await here.mails();
	await opened(here, 'vera');
	const mails = await here.mails();
	expect(mails.length).toBeGreaterThan(1);
	for (const { text } of mails) expect(text).toContain('1 fichier joint');
});
