import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { transact } from '#server/platform/db.ts';
import { recordChange } from '#server/structures/domain.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';

const SIRET = '40182963500010';
const sexey = (portal: World) => ({ structure: portal.structure('sexey') });
const read = (portal: World, person: CastKey = 'adam') => portal.as(person).proposals.read(sexey(portal));
const live = (portal: World) => portal.as('vera').structures.read(sexey(portal));
const ANNEX = {
	label: 'Annexe',
	street: '2 rue du Pont',
	complement: '',
	postalCode: '54550',
	town: 'Sexey-aux-Forges'
};

async function information(portal: World, wanted: { name?: string; siret?: string }, person: CastKey = 'adam') {
	const { name, siret, informationMark: seen } = await read(portal, person);
	const shown = { name: name.wanted!, siret: siret.wanted ?? '' };
	return portal.as(person).proposals.setInformation({ ...sexey(portal), ...shown, ...wanted, seen });
}
async function newAddress(portal: World, more: object = {}, person: CastKey = 'adam') {
	const { fresh } = await read(portal, person);
	const input = { ...sexey(portal), address: fresh.id, ...ANNEX, main: false, seen: fresh.addressMark, ...more };
	await portal.as(person).proposals.setAddress(input);
	return input;
}
async function review(portal: World) {
	const [waiting] = await portal.as('sam').proposals.queue();
	return portal.as('sam').proposals.review({ proposal: waiting!.id });
}
async function decide(portal: World, how: (title: string) => 'accepted' | 'refused' | null, comment = '') {
	const { id, items } = await review(portal);
	const decisions = items.flatMap(({ id: item, title, seen }) => {
		const outcome = how(title);
		return outcome ? [{ item, outcome, comment: outcome === 'refused' ? comment : '', seen }] : [];
	});
	return portal.as('sam').proposals.decide({ proposal: id, decisions });
}

test('nothing an administrator edits changes the live data until the vendor accepts it', async () => {
	const portal = await world();
	const before = await live(portal);
	await information(portal, { name: 'Commune de Sexey', siret: SIRET });
	await newAddress(portal, { main: true });
	expect(await live(portal)).toEqual(before);
	expect(await read(portal)).toMatchObject({
		name: { live: before.name, wanted: 'Commune de Sexey' },
		siret: { wanted: SIRET },
		waiting: { count: 4 }
	});
	await decide(portal, () => 'accepted');
	const after = await live(portal);
	expect(after).toMatchObject({ name: 'Commune de Sexey', siret: SIRET });
	expect(after.addresses.map(({ label, main }) => ({ label, main }))).toEqual([
		{ label: 'Annexe', main: true },
		{ label: 'Mairie', main: false }
	]);
	expect((await read(portal)).waiting).toBeNull();
});

test('the vendor accepts some items and refuses others with a comment, and the administrators are told just that', async () => {
	const portal = await world();
	await information(portal, { name: 'Commune de Sexey', siret: SIRET });
	const mails = await portal.mails();
	expect(mails.map(({ to }) => to)).toContain('samuel.petitjean@defi-informatique.example');
	expect((await refusalOf(decide(portal, () => 'refused'))).fields).toMatchObject({
		[`comment_${(await review(portal)).items[0]!.id}`]: expect.any(String)
	});
	await decide(portal, (title) => (title === 'SIRET' ? 'accepted' : 'refused'), 'Il nous faut l’extrait du registre.');
	expect(await live(portal)).toMatchObject({ name: 'Mairie de Sexey-aux-Forges', siret: SIRET });
	const told = (await portal.mails()).find(({ to }) => to === 'adam.ferry@sexey-aux-forges.example');
	expect(told!.text).toContain('Acceptée\u00a0: SIRET');
	expect(told!.text).toContain('Refusée\u00a0: Raison sociale');
	expect(told!.text).toContain('Il nous faut l’extrait du registre.');
	const { entries } = await portal.as('adam').proposals.history(sexey(portal));
	expect(entries.map(({ kind, title, comment }) => ({ kind, title, comment }))).toEqual(
		expect.arrayContaining([
			{ kind: 'accepted', title: 'SIRET', comment: '' },
			{ kind: 'refused', title: 'Raison sociale', comment: 'Il nous faut l’extrait du registre.' }
		])
	);
	expect(entries).toEqual((await portal.as('sam').proposals.history(sexey(portal))).entries);
});

test('staff are told once a proposal, however much is added to it, and not of one that was taken back', async () => {
	const portal = await world();
	await information(portal, { name: 'Commune de Sexey' });
	await information(portal, { name: 'Commune de Sexey-les-Forges' });
	await newAddress(portal);
	expect((await portal.mails()).filter(({ to }) => to.startsWith('samuel'))).toHaveLength(1);
	await portal.as('adam').proposals.withdrawAll(sexey(portal));
	await information(portal, { name: 'Commune de Sexey' });
	await information(portal, { name: 'Mairie de Sexey-aux-Forges' });
	expect(await portal.as('sam').proposals.count()).toBe(0);
	expect(await portal.mails()).toEqual([]);
});

test('what waits is amended and withdrawn, and its history says so', async () => {
	const portal = await world();
	await information(portal, { name: 'Commune de Sexey' });
	await information(portal, { name: 'Ville de Sexey' });
	const { name } = await read(portal);
	expect(name.wanted).toBe('Ville de Sexey');
	await portal.as('adam').proposals.withdraw({ ...sexey(portal), item: name.item! });
	expect((await read(portal)).name).toMatchObject({ wanted: name.live, item: null });
	expect((await refusalOf(portal.as('adam').proposals.withdraw({ ...sexey(portal), item: name.item! }))).code).toBe(
		'not_found'
	);
	const { entries } = await portal.as('adam').proposals.history(sexey(portal));
	expect(entries.slice(0, 2).map(({ kind, after }) => ({ kind, after }))).toEqual([
		{ kind: 'withdrawn', after: ['Ville de Sexey'] },
		{ kind: 'amended', after: ['Commune de Sexey'] }
	]);
});

test('a proposal that changes nothing is told so, and one from an old page overwrites nothing', async () => {
	const portal = await world();
	expect(await refusalOf(information(portal, {}))).toMatchObject({ code: 'invalid', message: 'Rien n’a été modifié.' });
	const { informationMark: seen } = await read(portal);
	await information(portal, { name: 'Commune de Sexey' });
	const old = portal.as('adam').proposals.setInformation({ ...sexey(portal), name: 'Autre', siret: '', seen });
	expect((await refusalOf(old)).code).toBe('conflict');
	expect((await read(portal)).name.wanted).toBe('Commune de Sexey');
});

test('an edit by the vendor is live at once, and what waits for the same part is in conflict until somebody looks', async () => {
	const portal = await world();
	await information(portal, { name: 'Commune de Sexey' });
	const stale = await review(portal);
	expect(stale.items[0]).toMatchObject({ live: null });
	await information(portal, { name: 'Mairie de Sexey (54)' }, 'sam');
	expect((await live(portal)).name).toBe('Mairie de Sexey (54)');
	const { id: item, seen } = stale.items[0]!;
	const blind = portal
		.as('sam')
		.proposals.decide({ proposal: stale.id, decisions: [{ item, outcome: 'accepted', seen }] });
	expect(await refusalOf(blind)).toMatchObject({
		code: 'conflict',
		fields: { [`outcome_${item}`]: expect.any(String) }
	});
	expect((await live(portal)).name).toBe('Mairie de Sexey (54)');
	expect((await review(portal)).items[0]).toMatchObject({
		before: ['Mairie de Sexey-aux-Forges'],
		live: ['Mairie de Sexey (54)'],
		after: ['Commune de Sexey']
	});
	await decide(portal, () => 'accepted');
	expect((await live(portal)).name).toBe('Commune de Sexey');
	const { entries } = await portal.as('adam').proposals.history(sexey(portal));
	expect(entries.map(({ kind }) => kind).slice(0, 2)).toEqual(['accepted', 'staff']);
});

test('decisions apply together or not at all', async () => {
	const portal = await world();
	await newAddress(portal, { main: true });
	await information(portal, { name: 'Commune de Sexey' });
	// The main address cannot be one that was refused.
	const torn = decide(portal, (title) => (title.startsWith('Adresse «') ? null : 'accepted'));
	expect(await refusalOf(torn)).toMatchObject({ code: 'conflict', message: expect.stringContaining('Rien') });
	expect((await live(portal)).name).toBe('Mairie de Sexey-aux-Forges');
	expect((await review(portal)).items).toHaveLength(3);
});

test('there is one main address: the first is, another takes over, and it goes last', async () => {
	const portal = await world();
	const [first] = (await read(portal)).addresses;
	const removal = { ...sexey(portal), address: first!.id };
	await newAddress(portal);
	expect((await read(portal)).addresses.map(({ main }) => main)).toEqual([true, false]);
	const marked = async (id: string) => (await read(portal)).addresses.find((one) => one.id === id)!.mark;
	const remove = async () => portal.as('adam').proposals.removeAddress({ ...removal, seen: await marked(first!.id) });
	expect((await refusalOf(remove())).code).toBe('conflict');
	const { label, street, complement, postalCode, town } = first!.wanted!;
	const typed = { label, street, complement, postalCode, town, main: false, seen: await marked(first!.id) };
	expect(await refusalOf(portal.as('adam').proposals.setAddress({ ...removal, ...typed }))).toMatchObject({
		fields: { main: expect.any(String) }
	});
	const other = (await read(portal)).addresses.find(({ id }) => id !== first!.id)!;
	await portal
		.as('adam')
		.proposals.setAddress({ ...sexey(portal), address: other.id, ...ANNEX, main: true, seen: other.mark });
	await remove();
	await decide(portal, () => 'accepted');
	expect((await live(portal)).addresses).toMatchObject([{ label: 'Annexe', main: true }]);
	// The last one may go, and the main one with it.
	const last = (await read(portal)).addresses[0]!;
	await portal.as('sam').proposals.removeAddress({ ...sexey(portal), address: last.id, seen: last.mark });
	expect((await live(portal)).addresses).toEqual([]);
});

test('what was only proposed is taken away without a trace on the live data, and the main address stays', async () => {
	const portal = await world();
	const added = await newAddress(portal, { main: true });
	const { mark } = (await read(portal)).addresses.find(({ id }) => id === added.address)!;
	await portal.as('adam').proposals.removeAddress({ ...sexey(portal), address: added.address, seen: mark });
	const after = await read(portal);
	expect(after).toMatchObject({ waiting: null, addresses: [{ main: true, liveMain: true }] });
});

test('sent twice, one is added', async () => {
	const portal = await world();
	const input = await newAddress(portal);
	await portal.as('adam').proposals.setAddress(input);
	expect((await read(portal)).waiting!.count).toBe(1);
});

test('phones are kept in one form, and removed', async () => {
	const portal = await world();
	const { fresh, phones } = await read(portal);
	const phone = { ...sexey(portal), phone: fresh.id, label: 'Urgences', seen: fresh.phoneMark };
	expect(
		(await refusalOf(portal.as('adam').proposals.setPhone({ ...phone, number: '0383 DEFI' }))).fields
	).toHaveProperty('number');
	await portal.as('adam').proposals.setPhone({ ...phone, number: '+33 3 83 90 10 00' });
	await portal.as('adam').proposals.removePhone({ ...sexey(portal), phone: phones[0]!.id, seen: phones[0]!.mark });
	await decide(portal, () => 'accepted');
	expect((await live(portal)).phones.map(({ number }) => number)).toEqual(['0353011038', '0383901000']);
});

test.each([
	['an impossible SIRET', 'siret', { siret: '21540981400014' }],
	['a name of blanks', 'name', { name: '   ' }]
])('%s is told at its place', async (_, field, typed) => {
	const portal = await world();
	expect((await refusalOf(information(portal, typed))).fields).toHaveProperty(field);
});

test.each([
	['a postal code without its town, where there are several', 'town', { town: '' }],
	['a postal code of another town', 'postalCode', { postalCode: '75001' }],
	['a postal code of four figures', 'postalCode', { postalCode: '5455' }],
	['an address without a street', 'street', { street: '' }]
])('%s is told at its place', async (_, field, typed) => {
	const portal = await world();
	expect((await refusalOf(newAddress(portal, typed))).fields).toHaveProperty(field);
	expect((await read(portal)).waiting).toBeNull();
});

test('nothing of another structure is reached by its id', async () => {
	const portal = await world();
	const there = { structure: portal.structure('commercy') };
	const foreign = (await portal.as('sam').proposals.read(there)).addresses[0]!;
	const { fresh } = await read(portal);
	const taken = portal.as('adam').proposals.setAddress({
		...sexey(portal),
		...ANNEX,
		address: foreign.id,
		seen: fresh.addressMark
	});
	expect((await refusalOf(taken)).code).toBe('not_found');
	const named = portal.as('adam').proposals.nameReferent({
		...sexey(portal),
		role: 'technical',
		contact: await portal.contactId('otto', 'commercy')
	});
	const nobody = portal.as('adam').proposals.nameReferent({ ...sexey(portal), role: 'technical', contact: 'nobody' });
	expect(await refusalOf(named)).toMatchObject({ code: 'invalid' });
	expect(await refusalOf(nobody), 'as if there were none').toEqual(await refusalOf(named));
});

test('a referent is somebody let in; they hold the role once the vendor agrees, and one DPO follows another', async () => {
	const portal = await world();
	const call = async (person: CastKey) => ({
		...sexey(portal),
		role: 'dpo' as const,
		contact: await portal.contactId(person, 'sexey')
	});
	expect((await refusalOf(portal.as('adam').proposals.nameReferent(await call('pia')))).code).toBe('conflict');
	await portal.as('adam').proposals.nameReferent(await call('vera'));
	const dpo = async () =>
		(await portal.as('vera').contacts.team(sexey(portal))).filter(({ role }) => role === 'dpo').map(({ name }) => name);
	const [before] = await dpo();
	expect(before).not.toBe('Véra Lemoine');
	await decide(portal, () => 'accepted');
	expect(await dpo()).toEqual(['Véra Lemoine']);
	await portal.as('adam').proposals.vacateReferent(await call('vera'));
	expect(await dpo()).toEqual(['Véra Lemoine']);
	await decide(portal, () => 'accepted');
	expect(await dpo()).toEqual([]);
	const { entries } = await portal.as('adam').proposals.history(sexey(portal));
	const told = entries.filter(({ title }) => title.includes('DPO')).map(({ before, after }) => ({ before, after }));
	expect(told).toHaveLength(3);
	expect(told[0]).toEqual({ before: ['Véra Lemoine'], after: [] });
	expect(told).toContainEqual({ before: [], after: ['Véra Lemoine'] });
	expect(told).toContainEqual({ before: [before], after: [] });
});

test('whoever was shut out meanwhile cannot be made a referent, which is told at the item', async () => {
	const portal = await world();
	const contact = await portal.contactId('vera', 'sexey');
	await portal.as('adam').proposals.nameReferent({ ...sexey(portal), role: 'technical', contact });
	await portal.as('adam').contacts.lock({ ...sexey(portal), contact });
	const { items } = await review(portal);
	expect((await refusalOf(decide(portal, () => 'accepted'))).fields).toHaveProperty(`outcome_${items[0]!.id}`);
});

test('somebody new is invited and proposed for a role in one go, which is theirs once they have come', async () => {
	const portal = await world();
	const input = {
		...sexey(portal),
		role: 'technical' as const,
		civility: 'mme' as const,
		firstName: 'Zoé',
		lastName: 'Perrin',
		email: 'zoe.perrin@sexey-aux-forges.example',
		requestKey: randomUUID()
	};
	await portal.as('adam').proposals.nameNewReferent(input);
	await portal.as('adam').proposals.nameNewReferent(input);
	const invitations = (await portal.mails()).filter(({ to }) => to === input.email);
	expect(invitations).toHaveLength(1);
	await decide(portal, () => 'accepted');
	const technical = async () =>
		(await portal.as('vera').contacts.team(sexey(portal))).find(({ name }) => name === 'Zoé Perrin');
	expect(await technical()).toMatchObject({ planned: true });
	const token = /\/invitation\/([\w-]{43})/.exec(invitations[0]!.text)![1]!;
	const password = 'Arrosoir-bleu7!';
	await portal.visitor().accounts.acceptInvitation({ token, password, confirmation: password });
	expect(await technical()).toMatchObject({ planned: false });
});

test('history comes in pages that leave nothing out', async () => {
	const portal = await world();
	for (let turn = 0; turn < 30; turn += 1) await information(portal, { name: `Commune ${turn}` }, 'sam');
	const first = await portal.as('adam').proposals.history(sexey(portal));
	expect(first.entries).toHaveLength(25);
	const second = await portal.as('adam').proposals.history({ ...sexey(portal), before: first.next! });
	const after = [...first.entries, ...second.entries].map(({ after }) => after[0]);
	expect(after.slice(0, 30)).toEqual(Array.from({ length: 30 }, (_, turn) => `Commune ${29 - turn}`));
});

test('what became of a structure is told in the words of then, and of no other structure', async () => {
	const portal = await world();
	const structure = portal.structure('sexey');
	const address = { label: 'Siège', street: '2 rue Haute', complement: '', postalCode: '54550', town: 'Pont' };
	const phone = { label: 'Standard', number: '0383901000' };
	await transact(portal.base, async (ctx) => {
		await recordChange(ctx, structure, { key: 'name', before: 'Avant', after: 'Après' }, { origin: 'staff' });
		await recordChange(ctx, structure, { key: 'address:a1', before: null, after: address }, { origin: 'proposal' });
		const after = { id: 'a1', label: 'Siège' };
		await recordChange(ctx, structure, { key: 'main_address', before: null, after }, { origin: 'proposal' });
		await recordChange(ctx, structure, { key: 'phone:p1', before: phone, after: null }, { origin: 'import' });
		const foreign = { key: 'name' as const, before: 'zibelinaire', after: 'x' };
		await recordChange(ctx, portal.structure('commercy'), foreign, { origin: 'staff' });
	});
	const { entries } = await portal.as('sam').proposals.history({ structure });
	expect(JSON.stringify(entries)).not.toContain('zibelinaire');
	expect(entries.filter(({ by }) => by === null)).toMatchObject([
		{
			kind: 'import',
			title: 'Téléphone «\u00a0Standard\u00a0»',
			before: ['Standard', '03\u00a083\u00a090\u00a010\u00a000'],
			after: []
		},
		{ kind: 'proposal', title: 'Adresse principale', before: [], after: ['Siège'] },
		{ kind: 'proposal', before: [], after: ['Siège', '2 rue Haute', '54550 Pont'] },
		{ kind: 'staff', title: 'Raison sociale', before: ['Avant'], after: ['Après'] }
	]);
	expect((await refusalOf(portal.as('sam').proposals.history({ structure: 'none' }))).code).toBe('not_found');
});

test('a long proposal is decided on in parts, each of which one form holds', async () => {
	const portal = await world();
	await information(portal, { name: 'Commune de Sexey', siret: SIRET });
	await newAddress(portal, { main: true });
	for (let more = 0; more < 48; more += 1) {
		const { fresh } = await read(portal);
		const phone = { phone: fresh.id, label: `Poste ${more}`, number: '03 83 90 10 00', seen: fresh.phoneMark };
		await portal.as('adam').proposals.setPhone({ ...sexey(portal), ...phone });
	}
	const full = await read(portal);
	const tooMany = { phone: full.fresh.id, label: 'Un de trop', number: '03 83 90 10 00', seen: full.fresh.phoneMark };
	expect((await refusalOf(portal.as('adam').proposals.setPhone({ ...sexey(portal), ...tooMany }))).code).toBe(
		'conflict'
	);
	expect(await review(portal)).toMatchObject({ total: 52, items: { length: 50 } });
	await decide(portal, () => 'accepted');
	expect(await review(portal)).toMatchObject({ total: 2, items: { length: 2 } });
	await decide(portal, () => 'accepted');
	expect((await live(portal)).phones).toHaveLength(50);
	expect((await read(portal)).waiting).toBeNull();
});
