import { expect, test } from 'vitest';
import { countMarks, named, roundedUp, spanMarks, writtenSpan } from './scale.ts';

const spaced = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const marks = (all: { at: number; label: string }[]) => all.map(({ at, label }) => [at, spaced(label)]);

test('a scale ends at a round number, one at least', () => {
	expect([0, 1, 3, 7, 9, 41, 81, 100, 1999].map(roundedUp)).toEqual([1, 1, 4, 8, 10, 60, 100, 100, 2000]);
	expect(marks(countMarks(7, String))).toEqual([
		[0, '0'],
		[4, '4'],
		[8, '8']
	]);
	expect(marks(countMarks(1, String)), 'half a ticket is not written').toEqual([
		[0, '0'],
		[0.5, ''],
		[1, '1']
	]);
});

test('a duration is read in two units at most', () => {
	const written = [0, 59, 720, 3599, 3600, 12_000, 86_399, 86_400, 187_000, 864_000];
	expect(written.map((seconds) => spaced(writtenSpan(seconds, 'fr')))).toEqual([
		'1 min',
		'1 min',
		'12 min',
		'1 h',
		'1 h',
		'3 h 20 min',
		'1 j',
		'1 j',
		'2 j 4 h',
		'10 j'
	]);
	expect(spaced(writtenSpan(12_000, 'en'))).toBe('3 hr 20 min');
});

test('a scale of durations is in the unit that suits the longest', () => {
	expect(marks(spanMarks(1500, 'fr'))).toEqual([
		[0, '0 min'],
		[18 * 60, '18 min'],
		[36 * 60, '36 min']
	]);
	expect(marks(spanMarks(20 * 3600, 'fr')).map(([, label]) => label)).toEqual(['0 h', '12 h', '24 h']);
	expect(marks(spanMarks(5 * 86_400, 'fr')).map(([, label]) => label)).toEqual(['0 j', '3 j', '6 j']);
	expect(spanMarks(0, 'fr').at(-1)!.at).toBe(60);
});

test('of many points a few are named, the first among them', () => {
	expect(named(['a', 'b', 'c'], 6)).toEqual(['a', 'b', 'c']);
	expect(named([...'abcdefghijkl'], 6)).toEqual(['a', '', 'c', '', 'e', '', 'g', '', 'i', '', 'k', '']);
});
