import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { mintLink } from '#server/accounts/domain.ts';
import { housekeeping } from '#server/housekeeping.ts';
import { mailKinds } from '#server/mails.ts';
import { deliverDue } from '#server/platform/outbox.ts';
import { saveVendor } from '#server/vendor/domain.ts';
import { listImported } from '../../../../tests/support/imported.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { cast, jar, world, type World } from '../../../../tests/support/world.ts';
import { sendCampaigns } from './domain.ts';

const password = 'Nouveau-mot2passe!';
const ADMINISTRATOR = { access: 'none', formerAdministratorAt: '2020-01-01T00:00:00.000Z' } as const;

const addresses = (count: number) =>
	Array.from({ length: count }, (_, n) => `p${String(n).padStart(4, '0')}@ancien.example`);

/** A portal whose imported people are these, and a campaign about their structure. */
async function campaignFor(emails: string[], rate = 60) {
	const here = await world();
	for (const email of emails) await listImported(here, email, 'maron');
	const { id: campaign } = await here.as('mona').campaigns.create({ name: 'Maron', beginning: 'none', rate });
	await here.as('mona').campaigns.choose({ campaign, act: 'add', structures: [here.structure('maron')] });
	return { here, campaign };
}

const read = (here: World, campaign: string) => here.as('sam').campaigns.read({ campaign });
const everybody = async (here: World, campaign: string) =>
	(await here.as('sam').campaigns.recipients({ campaign })).recipients;
/** The same without those the structures hold anyway. */
const people = async (here: World, campaign: string) =>
	(await everybody(here, campaign)).filter(({ email }) => email.endsWith('@ancien.example'));
const stateOf = async (here: World, campaign: string, email: string) =>
	(await people(here, campaign)).find((one) => one.email === email)?.state;

async function start(here: World, campaign: string) {
	const { totals } = await read(here, campaign);
	await here.as('mona').campaigns.start({ campaign, seen: totals.to_send });
}

/** What the running portal does by itself, once: campaigns hand out their mails, and the outbox sends them. */
async function round(here: World) {
	await sendCampaigns(here.base);
	return here.mails();
}

/** The same for as long as the clock says, every half minute as the worker looks. */
async function rounds(here: World, minutes: number) {
	const sent = [];
	for (let half = 0; half < minutes * 2; half++) {
		sent.push(...(await round(here)));
		here.pass({ seconds: 30 });
	}
	return sent;
}

const tokenIn = ({ text }: { text: string }) => /\/activation\/([\w-]{43})/.exec(text)![1]!;

test('people of several structures are written to once, and who is left out is told with the reason', async () => {
	const here = await world();
	await listImported(here, 'several@ancien.example', 'maron');
	await listImported(here, 'several@ancien.example', 'saintois', { access: 'locked' });
	await listImported(here, 'several@ancien.example', 'luneville', ADMINISTRATOR);
	await listImported(here, 'administrator@ancien.example', 'maron', ADMINISTRATOR);
	await listImported(here, 'locked@ancien.example', 'maron', { access: 'locked' });
	await listImported(here, 'refused@ancien.example', 'maron', { access: 'refused' });
	await listImported(here, 'refused@ancien.example', 'saintois', { access: 'none' });
	await listImported(here, 'invited@ancien.example', 'maron', { access: 'invited' });
	await listImported(here, 'nobody@ancien.example', 'maron', { access: 'none' });
	await listImported(here, 'pas une adresse', 'maron');
	await listImported(here, cast.vera.email, 'maron');
	await listImported(here, cast.sam.email, 'maron');
	const gone = await listImported(here, 'gone@ancien.example', 'maron');
	await here.as('sam').contacts.remove({ structure: here.structure('maron'), contact: gone });

	const { campaigns } = here.as('mona');
	const { id: campaign } = await campaigns.create({ name: 'Toutes', beginning: 'all', rate: 60 });
	const found = new Map((await everybody(here, campaign)).map((one) => [one.email, one]));
	const told = (email: string) => [found.get(email)?.state, found.get(email)?.reason];
	expect(told('several@ancien.example')).toEqual(['to_send', '']);
	expect(found.get('several@ancien.example')!.structures).toHaveLength(3);
	expect(told('administrator@ancien.example')).toEqual(['to_send', '']);
	expect(told('locked@ancien.example')).toEqual(['left_out', 'kept_out']);
	expect(told('refused@ancien.example')).toEqual(['left_out', 'not_invited']);
	expect(told('invited@ancien.example')).toEqual(['left_out', 'invited']);
	expect(told('nobody@ancien.example')).toEqual(['left_out', 'not_invited']);
	expect(told('pas une adresse')).toEqual(['left_out', 'invalid']);
	expect(told(cast.vera.email)).toEqual(['left_out', 'came']);
	expect(told(cast.sam.email)).toEqual(['left_out', 'staff']);
	expect(told('gone@ancien.example')).toEqual(['left_out', 'removed']);

	const { totals, reasons, people: all } = await read(here, campaign);
	expect(all).toBe(totals.to_send);
	expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(totals.left_out);
	await start(here, campaign);
	const mails = await rounds(here, 20);
	expect(mails.filter(({ to }) => to === 'several@ancien.example')).toHaveLength(1);
	expect(new Set(mails.map(({ to }) => to)).size).toBe(mails.length);
	expect(mails.some(({ to }) => /^(locked|refused|invited|nobody|gone)@/.test(to))).toBe(false);
});

test('structures are added and taken away, and the people with them', async () => {
	const here = await world();
	await listImported(here, 'one@ancien.example', 'maron');
	await listImported(here, 'both@ancien.example', 'maron', { access: 'locked' });
	await listImported(here, 'both@ancien.example', 'saintois');
	const { campaigns } = here.as('mona');
	const { id: campaign } = await campaigns.create({ name: 'Choix', beginning: 'none', rate: 60 });
	const [maron, saintois] = [here.structure('maron'), here.structure('saintois')];
	const of = async () =>
		Object.fromEntries(
			(await people(here, campaign))
				.filter(({ email }) => email.endsWith('@ancien.example'))
				.map((one) => [one.email, one.reason])
		);
	await campaigns.choose({ campaign, act: 'add', structures: [maron] });
	expect(await of()).toEqual({ 'both@ancien.example': 'kept_out', 'one@ancien.example': '' });
	await campaigns.choose({ campaign, act: 'add', structures: [saintois, saintois, 'unknown'] });
	expect(await of()).toEqual({ 'both@ancien.example': '', 'one@ancien.example': '' });
	expect((await campaigns.structures({ campaign, chosen: true })).structures.map(({ id }) => id).sort()).toEqual(
		[maron, saintois].sort()
	);
	await campaigns.choose({ campaign, act: 'remove', structures: [saintois] });
	expect(await of()).toEqual({ 'both@ancien.example': 'kept_out', 'one@ancien.example': '' });
	await campaigns.choose({ campaign, act: 'remove_all', structures: [] });
	expect(await everybody(here, campaign)).toEqual([]);
	expect(await refusalOf(campaigns.choose({ campaign, act: 'add', structures: [] }))).toMatchObject({
		code: 'invalid'
	});
	expect(await refusalOf(campaigns.start({ campaign, seen: 0 }))).toMatchObject({ code: 'conflict' });
});

test('structures a started campaign is about are reached, and their people are not written to twice', async () => {
	const { here, campaign } = await campaignFor(addresses(2));
	const { campaigns } = here.as('mona');
	const unreached = async () =>
		(await read(here, (await campaigns.create({ name: 'Autre', beginning: 'unreached', rate: 60 })).id)).structures;
	const before = await unreached();
	await start(here, campaign);
	expect(await unreached()).toBe(before - 1);
	const { id: other } = await campaigns.create({ name: 'Autre', beginning: 'none', rate: 60 });
	await campaigns.choose({ campaign: other, act: 'add', structures: [here.structure('maron')] });
	const reasons = (await people(here, other)).filter(({ email }) => email.endsWith('@ancien.example'));
	expect(reasons.map(({ reason }) => reason)).toEqual(['written', 'written']);
});

test('a list is worked out on where a stop interrupted it, and a campaign waits for it', async () => {
	const { here, campaign } = await campaignFor(addresses(3));
	await here.base.db.deleteFrom('campaignRecipient').execute();
	await here.base.db.updateTable('campaignStructure').set({ listedAt: null }).execute();
	expect((await read(here, campaign)).listing).toBe(true);
	expect(await refusalOf(here.as('mona').campaigns.start({ campaign, seen: 0 }))).toMatchObject({ code: 'conflict' });
	await sendCampaigns(here.base);
	expect(await read(here, campaign)).toMatchObject({ listing: false, totals: { to_send: 3 } });
});

test('a list worked out anew by several at once is as complete as by one', async () => {
	const { here, campaign } = await campaignFor(addresses(2500));
	const anew = () => here.as('mona').campaigns.listAnew({ campaign });
	await Promise.all([anew(), sendCampaigns(here.base), sendCampaigns(here.base), anew(), sendCampaigns(here.base)]);
	while ((await read(here, campaign)).listing) await sendCampaigns(here.base);
	expect((await read(here, campaign)).totals.to_send).toBe(2500);
	// Stopped while the former list was being emptied.
	await here.base.db.updateTable('campaign').set({ emptyingAt: here.base.now() }).execute();
	await here.base.db.updateTable('campaignStructure').set({ listedAt: null }).execute();
	expect(await refusalOf(here.as('mona').campaigns.start({ campaign, seen: 2500 }))).toMatchObject({
		code: 'conflict'
	});
	await sendCampaigns(here.base);
	expect(await read(here, campaign)).toMatchObject({ listing: false, totals: { to_send: 2500 } });
});

test('a list is worked out anew for who came onto it since, and a list that changed is looked at again', async () => {
	const { here, campaign } = await campaignFor(addresses(2));
	await listImported(here, 'late@ancien.example', 'maron');
	const { campaigns } = here.as('mona');
	await campaigns.listAnew({ campaign });
	expect((await read(here, campaign)).totals.to_send).toBe(3);
	expect(await refusalOf(campaigns.start({ campaign, seen: 2 }))).toMatchObject({ code: 'conflict' });
	await campaigns.start({ campaign, seen: 3 });
	await campaigns.start({ campaign, seen: 3 });
	for (const act of [campaigns.listAnew({ campaign }), campaigns.discard({ campaign })])
		expect(await refusalOf(act)).toMatchObject({ code: 'conflict' });
});

test('where there is nobody to write to, why is told: no structure is chosen, or nobody of them is to be invited', async () => {
	const here = await world();
	const { campaigns } = here.as('mona');
	const { id: campaign } = await campaigns.create({ name: 'Vide', beginning: 'none', rate: 60 });
	const refusal = () => refusalOf(campaigns.start({ campaign, seen: 0 }));
	expect(await refusal()).toMatchObject({ code: 'conflict', message: m.campaigns_nobody() });
	const { id: empty } = await here.as('sam').structures.create({ name: 'Atelier vide', customerNumber: 'V1' });
	await campaigns.choose({ campaign, act: 'add', structures: [empty] });
	expect(await refusal()).toMatchObject({ code: 'conflict', message: m.campaigns_nobody_in_them() });
	expect((await read(here, campaign)).startedAt).toBeNull();
});

test('mails leave at the rate that was set, no more an hour, whatever happens meanwhile', async () => {
	const { here, campaign } = await campaignFor(addresses(150), 60);
	await start(here, campaign);
	const first = await rounds(here, 60);
	expect(first.length).toBeGreaterThanOrEqual(59);
	expect(first.length).toBeLessThanOrEqual(61);
	// Woken for other mails at any time, it sends no more for it.
	let more = 0;
	for (let second = 0; second < 600; second += 5) {
		more += (await round(here)).length;
		here.pass({ seconds: 5 });
	}
	expect(more).toBeGreaterThanOrEqual(9);
	expect(more).toBeLessThanOrEqual(11);
	// Stopped for a day, it makes no flood of what it missed.
	here.pass({ days: 1 });
	expect((await round(here)).length).toBeLessThanOrEqual(2);
	await here.as('mona').campaigns.change({ campaign, name: 'Plus vite', rate: 600 });
	here.pass({ seconds: 60 });
	expect((await round(here)).length).toBeGreaterThan(9);
});

test('nobody is written to twice for one cause, however often and at once the portal looks', async () => {
	const emails = addresses(40);
	const { here, campaign } = await campaignFor(emails, 3600);
	await start(here, campaign);
	const sent: string[] = [];
	for (let turn = 0; turn < 20; turn++) {
		await Promise.all([sendCampaigns(here.base), sendCampaigns(here.base)]);
		sent.push(...(await here.mails()).map(({ to }) => to));
		here.pass({ seconds: 7 });
	}
	expect(sent.sort()).toEqual(emails);
	expect(await read(here, campaign)).toMatchObject({ status: 'ended', totals: { sent: 40, queued: 0, to_send: 0 } });
});

test('a pause stops it, over any time, and it goes on where it was', async () => {
	const { here, campaign } = await campaignFor(addresses(10), 60);
	const { campaigns } = here.as('mona');
	await start(here, campaign);
	const sent = (await rounds(here, 3)).length;
	await campaigns.pause({ campaign });
	expect(await rounds(here, 10)).toEqual([]);
	expect(await read(here, campaign)).toMatchObject({ status: 'paused' });
	await campaigns.resume({ campaign });
	expect(sent + (await rounds(here, 12)).length).toBe(10);
	expect(await read(here, campaign)).toMatchObject({ status: 'ended' });
});

test('while mails cannot leave, a campaign waits instead of piling them up', async () => {
	const { here, campaign } = await campaignFor(addresses(60), 60);
	await start(here, campaign);
	const post = { send: () => Promise.reject(new Error('down')), close() {} };
	const sender = async () => ({ name: 'V', email: 'v@v.example', contact: '' });
	for (let minute = 0; minute < 30; minute++) {
		await sendCampaigns(here.base);
		await deliverDue(here.base, { kinds: mailKinds, post, sender });
		here.pass({ seconds: 60 });
	}
	const { totals, held } = await read(here, campaign);
	expect({ queued: totals.queued, held }).toEqual({ queued: 5, held: true });
	await here.as('mona').campaigns.pause({ campaign });
	here.pass({ hours: 5 });
	expect(await here.mails(), 'what is in the outbox leaves, and no more').toHaveLength(5);
	expect((await read(here, campaign)).totals).toMatchObject({ queued: 0, sent: 5, to_send: 55 });
});

test('each person’s state says what became of the mail, the link and the account', async () => {
	const emails = addresses(4);
	const { here, campaign } = await campaignFor(emails, 3600);
	const [opens, comes, late, waits] = emails as [string, string, string, string];
	const state = (email: string) => stateOf(here, campaign, email);
	await start(here, campaign);
	await sendCampaigns(here.base);
	expect(await state(opens)).toBe('queued');
	const mails = await rounds(here, 1);
	for (const email of emails) expect(await state(email)).toBe('sent');
	const tokenOf = (email: string) => tokenIn(mails.find(({ to }) => to === email)!);

	const { accounts } = here.visitor();
	await accounts.activation({ token: tokenOf(opens) });
	expect(await state(opens), 'fetched, by whatever fetches').toBe('sent');
	await accounts.noteActivationOpened({ token: tokenOf(opens) });
	expect(await state(opens)).toBe('opened');
	here.pass({ days: 1 });
	await accounts.activate({ token: tokenOf(comes), password, confirmation: password });
	expect(await state(comes)).toBe('activated');

	here.pass({ days: 13, hours: 1 });
	await round(here);
	expect([await state(opens), await state(late), await state(comes)]).toEqual(['expired', 'expired', 'activated']);
	// A link asked for on the expired page is good again.
	await accounts.sendActivationAgain({ token: tokenOf(late) });
	const [again] = await here.mails();
	expect(await state(late)).toBe('sent');
	await accounts.noteActivationOpened({ token: tokenIn(again!) });
	expect(await state(late)).toBe('opened');

	// Somebody may come by another way.
	await accounts.signUp({ firstName: 'N', lastName: 'W', email: waits, password, confirmation: password });
	const [proof] = await here.mails();
	await accounts.proveAddress({ token: /\/verify\/(\S+)/.exec(proof!.text)![1]!, password });
	expect(await state(waits)).toBe('activated');

	const { days, totals } = await read(here, campaign);
	expect(totals).toMatchObject({ activated: 2, opened: 1, expired: 1 });
	expect(days.at(-1)!.total).toEqual({ sent: 4, opened: 4, activated: 2 });
	expect(days[0]).toMatchObject({ sent: 4, total: { sent: 4, activated: 0 } });
	expect(days).toHaveLength(15);
});

test('a mail that was given up says why, and is sent when tried again', async () => {
	const { here, campaign } = await campaignFor(addresses(1), 3600);
	await start(here, campaign);
	await sendCampaigns(here.base);
	const refused = Object.assign(new Error('550 no such user'), { responseCode: 550, command: 'RCPT TO' });
	const post = { send: () => Promise.reject(refused), close() {} };
	const sender = async () => ({ name: 'V', email: 'v@v.example', contact: '' });
	await deliverDue(here.base, { kinds: mailKinds, post, sender });
	const [person] = await people(here, campaign);
	expect(person).toMatchObject({ state: 'failed', failure: '550 no such user' });
	const { mails } = await here.as('sam').outbox.list({ state: 'failed' });
	await here.as('sam').outbox.retry({ id: mails.find(({ recipient }) => recipient === person!.email)!.id });
	expect(await stateOf(here, campaign, person!.email)).toBe('queued');
	await here.mails();
	expect((await people(here, campaign))[0]).toMatchObject({ state: 'sent', failure: '' });
});

test('who came or was shut out between the list and their mail gets none', async () => {
	const [comes, locked, meanwhile] = addresses(3) as [string, string, string];
	const { here, campaign } = await campaignFor([comes, locked, meanwhile], 3600);
	await start(here, campaign);
	const token = await mintLink(here.base, { purpose: 'activation', email: comes });
	await here.visitor().accounts.activate({ token, password, confirmation: password });
	const lock = (email: string) =>
		here.base.db.updateTable('contact').set({ access: 'locked' }).where('email', '=', email).execute();
	await lock(locked);
	await rounds(here, 1).then((mails) =>
		expect(mails.filter(({ to }) => to.startsWith('p')).map(({ to }) => to)).toEqual([meanwhile])
	);
	expect(await stateOf(here, campaign, comes)).toBe('activated');
	expect((await people(here, campaign)).find(({ email }) => email === locked)).toMatchObject({
		state: 'left_out',
		reason: 'changed'
	});
	// Locked while the mail waited.
	const { recipients } = await here.as('sam').campaigns.recipients({ campaign, filter: 'sent' });
	await here.as('sam').campaigns.resend({ campaign, recipients: recipients.map(({ id }) => id) });
	here.pass({ seconds: 30 });
	await sendCampaigns(here.base);
	await lock(meanwhile);
	expect(await here.mails()).toEqual([]);
	expect(await stateOf(here, campaign, meanwhile)).toBe('left_out');
});

test('whoever did not come within some days is written to once more, and who came is not', async () => {
	const emails = addresses(3);
	const { here, campaign } = await campaignFor(emails, 3600);
	const { campaigns } = here.as('mona');
	await start(here, campaign);
	const mails = await rounds(here, 1);
	const token = tokenIn(mails.find(({ to }) => to === emails[0])!);
	await here.visitor().accounts.activate({ token, password, confirmation: password });
	await here.mails();
	expect(await campaigns.resendLate({ campaign, days: 7 })).toEqual({ count: 0 });
	here.pass({ days: 7 });
	expect(await campaigns.resendLate({ campaign, days: 7 })).toEqual({ count: 2 });
	expect(await campaigns.resendLate({ campaign, days: 7 }), 'asked twice').toEqual({ count: 0 });
	expect((await read(here, campaign)).status).toBe('running');
	const again = await rounds(here, 1);
	expect(again.map(({ to }) => to)).toEqual(emails.slice(1));
	expect(await read(here, campaign)).toMatchObject({ totals: { sent: 2, activated: 1 } });
	const days = (await read(here, campaign)).days;
	expect(days.at(-1)!.total.sent, 'people, not mails').toBe(3);
});

test('an agent sends one person their link again, and does not start, pause or write to all', async () => {
	const { here, campaign } = await campaignFor(addresses(2), 3600);
	const { campaigns } = here.as('sam');
	const ids = async () => (await people(here, campaign)).map(({ id }) => id);
	expect(await refusalOf(campaigns.resend({ campaign, recipients: await ids() }))).toMatchObject({ code: 'conflict' });
	expect(await refusalOf(campaigns.start({ campaign, seen: 2 }))).toMatchObject({ code: 'forbidden' });
	await start(here, campaign);
	await rounds(here, 1);
	const [one] = await ids();
	expect(await campaigns.resend({ campaign, recipients: [one!] })).toEqual({ count: 1 });
	expect(await campaigns.resend({ campaign, recipients: [one!] }), 'asked twice').toEqual({ count: 0 });
	expect(await rounds(here, 1)).toHaveLength(1);
	for (const act of [campaigns.pause({ campaign }), campaigns.resendLate({ campaign, days: 1 })])
		expect(await refusalOf(act)).toMatchObject({ code: 'forbidden' });
	const { here: elsewhere, campaign: other } = await campaignFor(addresses(1));
	await start(elsewhere, other);
	expect(await elsewhere.as('sam').campaigns.resend({ campaign: other, recipients: [999_999] })).toEqual({ count: 0 });
});

test('the message shown before is the one that leaves, but for the secret of its link', async () => {
	const [email] = addresses(1) as [string];
	const { here, campaign } = await campaignFor([email], 3600);
	await listImported(here, email, 'luneville', ADMINISTRATOR);
	const recipient = (await people(here, campaign))[0]!.id;
	await saveVendor(here.base, { name: 'DEFI Informatique', phone: '03 53 01 54 00' });
	const { mail: shown } = await here.as('mona').campaigns.preview({ campaign, recipient });
	await start(here, campaign);
	const [left] = await rounds(here, 1);
	const token = tokenIn(left!);
	for (const part of ['subject', 'to', 'text', 'html'] as const)
		expect(left![part].replaceAll(token, '…'), part).toBe(shown![part]);
	expect((await here.as('mona').campaigns.preview({ campaign })).mail, 'nobody left').toBeNull();
});

test('the list of states opens in a spreadsheet, part by part, and holds no formula', async () => {
	const { here, campaign } = await campaignFor(addresses(1100), 60);
	await here.base.db
		.updateTable('contact')
		.set({ lastName: '=cmd()' })
		.where('email', '=', 'p0000@ancien.example')
		.execute();
	const first = await here.as('sam').campaigns.export({ campaign });
	const second = await here.as('sam').campaigns.export({ campaign, after: first.next! });
	expect(second.next).toBeNull();
	const lines = (first.csv + second.csv).replace('\ufeff', '').trimEnd().split('\r\n');
	expect(lines.filter((line) => line.includes('@ancien.example'))).toHaveLength(1100);
	expect(lines[0]).toContain('E-mail');
	expect(lines.filter((line) => line === lines[0])).toHaveLength(1);
	expect(lines.find((line) => line.startsWith('p0000@'))).toContain("'=cmd()");
});

test('people are found page by page and by the beginning of their address', async () => {
	const emails = addresses(120);
	const { here, campaign } = await campaignFor(emails, 60);
	const seen: string[] = [];
	let after: string | undefined;
	do {
		const page = await here.as('sam').campaigns.recipients({ campaign, filter: 'to_send', after });
		seen.push(...page.recipients.map(({ email }) => email));
		after = page.next ?? undefined;
	} while (after);
	expect(seen).toEqual(emails);
	const found = await here.as('sam').campaigns.recipients({ campaign, query: 'P0011' });
	expect(found.recipients.map(({ email }) => email)).toEqual(['p0011@ancien.example']);
});

test('everything done to a campaign is written down', async () => {
	const { here, campaign } = await campaignFor(addresses(1), 3600);
	const { campaigns } = here.as('mona');
	await campaigns.listAnew({ campaign });
	await campaigns.change({ campaign, name: 'Autre', rate: 3600 });
	await start(here, campaign);
	await campaigns.pause({ campaign });
	await campaigns.resume({ campaign });
	await rounds(here, 1);
	here.pass({ days: 2 });
	await campaigns.resendLate({ campaign, days: 1 });
	const { id: draft } = await campaigns.create({ name: 'Brouillon', beginning: 'all', rate: 60 });
	await campaigns.discard({ campaign: draft });
	expect(await refusalOf(campaigns.read({ campaign: draft }))).toMatchObject({ code: 'not_found' });
	const acts = (await here.base.db.selectFrom('auditEntry').select(['act', 'subjectId']).orderBy('id').execute())
		.filter(({ act }) => act.startsWith('campaign.'))
		.map(({ act, subjectId }) => `${act} ${subjectId === campaign ? 'it' : 'draft'}`);
	expect(acts).toEqual([
		'campaign.created it',
		'campaign.structures_chosen it',
		'campaign.listed_anew it',
		'campaign.changed it',
		'campaign.started it',
		'campaign.paused it',
		'campaign.resumed it',
		'campaign.resent it',
		'campaign.created draft',
		'campaign.structures_chosen draft',
		'campaign.discarded draft'
	]);
});

test('an invitation to a campaign opens as one link for the person in it', async () => {
	const [email] = addresses(1) as [string];
	const { here, campaign } = await campaignFor([email], 3600);
	await start(here, campaign);
	const [mail] = await rounds(here, 1);
	const browser = jar();
	await here.visitor(browser).accounts.activate({ token: tokenIn(mail!), password, confirmation: password });
	expect((await here.visitor(browser).accounts.me()).account.email).toBe(email);
});

test('a stop in the middle of handing out mails loses none and sends none twice', async () => {
	const emails = addresses(5);
	const { here, campaign } = await campaignFor(emails, 3600);
	await start(here, campaign);
	here.pass({ seconds: 30 });
	const { db } = here.base;
	await sql`create trigger stop before update of outbox_id on campaign_recipient when new.email = ${sql.lit(emails[3]!)}
		begin select raise(abort, 'stopped'); end`.execute(db);
	await sendCampaigns(here.base);
	expect(await db.selectFrom('outbox').select('id').where('kind', '=', 'campaign.invited').execute()).toEqual([]);
	expect((await read(here, campaign)).totals).toMatchObject({ to_send: 5, queued: 0 });
	await sql`drop trigger stop`.execute(db);
	expect((await rounds(here, 1)).map(({ to }) => to)).toEqual(emails);
});

test('a portal that was stopped goes on with its campaigns, and forgets long after whom they wrote to', async () => {
	const emails = addresses(4);
	const { here, campaign } = await campaignFor(emails, 60);
	await start(here, campaign);
	const folder = mkdtempSync(join(tmpdir(), 'mails-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const sent: string[] = [];
	for (let start = 0; start < 6; start++) {
		// Each time as a portal that has just been started does.
		await housekeeping(here.base, folder)();
		sent.push(...(await here.mails()).map(({ to }) => to).filter((to) => emails.includes(to)));
		here.pass({ seconds: 60 });
	}
	expect(sent).toEqual(emails);
	expect(await read(here, campaign)).toMatchObject({ status: 'ended' });
	here.pass({ days: here.base.settings.keepAuditDays - 1 });
	await housekeeping(here.base, folder)();
	expect(await people(here, campaign)).toHaveLength(4);
	here.pass({ days: 2 });
	await housekeeping(here.base, folder)();
	expect(await people(here, campaign)).toEqual([]);
	expect((await read(here, campaign)).days.at(-1)!.total.sent).toBe(4);
});
