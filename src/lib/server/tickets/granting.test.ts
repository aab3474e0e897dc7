import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { cast, DEMO_PASSWORD, world, type CastKey, type World } from '../../../../tests/support/world.ts';

const confirmation = { confirmName: 'Le maire', confirmPhone: '03 53 01 10 39' };

const administratorRequest = ({ as }: World, person: CastKey, structure: string) =>
	as(person).tickets.requestAdministrator({
		structure,
		structureName: structure === 'me' ? 'Mairie de Sexey' : undefined,
		...confirmation,
		body: 'Je remplace Adam.',
		requestKey: randomUUID()
	} as never) as unknown as Promise<{ number: number }>;

async function tickAll({ as }: World, number: number) {
	for (const { item } of (await as('sam').tickets.beside({ number })).request!.checklist)
		await as('sam').tickets.check({ number, item, checked: true });
}

const grant = { body: 'C’est fait.', reason: '', customerNumber: '', requestKey: '' };
const granting = (number: number, differing: object = {}) =>
	({ number, ...grant, requestKey: randomUUID(), ...differing }) as never;

test('a check-list says who ticked what, and takes ticks back', async () => {
	const here = await world();
	const { number } = await administratorRequest(here, 'vera', here.structure('sexey'));
	await here.as('sam').tickets.check({ number, item: 'call_back', checked: true });
	const list = async () => (await here.as('mona').tickets.beside({ number })).request!.checklist;
	expect((await list()).map(({ item, checked }) => [item, checked?.by])).toEqual([
		['call_back', 'Samuel Petitjean'],
		['confirmed', undefined],
		['current', undefined]
	]);
	await here.as('mona').tickets.check({ number, item: 'call_back', checked: false });
	expect((await list()).some(({ checked }) => checked)).toBe(false);
	await expect(here.as('sam').tickets.check({ number, item: 'other', checked: true })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
});

test('« devenir administrateur » is granted, answered and resolved in one act, once everything is verified', async () => {
	const here = await world();
	const { as, structure, mails, base } = here;
	const sexey = structure('sexey');
	const { number } = await administratorRequest(here, 'vera', sexey);
	await mails();
	const refused = describe(
		await as('sam')
			.tickets.grant(granting(number))
			.catch((error: unknown) => error)
	);
	expect(refused.fields).toHaveProperty('reason');
	await expect(as('vera').contacts.toActivate({ structure: sexey })).rejects.toMatchObject({ code: 'FORBIDDEN' });
	await tickAll(here, number);
	await as('sam').tickets.grant(granting(number));
	await as('vera').contacts.toActivate({ structure: sexey });
	expect(await as('vera').tickets.get({ structure: sexey, number })).toMatchObject({ status: 'resolved' });
	const sent = (await mails()).map(({ to, subject }) => [to, subject]);
	expect(sent).toContainEqual([cast.adam.email, 'Véra Lemoine devient administrateur']);
	expect(sent.some(([to]) => to === cast.vera.email)).toBe(true);
	const acts = (await base.db.selectFrom('auditEntry').select('act').execute()).map(({ act }) => act);
	expect(acts).toEqual(expect.arrayContaining(['contact.made_administrator', 'ticket.granted', 'ticket.replied']));
	await expect(as('sam').tickets.grant(granting(number))).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('granting without verifying everything takes a reason, which stays between staff', async () => {
	const here = await world();
	const { as, structure } = here;
	const sexey = structure('sexey');
	const { number } = await administratorRequest(here, 'vera', sexey);
	await as('sam').tickets.grant(granting(number, { reason: 'Vu en mairie ce matin.' }));
	const told = (await as('sam').tickets.read({ number })).messages.map(({ kind, body }) => [kind, body]);
	expect(told.some(([kind, body]) => kind === 'note' && body!.includes('Vu en mairie'))).toBe(true);
	expect(JSON.stringify(await as('vera').tickets.get({ structure: sexey, number }))).not.toContain('Vu en mairie');
});

test('whoever was shut out is not let in by a grant, and then nothing is said or resolved', async () => {
	const here = await world();
	const { as, structure } = here;
	const { number } = await administratorRequest(here, 'lola', 'me');
	await expect(
		as('sam').tickets.grant(granting(number, { reason: 'Pressé.', customerNumber: 'C10601' }))
	).rejects.toMatchObject({ code: 'CONFLICT' });
	expect(await as('lola').tickets.get({ structure: 'me', number })).toMatchObject({ status: 'new', count: 1 });
	await expect(as('lola').contacts.list({ structure: structure('sexey') })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
});

test.each(['pending', 'active'] as const)('another structure is given as %s', async (access) => {
	const here = await world();
	const { as, structure, mails } = here;
	const { number } = (await as('vera').tickets.requestOtherStructure({
		structure: structure('sexey'),
		otherStructure: 'CFA de Commercy',
		customerNumber: 'C10602',
		functionThere: 'Intervenante',
		...confirmation,
		requestKey: randomUUID()
	} as never)) as unknown as { number: number };
	await tickAll(here, number);
	await mails();
	for (const [differing, field] of [
		[{ access }, 'customerNumber'],
		[{ access, customerNumber: 'X9' }, 'customerNumber'],
		[{ customerNumber: 'C10602' }, 'access']
	] as const) {
		const refused = describe(
			await as('sam')
				.tickets.grant(granting(number, differing))
				.catch((error: unknown) => error)
		);
		expect(refused.fields).toHaveProperty(field);
	}
	await as('sam').tickets.grant(granting(number, { access, customerNumber: 'C10602' }));
	const { structures } = await as('vera').accounts.me();
	expect(structures.find(({ structureId }) => structureId === structure('commercy'))).toMatchObject({
		access,
		role: 'user'
	});
	expect((await mails()).some(({ to }) => to === cast.otto.email)).toBe(access === 'pending');
});

async function forgotten() {
	const here = await world();
	const { number } = (await here.as('noor').tickets.requestFormerEmail({
		structure: 'me',
		formerName: 'Véra Lemoine',
		formerStructure: 'Sexey',
		phone: '03 53 01 10 41',
		requestKey: randomUUID()
	} as never)) as unknown as { number: number };
	await tickAll(here, number);
	await here.mails();
	return { ...here, number };
}

test('a forgotten address gets the way in at the address we know', async () => {
	const { as, number, mails } = await forgotten();
	await as('sam').tickets.grant(granting(number, { login: cast.vera.email }));
	const sent = await mails();
	expect(sent.find(({ to }) => to === cast.vera.email)?.text).toMatch(/\/password\/\S+/);
	expect(sent.find(({ to }) => to === cast.noor.email)?.text).not.toMatch(/\/password\//);
});

test('a new address counts once it has proved itself; the old one is told, and opens nothing any more', async () => {
	const { as, number, mails, visitor, contactId, structure, base } = await forgotten();
	await as('sam').tickets.grant(granting(number, { login: cast.vera.email, newEmail: 'Vera@Ailleurs.example' }));
	const asked = await mails();
	expect(asked.map(({ to }) => to)).toEqual(expect.arrayContaining(['vera@ailleurs.example', cast.vera.email]));
	const { text } = asked.find(({ to }) => to === 'vera@ailleurs.example')!;
	const token = /\/email\/(\S+)/.exec(text)![1]!;
	await visitor().accounts.signIn({ email: cast.vera.email, password: DEMO_PASSWORD });
	expect(await visitor().accounts.emailChange({ token })).toEqual({ email: 'vera@ailleurs.example' });
	await visitor().accounts.confirmEmailChange({ token });
	await expect(visitor().accounts.signIn({ email: cast.vera.email, password: DEMO_PASSWORD })).rejects.toThrow();
	await visitor().accounts.signIn({ email: 'vera@ailleurs.example', password: DEMO_PASSWORD });
	await expect(visitor().accounts.confirmEmailChange({ token })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect((await mails()).map(({ to }) => to)).toEqual(
		expect.arrayContaining(['vera@ailleurs.example', cast.vera.email])
	);
	const contact = await base.db
		.selectFrom('contact')
		.select(['email', 'structureId'])
		.where('email', '=', 'vera@ailleurs.example')
		.executeTakeFirstOrThrow();
	expect(contact.structureId).toBe(structure('sexey'));
	await expect(contactId('vera', 'sexey')).rejects.toThrow();
});

test('the proof of a new address is void once the password changed or a newer one was asked, and after three days', async () => {
	const { as, number, mails, visitor, base, pass } = await forgotten();
	const ask = async (email: string) => {
		await base.db.updateTable('ticket').set({ status: 'new' }).where('number', '=', number).execute();
		await as('sam').tickets.grant(granting(number, { login: cast.vera.email, newEmail: email }));
		const mail = (await mails()).find(({ to }) => to === email)!;
		return /\/email\/(\S+)/.exec(mail.text)![1]!;
	};
	const first = await ask('un@ailleurs.example');
	const second = await ask('deux@ailleurs.example');
	await expect(visitor().accounts.emailChange({ token: first })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await as('vera').accounts.changePassword({
		currentPassword: DEMO_PASSWORD,
		password: 'Nouveau-mot2passe!',
		confirmation: 'Nouveau-mot2passe!'
	});
	await expect(visitor().accounts.emailChange({ token: second })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	const third = await ask('trois@ailleurs.example');
	pass({ days: 4 });
	await expect(visitor().accounts.emailChange({ token: third })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('the login of staff, an unknown one, and an address somebody has are refused at their field', async () => {
	const { as, number } = await forgotten();
	for (const [differing, field] of [
		[{}, 'login'],
		[{ login: cast.mona.email }, 'login'],
		[{ login: 'personne@ailleurs.example' }, 'login'],
		[{ login: cast.vera.email, newEmail: cast.otto.email }, 'newEmail']
	] as const) {
		const refused = describe(
			await as('sam')
				.tickets.grant(granting(number, differing))
				.catch((error: unknown) => error)
		);
		expect(refused.fields).toHaveProperty(field);
	}
	expect(await as('noor').tickets.get({ structure: 'me', number })).toMatchObject({ status: 'new' });
});
