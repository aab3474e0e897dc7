import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world } from '../../../../tests/support/world.ts';

test('a template is filled in for its ticket; what is unknown or missing stays and is named', async () => {
	const { as, structure } = await world();
	const { number } = await as('vera').tickets.open(draft(structure('sexey'), { subject: 'Exports' }));
	const { id: template } = await as('mona').tickets.saveTemplate({
		title: 'Tout',
		body: '{Civilité} {prenom} {nom} — {numéro} {sujet}, {structure}, {Produit}, {agent} ({entreprise}), {jour et heure}. function(){x:1}'
	});
	expect(await as('sam').tickets.fillTemplate({ number, template })).toEqual({
		body: `Mme Véra Lemoine — #${number} Exports, Mairie de Sexey-aux-Forges, {Produit}, Samuel (${(await as('sam').vendor.show()).name}), {jour et heure}. function(){x:1}`,
		left: ['{Produit}', '{jour et heure}']
	});
});

test('of the structure nothing is filled in for who is not validated', async () => {
	const { as, structure } = await world();
	const { number } = await as('pia').tickets.open(draft(structure('sexey')));
	const { id: template } = await as('mona').tickets.saveTemplate({ title: 'Court', body: '{prénom}, {structure}' });
	expect(await as('sam').tickets.fillTemplate({ number, template })).toEqual({
		body: 'Pia, {structure}',
		left: ['{structure}']
	});
});

test('an answer in which something is still to be filled in is not sent; other braces are', async () => {
	const { as, structure } = await world();
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	await as('mona').tickets.saveTemplate({ title: 'Rendez-vous', body: 'Le {jour et heure} ?' });
	const reply = (body: string) =>
		as('sam').tickets.reply({ number, body, files: [], status: 'waiting', requestKey: randomUUID() });
	for (const body of ['Le {jour et heure} ?', 'Bonjour {Prénom}']) {
		const refused = describe(await reply(body).catch((error: unknown) => error));
		expect(refused.code).toBe('invalid');
		expect(refused.fields?.body).toContain(/\{.*\}/.exec(body)![0]);
	}
	await reply('Écrivez `{cle}` dans {fichier}.');
	expect((await as('sam').tickets.read({ number })).count).toBe(2);
});

test('templates are written, changed, ordered and retired by any of staff', async () => {
	const { as } = await world();
	const titles = async () => (await as('sam').tickets.templates()).map(({ title }) => title);
	for (const title of ['Un', 'Deux', 'Trois']) await as('sam').tickets.saveTemplate({ title, body: 'Bonjour.' });
	const [one, , three] = await as('sam').tickets.templates();
	await as('mona').tickets.moveTemplate({ template: three!.id, direction: 'up' });
	expect(await titles()).toEqual(['Un', 'Trois', 'Deux']);
	await as('mona').tickets.moveTemplate({ template: one!.id, direction: 'up' });
	expect(await titles()).toEqual(['Un', 'Trois', 'Deux']);
	await as('mona').tickets.saveTemplate({ template: one!.id, title: 'Premier', body: 'Bonjour.' });
	await as('mona').tickets.retireTemplate({ template: three!.id });
	expect(await titles()).toEqual(['Premier', 'Deux']);
	await expect(as('mona').tickets.retireTemplate({ template: three!.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
