import { expect, test } from 'vitest';
import { openTicketInput, answerTicketInput } from '#lib/schemas/tickets.ts';
import { askedAt } from './read-device.ts';
import { bounded, type SeenTicket } from './seen.ts';
import { inputOf, isFromPortal } from './send-waiting.ts';
import { draftOf, formOf, type Waiting } from './waiting.ts';

test('an address says what is asked for, and what is none of the tickets’ pages asks for nothing kept', () => {
	expect(askedAt('/s/abc')).toEqual({ structure: 'abc', page: 'list' });
	expect(askedAt('/s/abc/tickets')).toEqual({ structure: 'abc', page: 'list' });
	expect(askedAt('/s/me/tickets/')).toEqual({ structure: 'me', page: 'list' });
	expect(askedAt('/s/abc/tickets/new')).toEqual({ structure: 'abc', page: 'new' });
	expect(askedAt('/s/abc/tickets/1024')).toEqual({ structure: 'abc', page: 1024 });
	for (const path of ['/s/abc/tickets/new/administrator', '/s/abc/contacts', '/s/abc/tickets/12345678901'])
		expect(askedAt(path)).toEqual({ structure: 'abc', page: 'other' });
	for (const path of ['/', '/account', '/staff/tickets/1024', '/login'])
		expect(askedAt(path)).toEqual({ structure: null, page: 'other' });
});

const entry = (id: string, letters: number) => ({ id, html: 'x'.repeat(letters) });
const thread = (...entries: ReturnType<typeof entry>[]) => ({ entries, shortened: false }) as unknown as SeenTicket;

test('of a long thread the newest is kept, and it says that there is more', () => {
	const short = thread(entry('1', 10), entry('2', 10));
	expect(bounded(short, 1_000)).toEqual(short);
	const long = bounded(thread(entry('1', 600), entry('2', 600), entry('3', 300)), 1_000);
	expect(long.entries.map(({ id }) => id)).toEqual(['2', '3']);
	expect(long.shortened).toBe(true);
	expect(bounded(thread(entry('1', 10), entry('2', 5_000)), 1_000).entries.map(({ id }) => id)).toEqual(['2']);
});

const key = '6f0f6dbe-7f0c-4f0e-9e6b-0d1f0a0b0c0d';
const message = (differing: Partial<Waiting> = {}): Waiting => ({
	key,
	account: 'vera',
	structure: 'abc',
	kind: 'open',
	fields: {
		subject: ['Panne'],
		category: ['c1'],
		product: [''],
		urgency: ['minor'],
		body: ['Rien ne va.'],
		private: ['on']
	},
	uploads: ['u1'],
	files: [
		{ name: 'a.png', size: 1, content: new Blob(['a']), id: 'u2' },
		{ name: 'b.png', size: 1, content: new Blob(['b']) }
	],
	writtenAt: '2026-11-26T09:00:00.000Z',
	unsure: false,
	...differing
});

test('what waits is sent as the procedure takes it, with the key it was written under', () => {
	const input = inputOf(message());
	expect(input).toMatchObject({ structure: 'abc', requestKey: key, files: ['u1', 'u2'] });
	expect(openTicketInput.parse(input)).toMatchObject({ subject: 'Panne', private: true, product: undefined });
	const answer = inputOf(message({ kind: 'answer', number: 1024, fields: { body: ['Merci.'] } }));
	expect(answerTicketInput.parse(answer)).toMatchObject({ number: 1024, body: 'Merci.', requestKey: key });
});

test('a message goes back into the form, and the draft, it was written in', () => {
	expect([formOf(message()), draftOf(message())]).toEqual(['/s/abc/tickets/new', 'abc:new']);
	const follows = message({ fields: { follows: ['1001'] } });
	expect([formOf(follows), draftOf(follows)]).toEqual(['/s/abc/tickets/new?follows=1001', 'abc:new:1001']);
	expect([formOf(message({ number: 7 })), draftOf(message({ number: 7 }))]).toEqual([
		'/s/abc/tickets/7#answer',
		'abc:7:answer'
	]);
});

test('an answer of a proxy or of a hotel’s network is not taken for the portal’s', () => {
	const headers = { 'content-security-policy': "default-src 'none'", 'x-frame-options': 'DENY' };
	expect(isFromPortal({ headers: new Headers(headers) })).toBe(true);
	expect(isFromPortal({ headers: new Headers({ 'content-type': 'text/html' }) })).toBe(false);
});
