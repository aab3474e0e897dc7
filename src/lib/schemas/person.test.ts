import { expect, test } from 'vitest';
import { personName } from './person.ts';

test('a name keeps what is seen of it: nothing turns the text after it around', () => {
	expect(personName.parse(' Adam\u202e  \u2066Ferry\u2069 ')).toBe('Adam Ferry');
	expect(personName.parse('Zoé 👩‍👧')).toBe('Zoé 👩‍👧');
});

test('a name of unseen characters is no name', () => {
	expect(personName.safeParse('\u200b\u2060').success).toBe(false);
});
