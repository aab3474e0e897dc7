import { expect, test } from 'vitest';
import { lastWeeks } from './weeks.ts';

const HOUR_MS = 3_600_000;

test('a week begins on Monday at midnight where the portal is, and ends when the next begins', () => {
	expect(lastWeeks('2026-11-26T10:00:00.000Z', 'Europe/Paris', 2)).toEqual([
		{ monday: '2026-11-16', beginsAt: '2026-11-15T23:00:00.000Z', endsAt: '2026-11-22T23:00:00.000Z' },
		{ monday: '2026-11-23', beginsAt: '2026-11-22T23:00:00.000Z', endsAt: '2026-11-29T23:00:00.000Z' }
	]);
});

test('the last moment of a Sunday is of the week before, the first of a Monday of the next', () => {
	const under = (now: string, zone: string) => lastWeeks(now, zone, 1)[0]!.monday;
	expect(under('2026-11-22T22:59:59.999Z', 'Europe/Paris')).toBe('2026-11-16');
	expect(under('2026-11-22T23:00:00.000Z', 'Europe/Paris')).toBe('2026-11-23');
	expect(under('2026-11-22T23:00:00.000Z', 'America/Martinique')).toBe('2026-11-16');
	expect(under('2026-11-22T12:00:00.000Z', 'Pacific/Noumea')).toBe('2026-11-16');
	expect(under('2026-11-22T13:00:00.000Z', 'Pacific/Noumea')).toBe('2026-11-23');
});

test('a week that changes the clocks is an hour shorter or longer, and no hour is in two weeks or in none', () => {
	const weeks = lastWeeks('2026-11-26T10:00:00.000Z', 'Europe/Paris', 53);
	const hours = Object.fromEntries(
		weeks.map(({ monday, beginsAt, endsAt }) => [monday, (Date.parse(endsAt) - Date.parse(beginsAt)) / HOUR_MS])
	);
	expect(hours).toMatchObject({ '2026-03-23': 167, '2026-03-30': 168, '2026-10-19': 169, '2026-10-26': 168 });
	expect(Object.values(hours).filter((count) => count !== 168)).toEqual([167, 169]);
	expect(weeks.find(({ monday }) => monday === '2026-10-19')).toMatchObject({
		beginsAt: '2026-10-18T22:00:00.000Z',
		endsAt: '2026-10-25T23:00:00.000Z'
	});
	for (const [index, { endsAt }] of weeks.slice(0, -1).entries()) expect(weeks[index + 1]!.beginsAt).toBe(endsAt);
});

test('where the clocks change at midnight, the week begins as they do', () => {
	// Beirut went from midnight to one o'clock on Sunday 29 March 2026; the week about it has lost an hour.
	const [week] = lastWeeks('2026-03-26T10:00:00.000Z', 'Asia/Beirut', 1);
	expect(week).toEqual({
		monday: '2026-03-23',
		beginsAt: '2026-03-22T22:00:00.000Z',
		endsAt: '2026-03-29T21:00:00.000Z'
	});
});
