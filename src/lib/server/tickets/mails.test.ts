import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world, type CastKey } from '../../../../tests/support/world.ts';

const words = (body = 'Une précision.') => ({ body, requestKey: randomUUID() });
const STAFF = ['alix', 'mona', 'sam'] as const;

async function withTicket() {
	const portal = await world();
	const structure = portal.structure('sexey');
	const { number } = await portal
		.as('vera')
		.tickets.open(draft(structure, { subject: 'Le bilan <b>2026</b>', body: 'Il manque *deux* lignes.' }));
	/** Who was told since the last time, by name. */
	const told = async () => {
		const mails = await portal.mails();
		return mails.map(({ to }) => (Object.keys(cast) as CastKey[]).find((key) => cast[key].email === to) ?? to).sort();
	};
	const at = { structure, number };
	return { ...portal, structure, number, at, told };
}

test('a new ticket is acknowledged to its author, and told to all staff', async () => {
	const { mails, number, structure } = await withTicket();
	const sent = await mails();
	expect(sent.map(({ to }) => to).sort()).toEqual(['vera', ...STAFF].map((key) => cast[key as CastKey].email).sort());
	const [toVera] = sent.filter(({ to }) => to === cast.vera.email);
	expect(toVera).toMatchObject({ subject: `[#${number}] Le bilan <b>2026</b>`, locale: 'fr' });
	expect(toVera?.text).toContain(`http://localhost:3000/s/${structure}/tickets/${number}`);
	expect(toVera?.text).toContain('> Il manque *deux* lignes.');
	expect(toVera?.html).not.toContain('<b>2026');
	const [toSam] = sent.filter(({ to }) => to === cast.sam.email);
	expect(toSam?.text).toContain(`Véra Lemoine (Mairie de Sexey-aux-Forges) a ouvert le ticket #${number}`);
	expect(toSam?.text).toContain(`http://localhost:3000/staff/tickets/${number}`);
	expect(toSam?.text).not.toContain('Accès non validé');
	expect(new Set(sent.map(({ references }) => references)).size).toBe(1);
});

test('a staff answer is told to the requester alone, with the words and what is expected', async () => {
	const { as, mails, number, told } = await withTicket();
	await told();
	await as('sam').tickets.reply({ number, ...words('Redémarrez le poste.'), status: 'waiting' });
	const sent = await mails();
	expect(sent.map(({ to }) => to)).toEqual([cast.vera.email]);
	expect(sent[0]?.text).toContain('Samuel (Espace client) a répondu');
	expect(sent[0]?.text).toContain('> Redémarrez le poste.');
	expect(sent[0]?.text).toContain('Nous attendons votre réponse');
	expect(sent[0]?.text).not.toContain('Petitjean');
	expect(sent[0]?.references).toMatch(/^<ticket-.+@localhost>$/);
});

test('a customer’s answer is told to the staff who have the ticket in hand, else to all', async () => {
	const { as, at, number, told } = await withTicket();
	await told();
	await as('vera').tickets.answer({ ...at, ...words() });
	expect(await told()).toEqual([...STAFF]);
	await as('alix').tickets.note({ number, ...words('Je regarde.') });
	expect(await told()).toEqual([]);
	await as('vera').tickets.answer({ ...at, ...words() });
	expect(await told()).toEqual(['alix']);
	await as('sam').tickets.reply({ number, ...words(), status: 'resolved' });
	expect(await told()).toEqual(['vera']);
	await as('vera').tickets.close(at);
	expect(await told()).toEqual(['alix', 'sam']);
});

test('an administrator’s answer is told to the requester too, and never to its author', async () => {
	const { as, at, told, mails } = await withTicket();
	await told();
	await as('adam').tickets.answer({ ...at, ...words('Je confirme.') });
	const sent = await mails();
	expect(sent.map(({ to }) => to)).not.toContain(cast.adam.email);
	expect(sent.find(({ to }) => to === cast.vera.email)?.text).toContain('Adam Ferry a répondu');
	await as('adam').tickets.close(at);
	expect(await told()).toEqual(['alix', 'mona', 'sam', 'vera']);
});

test('a status changed without a word is told when it ends the matter', async () => {
	const { as, number, told, mails } = await withTicket();
	await told();
	await as('sam').tickets.setStatus({ number, status: 'in_progress' });
	await as('sam').tickets.setStatus({ number, status: 'waiting' });
	expect(await told()).toEqual([]);
	await as('sam').tickets.setStatus({ number, status: 'resolved' });
	expect((await mails()).map(({ to, text }) => [to, text.includes('est résolu')])).toEqual([[cast.vera.email, true]]);
	await as('sam').tickets.setStatus({ number, status: 'closed' });
	expect((await mails()).map(({ to, text }) => [to, text.includes('a clos votre ticket')])).toEqual([
		[cast.vera.email, true]
	]);
});

test('each is written to in their own language', async () => {
	const { as, number, told, base, mails, accountId } = await withTicket();
	await told();
	await base.db
		.updateTable('account')
		.set({ locale: 'en' })
		.where('id', '=', await accountId('vera'))
		.execute();
	await as('sam').tickets.reply({ number, ...words(), status: 'waiting' });
	const [mail] = await mails();
	expect(mail).toMatchObject({ to: cast.vera.email, locale: 'en' });
	expect(mail?.text).toContain('Samuel (Espace client) answered your ticket');
	expect(mail?.text).toContain('Open the ticket');
});

test('someone whose access was cut before the mail left is not told any more', async () => {
	const { as, number, told, base, contactId } = await withTicket();
	await told();
	await as('sam').tickets.reply({ number, ...words(), status: 'waiting' });
	await base.db
		.updateTable('contact')
		.set({ access: 'locked' })
		.where('id', '=', await contactId('vera', 'sexey'))
		.execute();
	expect(await told()).toEqual([]);
	await as('sam').tickets.reply({ number, ...words(), status: 'waiting' });
	expect(await told()).toEqual([]);
});

test('someone who left staff is not told any more', async () => {
	const { as, at, told, base, accountId } = await withTicket();
	await told();
	await as('vera').tickets.answer({ ...at, ...words() });
	await base.db
		.updateTable('account')
		.set({ staffRole: null })
		.where('id', '=', await accountId('alix'))
		.execute();
	expect(await told()).toEqual(['mona', 'sam']);
});

test('staff are warned of someone not validated; without a structure the link leads to the reserved name', async () => {
	const { as, structure, mails, told } = await withTicket();
	await told();
	await as('pia').tickets.open(draft(structure));
	await as('noor').tickets.open(draft('me'));
	const sent = await mails();
	const toSam = sent.filter(({ to }) => to === cast.sam.email);
	expect(toSam.map(({ text }) => text.includes('Accès non validé'))).toEqual([true, true]);
	expect(toSam.some(({ text }) => text.includes('Noor Haddad (sans structure)'))).toBe(true);
	expect(sent.find(({ to }) => to === cast.noor.email)?.text).toContain('http://localhost:3000/s/me/tickets/');
	expect(sent.find(({ to }) => to === cast.pia.email)?.text).not.toContain('Sexey');
});

test('a very long message is told in part', async () => {
	const { as, number, told, mails } = await withTicket();
	await told();
	await as('sam').tickets.reply({ number, ...words('long '.repeat(3000)), status: 'waiting' });
	const [mail] = await mails();
	expect(mail!.text.length).toBeLessThan(6000);
	expect(mail!.text).toContain('…');
});

test('tickets of people not validated fill no mailbox of staff, whose other mails keep coming', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	for (const person of ['noor', 'lola'] as const)
		for (let n = 0; n < 17; n++) await portal.as(person).tickets.open(draft(NO_STRUCTURE));
	await portal.as('vera').tickets.open(draft(structure));
	const mails = [...(await portal.mails()), ...(await portal.mails())].filter(({ to }) => to === cast.sam.email);
	const many = mails.filter(({ subject }) => subject === 'Beaucoup de demandes en une heure');
	expect([mails.length, many.length]).toEqual([32, 1]);
	expect(mails.some(({ text }) => text.includes(cast.vera.lastName))).toBe(true);
});
