import { expect, test } from 'vitest';
import { momentAt, momentTyped, wallClockOf } from './wall-clock.ts';

test.each([
	['2026-12-01T09:00', 'Europe/Paris', '2026-12-01T08:00:00.000Z'],
	['2026-07-01T09:00', 'Europe/Paris', '2026-07-01T07:00:00.000Z'],
	['2026-03-29T01:59', 'Europe/Paris', '2026-03-29T00:59:00.000Z'],
	['2026-03-29T03:00', 'Europe/Paris', '2026-03-29T01:00:00.000Z'],
	['2026-10-25T03:00', 'Europe/Paris', '2026-10-25T02:00:00.000Z'],
	['2026-01-01T00:00', 'Pacific/Auckland', '2025-12-31T11:00:00.000Z'],
	['2026-01-01T00:00', 'America/Martinique', '2026-01-01T04:00:00.000Z']
])('%s in %s is one moment, and is written back as it was', (wall, zone, moment) => {
	expect([momentAt(wall, zone), momentTyped(wall, zone)]).toEqual([moment, moment]);
	expect(wallClockOf(moment, zone)).toBe(wall);
});

test('an hour that summer time skips is near the hours around it', () => {
	const skipped = momentAt('2026-03-29T02:30', 'Europe/Paris');
	expect(['2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z']).toContain(skipped);
});

test.each(['', 'demain', '2026-13-01T09:00', '2026-12-01', '2026-12-01T09:00:00Z', '2026-03-29T02:30'])(
	'« %s » is typed for no moment',
	(typed) => {
		expect(momentTyped(typed, 'Europe/Paris')).toBeNull();
	}
);
