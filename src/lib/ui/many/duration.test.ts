import { expect, test } from 'vitest';
import { m } from '#lib/paraglide/messages.js';
import { timeFor, timeLeft } from './duration.ts';

test.each([
	[3, 3_600, m.mailings_minutes({ count: 1 })],
	[400, 200, m.mailings_minutes({ count: 120 })],
	[401, 200, m.mailings_hours({ count: 3 })],
	[2_000, 200, m.mailings_hours({ count: 10 })]
])('%i messages at %i an hour', (people, rate, said) => {
	expect(timeFor(people, rate)).toBe(said);
});

test('what is left is said in the same measure', () => {
	expect([timeLeft(1, 10), timeLeft(30, 10)]).toEqual([
		m.mailings_minutes_left({ count: 6 }),
		m.mailings_hours_left({ count: 3 })
	]);
});
