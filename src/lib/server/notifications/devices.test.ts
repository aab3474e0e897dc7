import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { draft } from '../../../../tests/support/ticket.ts';
import { DEVICE_KEYS, world } from '../../../../tests/support/world.ts';
import { isPushService } from '../platform/push-services.ts';
import { readSettings } from '../platform/settings.ts';
import { forgetTakenOff } from './domain.ts';
import { pushKeys } from './push-keys.ts';
import { isQuiet } from './quiet.ts';

test('messages go to push services alone, over https, at their usual port', () => {
	for (const endpoint of [
		'https://fcm.googleapis.com/fcm/send/abc',
		'https://updates.push.services.mozilla.com/wpush/v2/abc',
		'https://web.push.apple.com/abc',
		'https://wns2-par02p.notify.windows.com/w/?token=abc'
	])
		expect(isPushService(endpoint, []), endpoint).toBe(true);
	for (const endpoint of [
		'http://fcm.googleapis.com/fcm/send/abc',
		'https://fcm.googleapis.com:8443/abc',
		'https://fcm.googleapis.com@127.0.0.1/abc',
		'https://user:pass@fcm.googleapis.com/abc',
		'https://fcm.googleapis.com.evil.example/abc',
		'https://evilpush.apple.com/abc',
		'https://push.apple.com/abc',
		'https://127.0.0.1/abc',
		'https://localhost/abc',
		'https://169.254.169.254/latest/meta-data',
		'https://[::1]/abc',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'abc',
		''
	])
		expect(isPushService(endpoint, []), endpoint).toBe(false);
});

test('the operator may name further services, with their port; a wrong name is refused at the start', () => {
	const { pushServices } = readSettings({ PUSH_SERVICES: 'Push.Example.fr, *.autre.example:8443' });
	expect(pushServices).toEqual(['push.example.fr', '*.autre.example:8443']);
	expect(isPushService('https://push.example.fr/a', pushServices)).toBe(true);
	expect(isPushService('https://a.autre.example:8443/a', pushServices)).toBe(true);
	expect(isPushService('https://a.autre.example/a', pushServices)).toBe(false);
	expect(isPushService('https://push.example.fr:8443/a', pushServices)).toBe(false);
	expect(readSettings({}).pushServices).toEqual([]);
	for (const wrong of ['https://push.example.fr', '*', 'a/b', 'push example;fr'])
		expect(() => readSettings({ PUSH_SERVICES: wrong }), wrong).toThrow(/^Settings: PUSH_SERVICES must be hosts/);
});

test('a device is refused whose address is no push service’s, or whose key is none', async () => {
	const here = await world();
	await here.device('vera', 'of the test');
	const vera = here.as('vera').notifications;
	const endpoint = 'https://fcm.googleapis.com/fcm/send/abc';
	const keys = DEVICE_KEYS;
	const refusals = [
		{ ...keys, endpoint: 'https://192.168.1.1/admin' },
		{ ...keys, endpoint, p256dh: Buffer.alloc(65, 4).toString('base64url') }
	].map((input) => expect(vera.turnOn(input)).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' }));
	await Promise.all(refusals);
	await expect(vera.turnOn({ ...keys, endpoint: 'http://fcm.googleapis.com/x' })).rejects.toMatchObject({
		code: 'BAD_REQUEST'
	});
	expect(await vera.devices()).toHaveLength(1);
});

test('a device belongs to a session that lasts: without one it is not turned on', async () => {
	const here = await world();
	const input = { ...DEVICE_KEYS, endpoint: 'https://fcm.googleapis.com/fcm/send/abc' };
	await expect(here.as('vera').notifications.turnOn(input)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});

test('the same browser is one device, and whoever turned it on last is who it tells', async () => {
	const here = await world();
	await here.device('vera', 'session of the phone');
	const [{ endpoint }] = (await here.base.db.selectFrom('pushSubscription').select('endpoint').execute()) as [
		{ endpoint: string }
	];
	await here.device('adam', 'of the test');
	await here.as('adam').notifications.turnOn({ ...DEVICE_KEYS, endpoint });
	expect(await here.as('vera').notifications.devices()).toEqual([]);
	expect(await here.as('adam').notifications.devices()).toMatchObject([{ current: true }]);
	expect(await here.base.db.selectFrom('pushSubscription').select('endpoint').execute()).toEqual([{ endpoint }]);
});

test('of many devices the newest stay, and nobody turns on without end', async () => {
	const here = await world();
	const endpoints: string[] = [];
	for (let device = 0; device < 22; device++) {
		endpoints.push(await here.device('vera'));
		here.pass({ seconds: 1 });
	}
	const kept = await here.base.db.selectFrom('pushSubscription').select('endpoint').orderBy('createdAt').execute();
	expect(kept.map(({ endpoint }) => endpoint)).toEqual(endpoints.slice(2));
	for (let device = 0; device < 38; device++) await here.device('vera');
	await expect(here.device('vera')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
});

test('a device is taken off by its person alone; the browser itself takes it back by its address', async () => {
	const here = await world();
	const endpoint = await here.device('vera', 'of the test');
	await here.device('vera');
	const vera = here.as('vera').notifications;
	const [newest, oldest] = await vera.devices();
	expect([newest!.current, oldest!.current]).toEqual([false, true]);
	expect(JSON.stringify(await vera.devices())).not.toContain(endpoint);
	await expect(here.as('adam').notifications.removeDevice({ id: newest!.id })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
	await here.as('adam').notifications.turnOff({ endpoint });
	expect(await vera.devices()).toHaveLength(2);
	await vera.removeDevice({ id: newest!.id });
	await vera.turnOff({ endpoint });
	expect(await vera.devices()).toEqual([]);
});

test('a browser that goes on by itself stays off where it was taken off from elsewhere, until somebody turns it on there', async () => {
	const here = await world();
	const endpoint = await here.device('vera', 'of the test');
	const vera = here.as('vera').notifications;
	const moved = { ...DEVICE_KEYS, endpoint: `${endpoint}-moved` };
	expect(await vera.turnOn({ ...moved, renews: endpoint })).toEqual({ on: true });
	await vera.removeDevice({ id: (await vera.devices())[0]!.id });
	expect(await vera.turnOn({ ...moved, renews: moved.endpoint })).toEqual({ on: false });
	expect(await vera.devices()).toEqual([]);
	expect(await vera.turnOn(moved)).toEqual({ on: true });
	expect(await vera.turnOn({ ...moved, renews: moved.endpoint })).toEqual({ on: true });
	await vera.removeDevice({ id: (await vera.devices())[0]!.id });
	expect(await forgetTakenOff(here.base, here.base.now())).toBe(1);
	expect(await vera.turnOn({ ...moved, renews: moved.endpoint })).toEqual({ on: true });
});

test('a test comes at once to the device it is meant for, in the person’s language, whatever the hour', async () => {
	const here = await world();
	await here.device('vera');
	const endpoint = await here.device('vera');
	const vera = here.as('vera').notifications;
	await vera.setQuietHours({ begins: '00:00', ends: '00:00', days: ['1', '7'] });
	await here.as('vera').accounts.setPreferences({ locale: 'en' });
	const [newest] = await vera.devices();
	await expect(here.as('adam').notifications.testDevice({ id: newest!.id })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
	await vera.testDevice({ id: newest!.id });
	expect(await here.pushes()).toMatchObject([
		{ endpoint, content: { title: 'Test notification', href: '/account/notifications/preferences' } }
	]);
	expect(await here.mails()).toEqual([]);
	expect((await vera.devices())[0]!.deliveredAt).not.toBeNull();
	for (let tries = 1; tries < 10; tries++) await vera.testDevice({ id: newest!.id });
	await expect(vera.testDevice({ id: newest!.id })).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
});

test('quiet hours go by the clock of the portal’s place, over midnight and the change of the clock; whole days are quiet throughout', () => {
	const zone = 'Europe/Paris';
	const nights = { begins: '22:00', ends: '07:00', wholeDays: '' };
	const quiet = (hours: Parameters<typeof isQuiet>[0], moment: string) => isQuiet(hours, moment, zone);
	expect(quiet(nights, '2026-11-26T20:59:59Z')).toBe(false);
	expect(quiet(nights, '2026-11-26T21:00:00Z')).toBe(true);
	expect(quiet(nights, '2026-11-27T05:59:59Z')).toBe(true);
	expect(quiet(nights, '2026-11-27T06:00:00Z')).toBe(false);
	expect(quiet(nights, '2026-07-14T20:00:00Z')).toBe(true);
	expect(quiet(nights, '2026-07-14T05:00:00Z')).toBe(false);
	const lunch = { begins: '12:00', ends: '14:00', wholeDays: '67' };
	expect(quiet(lunch, '2026-11-26T11:30:00Z')).toBe(true);
	expect(quiet(lunch, '2026-11-26T13:00:00Z')).toBe(false);
	expect(quiet(lunch, '2026-11-28T18:00:00Z')).toBe(true);
	expect(quiet(lunch, '2026-11-29T22:59:00Z')).toBe(true);
	expect(quiet(lunch, '2026-11-29T23:00:00Z')).toBe(false);
	expect(quiet({ begins: '', ends: '', wholeDays: '' }, '2026-11-26T02:00:00Z')).toBe(false);
});

test('quiet hours are kept as they were set, and half of them is refused at its field', async () => {
	const here = await world();
	const vera = here.as('vera').notifications;
	expect(await vera.quietHours()).toEqual({ begins: '', ends: '', days: [] });
	await vera.setQuietHours({ begins: '22:00', ends: '07:00:00', days: ['7', '6'] });
	expect(await vera.quietHours()).toEqual({ begins: '22:00', ends: '07:00', days: ['6', '7'] });
	for (const [wrong, field] of [
		[{ begins: '22:00', ends: '', days: [] }, 'ends'],
		[{ begins: '', ends: '07:00', days: [] }, 'begins'],
		[{ begins: '25:00', ends: '07:00', days: [] }, 'begins']
	] as const)
		await expect(vera.setQuietHours({ ...wrong, days: [] })).rejects.toMatchObject({
			cause: { issues: [{ path: [field] }] }
		});
	expect(await vera.quietHours()).toMatchObject({ begins: '22:00' });
});

test('the portal’s keys are made once, are a pair, and are told to nobody but in their public half', async () => {
	const here = await world();
	const keys = await pushKeys(here.base);
	expect(await pushKeys(here.base)).toEqual(keys);
	expect(Buffer.from(keys.publicKey, 'base64url')).toHaveLength(65);
	expect(Buffer.from(keys.privateKey, 'base64url')).toHaveLength(32);
	expect((await here.as('vera').notifications.push()).key).toBe(keys.publicKey);
	expect(JSON.stringify(await here.as('vera').notifications.push())).not.toContain(keys.privateKey);
	const other = await world();
	expect((await pushKeys(other.base)).publicKey).not.toBe(keys.publicKey);
});

test('a browser is told once in each session what it was turned on for', async () => {
	const here = await world();
	const vera = here.as('vera').notifications;
	const { session } = await vera.push();
	expect((await vera.push()).session).toBe(session);
	expect(session).not.toContain('of the test');
});

test('a colleague’s ticket rings the administrator’s bell, not their pocket', async () => {
	const here = await world();
	await here.device('adam');
	await here
		.as('vera')
		.tickets.open({ ...draft(here.structure('sexey'), { private: true }), requestKey: randomUUID() });
	await here.as('vera').tickets.open({ ...draft(here.structure('sexey')), requestKey: randomUUID() });
	await here.mails();
	expect(await here.pushes()).toEqual([]);
});
