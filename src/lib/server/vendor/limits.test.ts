import { expect, test } from 'vitest';
import { LIMIT_BOUNDS, LIMIT_NAMES } from '#lib/schemas/limit-bounds.ts';
import { limitsOf } from '#server/platform/stored-limits.ts';
import { readSettings } from '#server/platform/settings.ts';
import { describe } from '#server/platform/trpc.ts';
import { receive } from '#server/incoming/domain.ts';
import { passTime } from '#server/tickets/domain.ts';
import { remindOfWaiting } from '#server/contacts/domain.ts';
import { put } from '../../../../tests/support/files.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world } from '../../../../tests/support/world.ts';

const refusal = async (answer: Promise<unknown>) => describe(await answer.catch((error: unknown) => error));

test('until somebody sets them the limits are those everybody knows', async () => {
	const { base } = await world();
	expect(await limitsOf(base)).toEqual({
		maxFiles: 10,
		maxFileMb: 25,
		maxFileBytes: 25 * 1024 * 1024,
		remindDays: 5,
		closeDays: 7,
		reopenDays: 14,
		invitationDays: 7,
		remindAdministratorsDays: 2,
		remindStaffDays: 7,
		mailAfterPushMinutes: 15
	});
});

test.each(LIMIT_NAMES)('%s takes its bounds and nothing beyond', async (name) => {
	const { as, base } = await world();
	const { min, max } = LIMIT_BOUNDS[name];
	// What hangs together is given room first.
	await as('mona').vendor.setLimits({ remindDays: 1, closeDays: 60, remindAdministratorsDays: 1, remindStaffDays: 60 });
	const before = await limitsOf(base);
	for (const value of [min - 1, max + 1, min + 0.5, NaN, '', 'dix', '1e1', -1]) {
		const told = await refusal(as('mona').vendor.setLimits({ [name]: value }));
		expect(told, String(value)).toMatchObject({ code: 'invalid', fields: { [name]: expect.any(String) as string } });
		expect(await limitsOf(base)).toEqual(before);
	}
	for (const value of [min, String(max)]) {
		await as('mona').vendor.setLimits({ [name]: value });
		expect((await limitsOf(base))[name]).toBe(Number(value));
	}
});

test('a reminder comes a day before the end at least, and staff are not reminded before administrators', async () => {
	const { as } = await world();
	const told = async (input: object) => (await refusal(as('mona').vendor.setLimits(input))).fields;
	expect(await told({ remindDays: 7 })).toHaveProperty('remindDays');
	expect(await told({ closeDays: 5 })).toHaveProperty('remindDays');
	expect(await told({ remindAdministratorsDays: 8 })).toHaveProperty('remindStaffDays');
	await as('mona').vendor.setLimits({ remindDays: 6, remindAdministratorsDays: 7 });
});

test('what the environment fixes wins, is named, and cannot be set', async () => {
	const here = await world();
	await here.as('mona').vendor.setLimits({ maxFiles: 3, maxFileMb: 4 });
	const settings = readSettings({ DATA_DIR: '/nonexistent', LOG_LEVEL: 'silent', MAX_FILES: '5', MAX_FILE_MB: '2.5' });
	Object.assign(here.base, { settings });
	const { values, fixed } = await here.as('mona').vendor.limits();
	expect(values).toMatchObject({ maxFiles: 5, maxFileMb: 2.5 });
	expect(fixed).toEqual({ maxFiles: 'MAX_FILES', maxFileMb: 'MAX_FILE_MB' });
	const told = await refusal(here.as('mona').vendor.setLimits({ maxFiles: 6 }));
	expect(told.fields!.maxFiles).toContain('MAX_FILES');
	await here.as('mona').vendor.setLimits({ reopenDays: 3 });
	Object.assign(here.base, { settings: readSettings({ DATA_DIR: '/nonexistent', LOG_LEVEL: 'silent' }) });
	expect(await limitsOf(here.base)).toMatchObject({ maxFiles: 3, maxFileMb: 4, reopenDays: 3 });
});

test('without a restart, uploads, messages and mails take as many files as are allowed now', async () => {
	const { as, base, structure, mails, visitor } = await world();
	await as('mona').vendor.setLimits({ maxFiles: 1, maxFileMb: 1 });
	expect((await visitor().vendor.show()).fileLimits).toEqual({ count: 1, bytes: 1024 * 1024 });
	await put(as('vera'), 'juste.txt', 'a'.repeat(1024 * 1024));
	expect((await refusal(put(as('vera'), 'trop.txt', 'a'.repeat(1024 * 1024 + 1)))).code).toBe('too_large');
	const files = [await put(as('vera'), 'a.txt', 'a'), await put(as('vera'), 'b.txt', 'b')];
	const open = () => as('vera').tickets.open({ ...draft(structure('sexey')), files });
	expect((await refusal(open())).fields).toHaveProperty('files');
	await as('mona').vendor.setLimits({ maxFiles: 2 });
	const { number } = await open();
	await as('mona').vendor.setLimits({ maxFiles: 1 });

	await mails();
	const part = (name: string) =>
		`--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\nBonjour ${name}\r\n`;
	const raw = `From: ${cast.vera.email}\r\nSubject: Re: [#${number}]\r\nMessage-ID: <limits@mail.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nVoici.\r\n${part('un.txt')}${part('deux.txt')}--x--\r\n`;
	await receive(base, Buffer.from(raw));
	const waiting = await base.db.selectFrom('incomingMail').select('id').execute();
	await as('sam').incoming.attach({ id: waiting[0]!.id, number });
	const { messages } = await as('sam').tickets.read({ number });
	expect(messages.at(-1)!.files.map(({ name }) => name)).toEqual(['un.txt']);
	expect(messages.at(-1)!.body).toContain('deux.txt');
});

test('a resolved ticket is reminded of, closes and opens again by the days set, also for one that waits already', async () => {
	const { as, base, structure, pass, mails } = await world();
	const { number } = await as('vera').tickets.open(draft(structure('sexey')));
	await as('sam').tickets.setStatus({ number, status: 'resolved' });
	await as('mona').vendor.setLimits({ remindDays: 1, closeDays: 2, reopenDays: 3 });
	const status = async () => (await as('sam').tickets.read({ number })).status;
	const get = () => as('vera').tickets.get({ structure: structure('sexey'), number });
	pass({ days: 1, seconds: -60 });
	await passTime(base);
	expect(
		(await mails()).filter(({ subject }) => subject.includes(String(number)) && /rappel|clore/i.test(subject))
	).toEqual([]);
	pass({ seconds: 120 });
	await passTime(base);
	expect((await get()).messages.at(-1)).toMatchObject({ event: 'reminded' });
	pass({ days: 1 });
	await passTime(base);
	expect(await status()).toBe('closed');
	expect((await mails()).find(({ text }) => text.includes('pendant 3 jours'))).toBeDefined();
	pass({ days: 2 });
	expect((await get()).tooLate).toBe(false);
	await as('mona').vendor.setLimits({ reopenDays: 2 });
	pass({ hours: 1 });
	expect((await get()).tooLate).toBe(true);
	await as('mona').vendor.setLimits({ reopenDays: 3 });
	expect((await get()).tooLate).toBe(false);
});

test('an invitation is good for the days set, and the mail says how many', async () => {
	const { as, structure, contactId, mails, pass, visitor } = await world();
	await as('mona').vendor.setLimits({ invitationDays: 3 });
	await as('adam').contacts.invite({ structure: structure('sexey'), contact: await contactId('ines', 'sexey') });
	const text = (await mails()).find(({ to }) => to === cast.ines.email)!.text;
	expect(text).toContain('valable 3 jours');
	const token = /\/invitation\/([\w-]+)/.exec(text)![1]!;
	pass({ days: 3, seconds: -60 });
	await visitor().accounts.invitation({ token });
	pass({ seconds: 120 });
	expect((await refusal(visitor().accounts.invitation({ token }))).code).toBe('not_found');
	// Longer again: so is the one that was sent.
	await as('mona').vendor.setLimits({ invitationDays: 30 });
	await visitor().accounts.invitation({ token });
	pass({ days: 27, seconds: 120 });
	expect((await refusal(visitor().accounts.invitation({ token }))).code).toBe('not_found');
});

test('administrators and staff are reminded after the days set', async () => {
	const { as, base, mails, pass } = await world();
	await mails();
	await as('mona').vendor.setLimits({ remindAdministratorsDays: 1, remindStaffDays: 2 });
	await base.db
		.updateTable('contact')
		.set({ requestedAt: base.now(), remindedAdministratorsAt: null, remindedStaffAt: null })
		.where('access', '=', 'pending')
		.execute();
	pass({ days: 1, seconds: 60 });
	await remindOfWaiting(base);
	const toAdam = (await mails()).filter(({ to }) => to === cast.adam.email);
	expect(toAdam.map(({ text }) => text).join()).toContain('attend');
	pass({ days: 1 });
	await remindOfWaiting(base);
	expect((await mails()).find(({ to }) => to === cast.mona.email)!.subject).toContain('plus de 2 jours');
});
