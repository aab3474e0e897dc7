import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { nameReferent } from '#server/contacts/domain.ts';
import { mailKinds } from '#server/mails.ts';
import { transact } from '#server/platform/db.ts';
import { deliverDue } from '#server/platform/outbox.ts';
import { listImported } from '../../../../tests/support/imported.ts';
import { MAILING, product } from '../../../../tests/support/mailing-samples.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';
import { forgetMailed, sendMailings } from './domain.ts';

type Structure = Parameters<World['structure']>[0];
type Content = Omit<Parameters<ReturnType<World['as']>['mailings']['create']>[0], 'beginning'>;

const CONTENT: Content = { ...MAILING, roles: [] };

/** A mailing to some structures, as an agent prepares it. */
async function mailingTo(here: World, keys: Structure[], content: Partial<Content> = {}) {
	const { mailings } = here.as('sam');
	const { id: mailing } = await mailings.create({ ...CONTENT, ...content, beginning: 'none' });
	if (keys.length > 0) await mailings.choose({ mailing, act: 'add', structures: keys.map(here.structure) });
	return mailing;
}

const read = (here: World, mailing: string) => here.as('sam').mailings.read({ mailing });
const listed = async (here: World, mailing: string) =>
	(await here.as('sam').mailings.recipients({ mailing })).recipients;
const one = async (here: World, mailing: string, email: string) =>
	(await listed(here, mailing)).find((person) => person.email === email);
/** Who is written to, and as what. */
const told = async (here: World, mailing: string) =>
	Object.fromEntries(
		(await listed(here, mailing)).map(({ email, state, reason, holdings }) => [
			email.split('@')[0],
			[state + (reason && ` ${reason}`), ...holdings.map(({ role, standsIn }) => role + (standsIn ? ' stands in' : ''))]
		])
	);

async function start(here: World, mailing: string, more: { at?: string; count?: string } = {}) {
	const { totals, listVersion } = await read(here, mailing);
	await here.as('sam').mailings.start({ mailing, seen: totals.to_send, version: listVersion, ...more });
}

async function round(here: World) {
	await sendMailings(here.base);
	return here.mails();
}

async function rounds(here: World, minutes: number) {
	const sent = [];
	for (let half = 0; half < minutes * 2; half++) {
		sent.push(...(await round(here)));
		here.pass({ seconds: 30 });
	}
	return sent;
}

/** Somebody active in a structure, holding a role there. */
async function holder(here: World, email: string, key: Structure, role: 'accounting' | 'technical' | 'dpo') {
	const contactId = await listImported(here, email, key, { access: 'active' });
	const whose = { structureId: here.structure(key), contactId, role };
	await transact(here.base, (ctx) => nameReferent(ctx, whose, { origin: 'staff' }));
	return contactId;
}

const tasks = (here: World) =>
	here.base.db.selectFrom('staffTask').select(['structureId', 'about']).where('settledAt', 'is', null).execute();

test('each kind goes to its role, and an information to the roles that were chosen', async () => {
	const here = await world();
	expect(Object.keys(await told(here, await mailingTo(here, ['commercy'])))).toHaveLength(1);
	const of = async (kind: Content['kind'], roles: Content['roles'] = []) =>
		(await read(here, await mailingTo(here, ['commercy'], { kind, roles }))).roles;
	expect(await of('invoice', ['dpo'])).toEqual(['accounting']);
	expect(await of('outage')).toEqual(['technical']);
	expect(await of('incident')).toEqual(['dpo']);
	expect(await of('information', ['administrator', 'accounting'])).toEqual(['accounting', 'administrator']);
	const nobody = mailingTo(here, [], { kind: 'information' });
	expect(await refusalOf(nobody)).toMatchObject({ code: 'invalid', fields: { roles: expect.any(String) } });
});

test('somebody who holds the role in several structures gets one mail, naming them all', async () => {
	const here = await world();
	await holder(here, 'several@client.example', 'madon', 'technical');
	await holder(here, 'several@client.example', 'maron', 'technical');
	await holder(here, 'several@client.example', 'luneville', 'technical');
	const mailing = await mailingTo(here, ['madon', 'maron', 'luneville']);
	const person = (await one(here, mailing, 'several@client.example'))!;
	expect(person.holdings).toHaveLength(3);
	await start(here, mailing);
	const mails = await rounds(here, 5);
	const mine = mails.filter(({ to }) => to === 'several@client.example');
	expect(mine).toHaveLength(1);
	for (const { structure } of person.holdings) {
		expect(mine[0]!.text).toContain(structure);
		expect(mine[0]!.html).toContain(structure);
	}
	expect(new Set(mails.map(({ to }) => to)).size).toBe(mails.length);
	expect(await one(here, mailing, 'several@client.example')).toMatchObject({ state: 'sent', failure: '' });
});

test('a role nobody holds falls back to the administrators, and staff are asked once to find who holds it', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	const mailing = await mailingTo(here, ['commercy', 'sexey', 'saintois']);
	expect(await told(here, mailing)).toEqual({
		'otto.reinhardt': ['to_send', 'technical stands in'],
		'adam.ferry': ['to_send', 'technical stands in']
	});
	expect(await read(here, mailing)).toMatchObject({ outcomes: { reached: 0, stood_in: 2, unreached: 1 } });
	const unreached = await here.as('sam').mailings.structures({ mailing, show: 'unreached' });
	expect(unreached.structures.map(({ id }) => id)).toEqual([here.structure('saintois')]);
	expect(await tasks(here), 'nothing is asked before the start').toEqual([]);
	await start(here, mailing);
	const mails = await round(here);
	expect(mails.map(({ to }) => to).sort()).toEqual([cast.adam.email]);
	expect((await tasks(here)).map(({ about }) => about)).toEqual(['technical', 'technical', 'technical']);
	await start(here, await mailingTo(here, ['sexey']));
	expect(await tasks(here)).toHaveLength(3);
	const [mail] = mails;
	expect(mail!.text).toMatch(/administrateur, à défaut de référent technique/);
});

test('who holds the role but cannot be written to is left out with the reason, and does not keep the fallback away', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	const planned = await listImported(here, 'planned@client.example', 'sexey', { access: 'pending' });
	const cut = await holder(here, 'cut@client.example', 'sexey', 'technical');
	await holder(here, 'pas une adresse', 'sexey', 'technical');
	await here.base.db.updateTable('contact').set({ access: 'locked' }).where('id', '=', cut).execute();
	const whose = { structureId: here.structure('sexey'), contactId: planned, role: 'technical' as const };
	await transact(here.base, (ctx) => nameReferent(ctx, whose, { origin: 'staff' }));
	const mailing = await mailingTo(here, ['sexey']);
	expect(await told(here, mailing)).toEqual({
		planned: ['left_out planned', 'technical'],
		cut: ['left_out access', 'technical'],
		'pas une adresse': ['left_out invalid', 'technical'],
		'adam.ferry': ['to_send', 'technical stands in']
	});
	expect((await read(here, mailing)).reasons.map(({ reason }) => reason).sort()).toEqual([
		'access',
		'invalid',
		'planned'
	]);
});

test('structures are chosen one by one, all, or by their products, and taken away again', async () => {
	const here = await world();
	const { mailings } = here.as('mona');
	const finances = await product(here);
	expect(await mailings.products()).toEqual([{ id: finances, name: 'Finances' }]);
	await here.base.db
		.insertInto('structureProduct')
		.values({ structureId: here.structure('commercy'), productId: finances })
		.execute();
	const { id: mailing } = await mailings.create({ ...CONTENT, beginning: 'products', products: [finances] });
	expect((await read(here, mailing)).structures).toBe(1);
	await mailings.choose({ mailing, act: 'add_all' });
	const all = await read(here, mailing);
	expect(all.structures).toBeGreaterThan(5);
	await mailings.choose({ mailing, act: 'remove', structures: [here.structure('sexey')] });
	expect(await one(here, mailing, cast.adam.email)).toBeUndefined();
	await mailings.choose({ mailing, act: 'remove_all' });
	expect(await listed(here, mailing)).toEqual([]);
	expect(await here.base.db.selectFrom('mailingHolding').selectAll().execute()).toEqual([]);
	expect(await refusalOf(mailings.choose({ mailing, act: 'add_products' }))).toMatchObject({
		fields: { products: expect.any(String) }
	});
	expect(await refusalOf(mailings.create({ ...CONTENT, beginning: 'products' }))).toMatchObject({ code: 'invalid' });
	expect(await refusalOf(mailings.start({ mailing, seen: 0, version: all.listVersion }))).toMatchObject({
		code: 'conflict'
	});
	await mailings.discard({ mailing });
	expect(await refusalOf(mailings.read({ mailing }))).toMatchObject({ code: 'not_found' });
});

test('the list follows who takes or leaves a role until the start, and a list that changed is looked at again', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey']);
	const seen = await read(here, mailing);
	await holder(here, 'late@client.example', 'sexey', 'technical');
	expect((await read(here, mailing)).listing, 'worked out anew by the running portal').toBe(true);
	const startAs = { mailing, seen: seen.totals.to_send, version: seen.listVersion };
	expect(await refusalOf(here.as('sam').mailings.start(startAs))).toMatchObject({ code: 'conflict' });
	await sendMailings(here.base);
	expect(await told(here, mailing)).toMatchObject({ late: ['to_send', 'technical'] });
	expect(await refusalOf(here.as('sam').mailings.start(startAs)), 'as many, but not those').toMatchObject({
		code: 'conflict'
	});
	const vera = await here.contactId('vera', 'sexey');
	await here.base.db.updateTable('contact').set({ function: 'Autre' }).where('id', '=', vera).execute();
	expect((await read(here, mailing)).listing, 'what changes nothing changes nothing').toBe(false);
	await start(here, mailing);
	await holder(here, 'later@client.example', 'sexey', 'technical');
	await sendMailings(here.base);
	expect(await one(here, mailing, 'later@client.example')).toBeUndefined();
});

test('whose access is cut or whose role is taken before their mail leaves gets none, and it is said', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	const cut = await holder(here, 'a.cut@client.example', 'madon', 'technical');
	const vacated = await holder(here, 'b.vacated@client.example', 'madon', 'technical');
	const late = await holder(here, 'c.late@client.example', 'madon', 'technical');
	await holder(here, 'd.stays@client.example', 'madon', 'technical');
	const mailing = await mailingTo(here, ['madon']);
	await start(here, mailing);
	await here.base.db.updateTable('contact').set({ access: 'locked' }).where('id', '=', cut).execute();
	await here.base.db.deleteFrom('referent').where('contactId', '=', vacated).execute();
	here.pass({ seconds: 10 });
	await sendMailings(here.base);
	await here.base.db.deleteFrom('referent').where('contactId', '=', late).execute();
	expect((await here.mails()).map(({ to }) => to)).toEqual(['d.stays@client.example']);
	expect(await told(here, mailing)).toMatchObject({
		'a.cut': ['left_out changed', 'technical'],
		'b.vacated': ['left_out changed', 'technical'],
		'c.late': ['left_out changed', 'technical'],
		'd.stays': ['sent', 'technical']
	});
});

test('whose structure would be left without anybody is stood in for by those who administer it by then', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	const cut = await holder(here, 'a.cut@client.example', 'sexey', 'dpo');
	const late = await holder(here, 'b.late@client.example', 'madon', 'dpo');
	await here.base.db
		.updateTable('contact')
		.set({ access: 'locked' })
		.where('structureId', '=', here.structure('luneville'))
		.where('role', '=', 'administrator')
		.execute();
	const alone = await holder(here, 'c.alone@client.example', 'luneville', 'dpo');
	const mailing = await mailingTo(here, ['sexey', 'madon', 'luneville'], { kind: 'incident' });
	await start(here, mailing, { count: '3' });
	expect((await read(here, mailing)).outcomes).toEqual({ reached: 3, stood_in: 0, unreached: 0 });
	const lock = (id: string) =>
		here.base.db.updateTable('contact').set({ access: 'locked' }).where('id', '=', id).execute();
	await lock(cut);
	await lock(alone);
	here.pass({ seconds: 10 });
	await sendMailings(here.base);
	// Handed out already, and gone before it leaves.
	await lock(late);
	const mails = await rounds(here, 3);
	const administrators = await here.base.db
		.selectFrom('contact')
		.select('email')
		.where('structureId', 'in', [here.structure('sexey'), here.structure('madon')])
		.where('role', '=', 'administrator')
		.where('access', '=', 'active')
		.execute();
	expect(mails.map(({ to }) => to).sort()).toEqual([...new Set(administrators.map(({ email }) => email))].sort());
	expect(await told(here, mailing)).toMatchObject({
		'a.cut': ['left_out changed', 'dpo'],
		'b.late': ['left_out changed', 'dpo'],
		'c.alone': ['left_out changed', 'dpo'],
		[cast.adam.email.split('@')[0]!]: ['sent', 'dpo stands in']
	});
	expect(await read(here, mailing)).toMatchObject({
		status: 'ended',
		outcomes: { reached: 0, stood_in: 2, unreached: 1 }
	});
	// Whoever was shut out holds it still by name: staff are asked who is to.
	expect((await tasks(here)).map(({ structureId, about }) => `${about} ${structureId}`).sort()).toEqual(
		['sexey', 'madon', 'luneville'].map((key) => `dpo ${here.structure(key as Structure)}`).sort()
	);
});

test('one mail tried again after the end reaches the administrators where its holder left meanwhile', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	const gone = await holder(here, 'gone@client.example', 'sexey', 'dpo');
	const mailing = await mailingTo(here, ['sexey'], { kind: 'incident' });
	await start(here, mailing, { count: '1' });
	for (let half = 0; half < 6; half++) {
		await sendMailings(here.base);
		await deliverDue(here.base, { kinds: mailKinds, post: refusing(() => true), sender: SENDER });
		here.pass({ seconds: 30 });
	}
	expect(await read(here, mailing)).toMatchObject({ status: 'ended', totals: { failed: 1 } });
	await here.base.db.deleteFrom('referent').where('contactId', '=', gone).execute();
	const { id } = (await here.as('sam').outbox.list({ state: 'failed' })).mails[0]!;
	await here.as('sam').outbox.retry({ id });
	expect((await read(here, mailing)).status, 'a mail of it is under way').toBe('running');
	expect((await rounds(here, 3)).map(({ to }) => to)).toEqual([cast.adam.email]);
	expect(await told(here, mailing)).toEqual({
		gone: ['left_out changed', 'dpo'],
		'adam.ferry': ['sent', 'dpo stands in']
	});
	expect(await read(here, mailing)).toMatchObject({ status: 'ended', people: 2, sent: 1 });
});

test('two who write the same mailing do not overwrite each other unseen', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey']);
	const { revision: seen } = await read(here, mailing);
	await here.as('sam').mailings.write({ mailing, seen, ...CONTENT, textFr: 'De Sam.' });
	const late = here.as('alix').mailings.write({ mailing, seen, ...CONTENT, rate: 60 });
	expect(await refusalOf(late)).toMatchObject({ code: 'conflict', fields: { seen: expect.any(String) } });
	expect(await read(here, mailing)).toMatchObject({ textFr: 'De Sam.', rate: CONTENT.rate, revision: seen + 1 });
	await here.as('alix').mailings.write({ mailing, seen: seen + 1, ...CONTENT, rate: 60 });
});

test('what is in French only reaches somebody who reads English as a French mail, all of it', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	await here.base.db.updateTable('account').set({ locale: 'en' }).where('email', '=', cast.adam.email).execute();
	const mailing = await mailingTo(here, ['sexey'], { subjectEn: '', textEn: '' });
	await start(here, mailing);
	const [mail] = await rounds(here, 1);
	expect(mail!.html).toContain('lang="fr"');
	const preview = (await here.as('sam').mailings.preview({ mailing, locale: 'en' })).mail;
	expect(preview.html).toContain('lang="fr"');
	expect(mail!.text).not.toMatch(/This message|customer portal/);
});

test('addresses whose server puts them off hold up nobody else, and what is cancelled ends at once', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	for (let n = 0; n < 20; n++)
		await holder(here, `${n + 10}.${n % 2 ? 'fine' : 'off'}@client.example`, 'madon', 'technical');
	const mailing = await mailingTo(here, ['madon'], { rate: 60 });
	await start(here, mailing);
	const taken: string[] = [];
	const puttingOff = {
		async send({ to }: { to: string }) {
			if (to.includes('off')) throw Object.assign(new Error('451 later'), { responseCode: 451, command: 'RCPT TO' });
			taken.push(to);
		},
		close() {}
	};
	const sender = async () => ({ name: 'V', email: 'v@v.example', contact: '' });
	for (let half = 0; half < 50; half++) {
		await sendMailings(here.base);
		await deliverDue(here.base, { kinds: mailKinds, post: puttingOff, sender });
		here.pass({ seconds: 30 });
	}
	expect(taken).toHaveLength(10);
	expect(await read(here, mailing)).toMatchObject({ held: false, status: 'running', totals: { queued: 10, sent: 10 } });
	await here.as('sam').mailings.cancel({ mailing });
	// As one that was under way just then.
	const later = new Date(Date.parse(here.base.now()) + 14_400_000).toISOString();
	await here.base.db.updateTable('mail').set({ dueAt: later }).where('settledAt', 'is', null).execute();
	expect(await rounds(here, 2)).toEqual([]);
	expect(await read(here, mailing)).toMatchObject({ totals: { queued: 0 }, endedAt: expect.any(String) });
});

test('a text changed since it was seen is looked at again before it leaves', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey']);
	const { totals, listVersion } = await read(here, mailing);
	const { mailings } = here.as('sam');
	await mailings.write({ mailing, seen: 0, ...CONTENT, textFr: 'Autre chose.' });
	const startAs = { mailing, seen: totals.to_send, version: listVersion };
	expect(await refusalOf(mailings.start(startAs))).toMatchObject({ code: 'conflict' });
	await start(here, mailing);
});

test('nothing is to be filled in in the address of a link: it is told at its field', async () => {
	const here = await world();
	for (const textFr of [
		'[ici](https://a.example/{nom})',
		'[ici](<https://a.example/?p={first name}>)',
		'https://a.example/{prénom}',
		'[ici][x]\n\n[x]: https://a.example/{structure}'
	])
		expect(await refusalOf(mailingTo(here, [], { textFr })), textFr).toMatchObject({
			code: 'invalid',
			fields: { textFr: expect.stringContaining('lien') }
		});
	await mailingTo(here, [], { textFr: '[{nom}](https://a.example/100%) {prénom}' });
});

test('what is due is listed first, then the newest; and one that cannot be holds up no other', async () => {
	const here = await world();
	const [old, due, broken, newest] = [
		await mailingTo(here, ['sexey']),
		await mailingTo(here, ['sexey']),
		await mailingTo(here, ['sexey']),
		await mailingTo(here, ['sexey'])
	];
	await here.base.db.updateTable('mailing').set({ scheduledAt: here.base.now() }).where('id', '=', due).execute();
	await here.base.db.updateTable('mailing').set({ scheduledAt: here.base.now() }).where('id', '=', broken).execute();
	await holder(here, 'late@client.example', 'sexey', 'technical');
	await sql`create trigger broken before update of listed_at on mailing_structure
		when new.mailing_id = ${sql.lit(broken)} and new.listed_at is not null
		begin select raise(abort, 'broken'); end`.execute(here.base.db);
	const listing = async () =>
		Promise.all([old, due, broken, newest].map(async (mailing) => (await read(here, mailing)).listing));
	await sendMailings(here.base);
	expect(await listing()).toEqual([true, false, true, true]);
	expect((await read(here, due)).status).toBe('running');
	await sendMailings(here.base);
	expect(await listing()).toEqual([true, false, true, false]);
	await sendMailings(here.base);
	expect(await listing()).toEqual([false, false, true, false]);
});

test('each person reads their language, with what is theirs filled in, and what has no value is left away', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	for (const [email, key] of [
		['anna@client.example', 'madon'],
		['bert@client.example', 'luneville']
	] as const)
		await holder(here, email, key, 'technical');
	await here.base.db
		.updateTable('contact')
		.set({ firstName: '', lastName: '[clic](http://evil.example)<b>' })
		.where('email', '=', 'bert@client.example')
		.execute();
	await here.base.db
		.updateTable('account')
		.set({ email: 'anna@client.example', locale: 'en' })
		.where('email', '=', cast.noor.email)
		.execute();
	const textFr = 'Bonjour {prénom},\n\n{nom} de {Structure} : <img src=x onerror=alert(1)> [ici](javascript:alert(1))';
	const mailing = await mailingTo(here, ['madon', 'luneville'], { textFr });
	await start(here, mailing);
	const mails = await rounds(here, 1);
	const [anna, bert] = ['anna', 'bert'].map((who) => mails.find(({ to }) => to.startsWith(who))!);
	expect(anna).toMatchObject({ locale: 'en', subject: 'Maintenance' });
	expect(anna!.text).toContain('Hello Nadia,');
	expect(anna!.html).toContain('<strong>Outage</strong>');
	expect(bert!.locale).toBe('fr');
	expect(bert!.text).toContain('Bonjour,');
	expect(bert!.text).toContain('[clic](http://evil.example)<b> de ');
	expect(bert!.html).not.toMatch(/<img|<b>|javascript:|href="http:\/\/evil/);
	expect(bert!.html).toContain('[clic](http://evil.example)&#60;b&#62;');
});

test('a subject brings no header of its own, and what is unknown between braces is told at its field', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	await here.base.db
		.updateTable('structure')
		.set({ name: 'Mairie\r\nBcc: all@evil.example' })
		.where('id', '=', structure)
		.execute();
	const mailing = await mailingTo(here, ['sexey'], { subjectFr: 'Panne {structure}', subjectEn: '', textEn: '' });
	await start(here, mailing);
	const [mail] = await round(here);
	expect(mail!.subject).toBe('Panne Mairie Bcc: all@evil.example');
	expect(await refusalOf(mailingTo(here, [], { textFr: 'Bonjour {prenom}, le {date}' }))).toMatchObject({
		code: 'invalid',
		fields: { textFr: expect.stringContaining('{date}') }
	});
	expect(await refusalOf(mailingTo(here, [], { textEn: '' }))).toMatchObject({
		fields: { textEn: expect.any(String) }
	});
	expect(await refusalOf(mailingTo(here, [], { subjectEn: '' }))).toMatchObject({
		fields: { subjectEn: expect.any(String) }
	});
});

test('a test comes to whoever asked for it and to nobody else, marked, and changes nothing', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey', 'commercy']);
	const before = await read(here, mailing);
	await here.as('mona').mailings.test({ mailing });
	await here.as('sam').mailings.test({ mailing, locale: 'en' });
	const mails = await round(here);
	expect(mails.map(({ to, locale }) => [to, locale])).toEqual([
		[cast.mona.email, 'fr'],
		[cast.sam.email, 'en']
	]);
	expect(mails[0]!.subject).toBe('Essai – Maintenance');
	expect(mails[0]!.text).toMatch(/Ceci est un essai[^]*Bonjour Adam,[^]*référent technique de/);
	expect(await read(here, mailing)).toEqual(before);
});

test('where there is nobody to write to, why is told: no structure is chosen, or nobody of them can receive it', async () => {
	const here = await world();
	const mailing = await mailingTo(here, []);
	expect(await refusalOf(start(here, mailing))).toMatchObject({ code: 'conflict', message: m.mailings_nobody() });
	const { id: empty } = await here.as('sam').structures.create({ name: 'Atelier vide', customerNumber: 'V1' });
	await here.as('sam').mailings.choose({ mailing, act: 'add', structures: [empty] });
	expect(await refusalOf(start(here, mailing))).toMatchObject({
		code: 'conflict',
		message: m.mailings_nobody_in_them()
	});
	expect((await read(here, mailing)).status).toBe('draft');
});

test('a data incident has its number of people typed once more', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey', 'commercy'], { kind: 'incident' });
	const { totals } = await read(here, mailing);
	for (const count of [undefined, '', '1', 'deux'])
		expect(await refusalOf(start(here, mailing, count === undefined ? {} : { count })), count).toMatchObject({
			code: 'invalid',
			fields: { count: expect.any(String) }
		});
	await start(here, mailing, { count: ` ${totals.to_send} ` });
	expect((await read(here, mailing)).status).toBe('running');
});

test('a scheduled mailing starts at its moment, by the clock of the portal, with the list of then', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey']);
	for (const at of ['2020-01-01T08:00', 'demain', '2090-02-31T08:00', '2090-03-26T02:30'])
		expect(await refusalOf(start(here, mailing, { at })), at).toMatchObject({
			code: 'invalid',
			fields: { at: expect.any(String) }
		});
	const inAnHour = new Date(Date.parse(here.base.now()) + 3_600_000 + 60_000);
	const at = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'short' })
		.format(inAnHour)
		.replace(' ', 'T');
	await start(here, mailing, { at });
	expect(await read(here, mailing)).toMatchObject({ status: 'scheduled', scheduledAt: expect.any(String) });
	const { mailings } = here.as('sam');
	expect(await refusalOf(mailings.choose({ mailing, act: 'add_all' }))).toMatchObject({ code: 'conflict' });
	expect(await round(here)).toEqual([]);
	await mailings.unschedule({ mailing });
	expect(await read(here, mailing)).toMatchObject({ status: 'draft' });
	await start(here, mailing, { at });
	await holder(here, 'late@client.example', 'sexey', 'technical');
	here.pass({ hours: 1, seconds: 90 });
	const mails = await rounds(here, 2);
	expect(mails.map(({ to }) => to).sort()).toEqual([cast.adam.email, 'late@client.example'].sort());
	expect(await read(here, mailing)).toMatchObject({ status: 'ended', people: 2, sent: 2 });
});

test('it is paused, resumed and cancelled: who was not written to is not, and it is said', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	for (let n = 0; n < 12; n++) await holder(here, `p${n}@client.example`, 'madon', 'technical');
	const mailing = await mailingTo(here, ['madon'], { rate: 60 });
	const { mailings } = here.as('sam');
	await start(here, mailing);
	const first = (await rounds(here, 3)).length;
	await mailings.pause({ mailing });
	expect(await rounds(here, 10)).toEqual([]);
	expect((await read(here, mailing)).status).toBe('paused');
	await mailings.resume({ mailing });
	await sendMailings(here.base);
	await mailings.cancel({ mailing });
	expect(await rounds(here, 20), 'not even what was in the outbox').toEqual([]);
	const { totals, status, reasons } = await read(here, mailing);
	expect(status).toBe('cancelled');
	expect(totals).toMatchObject({ to_send: 0, queued: 0, sent: first, left_out: 12 - first });
	expect(reasons).toEqual([{ reason: 'cancelled', count: 12 - first }]);
	expect(await refusalOf(mailings.retryFailed({ mailing }))).toMatchObject({ code: 'conflict' });
});

test('whose mail was refused is told as failed with what the server said, and is tried again as the same mail', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey']);
	await start(here, mailing);
	await sendMailings(here.base);
	const refusing = {
		send: () => Promise.reject(Object.assign(new Error('550 No such user'), { responseCode: 550, command: 'RCPT TO' })),
		close() {}
	};
	const sender = async () => ({ name: 'V', email: 'v@v.example', contact: '' });
	await deliverDue(here.base, { kinds: mailKinds, post: refusing, sender });
	const refused = (await one(here, mailing, cast.adam.email))!;
	expect(refused).toMatchObject({ state: 'failed', failure: '550 No such user', messageId: expect.any(String) });
	here.pass({ seconds: 5 });
	await sendMailings(here.base);
	expect(await read(here, mailing)).toMatchObject({ status: 'ended', sent: 0, totals: { failed: 1 } });
	expect(await here.as('sam').mailings.retryFailed({ mailing })).toEqual({ count: 1 });
	here.pass({ seconds: 5 });
	const [mail] = await round(here);
	expect(mail!.messageId).toBe(refused.messageId);
	expect(await one(here, mailing, cast.adam.email)).toMatchObject({ state: 'sent', failure: '' });
	expect(await here.as('sam').mailings.retryFailed({ mailing })).toEqual({ count: 0 });
});

const SENDER = async () => ({ name: 'V', email: 'v@v.example', contact: '' });

/** A post office that refuses some addresses for good. */
const refusing = (refused: (to: string) => boolean) => ({
	async send({ to }: { to: string }) {
		if (refused(to)) throw Object.assign(new Error('550 No such user'), { responseCode: 550, command: 'RCPT TO' });
	},
	close() {}
});

test('a structure whose only mails were refused for good is told as not reached, and staff are asked who holds the role', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	await holder(here, 'gone@client.example', 'madon', 'technical');
	await holder(here, 'gone@client.example', 'sexey', 'technical');
	await holder(here, 'fine@client.example', 'sexey', 'technical');
	const mailing = await mailingTo(here, ['madon', 'sexey', 'commercy']);
	await start(here, mailing);
	const asked = async () => (await tasks(here)).map(({ structureId, about }) => `${structureId} ${about}`).sort();
	expect(await asked(), 'nobody holds it').toEqual([`${here.structure('commercy')} technical`]);
	expect((await read(here, mailing)).outcomes).toEqual({ reached: 2, stood_in: 1, unreached: 0 });

	for (let half = 0; half < 10; half++) {
		await sendMailings(here.base);
		await deliverDue(here.base, { kinds: mailKinds, post: refusing((to) => to.startsWith('gone')), sender: SENDER });
		here.pass({ seconds: 30 });
	}
	expect(await read(here, mailing)).toMatchObject({
		status: 'ended',
		outcomes: { reached: 1, stood_in: 1, unreached: 1 }
	});
	const { structures } = await here.as('sam').mailings.structures({ mailing, show: 'unreached' });
	expect(structures.map(({ id }) => id)).toEqual([here.structure('madon')]);
	expect(await asked()).toEqual(
		[`${here.structure('commercy')} technical`, `${here.structure('madon')} technical`].sort()
	);
	const proof = async () => {
		const [head, ...lines] = (await here.as('mona').mailings.export({ mailing })).csv.trim().split('\r\n');
		expect(head).toMatch(/;Structures non jointes$/);
		return Object.fromEntries(lines.map((line) => [line.split('@')[0]!, line.split(';').at(-1)]));
	};
	const { name } = structures[0]!;
	expect(await proof()).toMatchObject({ gone: name, fine: '' });

	await here.as('sam').mailings.retryFailed({ mailing });
	expect((await read(here, mailing)).outcomes, 'on its way again').toMatchObject({ unreached: 0 });
	await rounds(here, 2);
	expect(await read(here, mailing)).toMatchObject({
		status: 'ended',
		outcomes: { reached: 2, stood_in: 1, unreached: 0 }
	});
	expect(await proof()).toMatchObject({ gone: '', fine: '' });
});

test('a failure that comes back after the end is told too, and staff are asked', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	await holder(here, 'gone@client.example', 'madon', 'dpo');
	const mailing = await mailingTo(here, ['madon'], { kind: 'incident' });
	await start(here, mailing, { count: '1' });
	await rounds(here, 3);
	expect(await read(here, mailing)).toMatchObject({ status: 'ended', sent: 1, outcomes: { reached: 1, unreached: 0 } });
	const bounced = { failedAt: here.base.now(), settledAt: here.base.now(), sentAt: null, lastError: '550 bounced' };
	await here.base.db.updateTable('mail').set(bounced).where('recipient', '=', 'gone@client.example').execute();
	await sendMailings(here.base);
	expect(await read(here, mailing)).toMatchObject({
		status: 'ended',
		sent: 0,
		totals: { failed: 1, sent: 0 },
		outcomes: { reached: 0, unreached: 1 }
	});
	expect(await tasks(here)).toEqual([{ structureId: here.structure('madon'), about: 'dpo' }]);
});

test('who leaves before their mail does not hide that all others of the structure were refused', async () => {
	const here = await world();
	await here.base.db.deleteFrom('referent').execute();
	await holder(here, 'a.gone@client.example', 'madon', 'technical');
	const leaves = await holder(here, 'b.leaves@client.example', 'madon', 'technical');
	const mailing = await mailingTo(here, ['madon'], { rate: 60 });
	await start(here, mailing);
	const round = async () => {
		await sendMailings(here.base);
		await deliverDue(here.base, { kinds: mailKinds, post: refusing(() => true), sender: SENDER });
	};
	await round();
	expect((await read(here, mailing)).outcomes, 'the other is still to get it').toMatchObject({ reached: 1 });
	await here.base.db.deleteFrom('referent').where('contactId', '=', leaves).execute();
	for (let half = 0; half < 10; half++) {
		here.pass({ seconds: 30 });
		await round();
	}
	expect(await told(here, mailing)).toMatchObject({
		'a.gone': ['failed', 'technical'],
		'b.leaves': ['left_out changed', 'technical']
	});
	expect((await read(here, mailing)).outcomes).toEqual({ reached: 0, stood_in: 0, unreached: 1 });
});

test('the proof says of each address what became of its mail, and hides no formula', async () => {
	const here = await world();
	await here.base.db
		.updateTable('structure')
		.set({ name: '=HYPERLINK("http://evil.example")' })
		.where('id', '=', here.structure('sexey'))
		.execute();
	const mailing = await mailingTo(here, ['sexey', 'commercy']);
	await start(here, mailing);
	const mails = await rounds(here, 2);
	const { csv, next, name } = await here.as('mona').mailings.export({ mailing });
	expect(next).toBeNull();
	expect(name).toMatch(/^envoi-\d{4}-\d\d-\d\d\.csv$/);
	const lines = csv.trim().split('\r\n');
	expect(lines).toHaveLength(1 + mails.length);
	for (const { to, messageId } of mails)
		expect(lines.find((line) => line.startsWith(to))).toMatch(new RegExp(`;Envoyé;2\\d{3}-.*;${messageId};;$`));
	expect(csv).not.toMatch(/(^|;|"|\n)=HYPERLINK/m);
});

test('who gets it is worked out in parts, whatever their number, while others are answered', async () => {
	const here = await world();
	await sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < 6000)
		insert into structure (id, customer_number, name, ticket_visibility, created_at)
		select 's' || i, 'N' || i, 'Mairie ' || i, 'none', '2026-01-01' from n`.execute(here.base.db);
	await sql`insert into contact (id, structure_id, email, civility, first_name, last_name, phone, function, search_text,
			access, role, refusal_reason, created_at)
		select 'c' || id, id, 'a@' || id || '.example', '', 'A', 'B', '', '', '', 'active', 'administrator', '', '2026-01-01'
		from structure where id like 's%' and customer_number like 'N%'`.execute(here.base.db);
	const { mailings } = here.as('sam');
	const { id: mailing } = await mailings.create({ ...CONTENT, beginning: 'all' });
	expect((await read(here, mailing)).listing, 'the rest is the portal’s').toBe(true);
	while ((await read(here, mailing)).listing) await sendMailings(here.base);
	expect((await read(here, mailing)).totals.to_send).toBeGreaterThan(6000);
	const page = await mailings.recipients({ mailing, query: 'a@s59' });
	expect(page.recipients).toHaveLength(50);
	expect(page.next).not.toBeNull();
});

test('every act is noted, with who did it', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey']);
	const { mailings } = here.as('sam');
	await mailings.write({ mailing, seen: 0, ...CONTENT, subjectFr: 'Autre' });
	await mailings.test({ mailing });
	await start(here, mailing);
	await mailings.setRate({ mailing, rate: 100 });
	await mailings.pause({ mailing });
	await mailings.resume({ mailing });
	await mailings.cancel({ mailing });
	const entries = await here.base.db
		.selectFrom('auditEntry')
		.select(['act', 'accountId'])
		.where('act', 'like', 'mailing.%')
		.orderBy('id')
		.execute();
	const sam = await here.accountId('sam');
	expect(entries).toEqual(
		['created', 'structures_chosen', 'written', 'tested', 'started', 'rate_set', 'paused', 'resumed', 'cancelled'].map(
			(act) => ({ act: `mailing.${act}`, accountId: sam })
		)
	);
	expect(await refusalOf(mailings.write({ mailing, seen: 1, ...CONTENT }))).toMatchObject({ code: 'conflict' });
});

test('whom it wrote to is forgotten with the audit’s period after it ended, and how many it was stays', async () => {
	const here = await world();
	const mailing = await mailingTo(here, ['sexey', 'madon']);
	await start(here, mailing);
	await rounds(here, 2);
	expect((await read(here, mailing)).status).toBe('ended');
	const draft = await mailingTo(here, ['sexey']);
	expect(await forgetMailed(here.base, here.base.now())).toBeGreaterThan(0);
	expect(await listed(here, mailing)).toEqual([]);
	expect(await listed(here, draft)).toHaveLength(1);
	const holdings = await here.base.db.selectFrom('mailingHolding').select('mailingId').execute();
	expect(new Set(holdings.map(({ mailingId }) => mailingId))).toEqual(new Set([draft]));
	const { sent, people } = await read(here, mailing);
	expect([sent, people]).toEqual([people, sent]);
	expect(sent).toBeGreaterThan(1);
});
