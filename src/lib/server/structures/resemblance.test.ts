import { expect, test } from 'vitest';
import { structures } from '#server/demo/structures.ts';
import { resembling, type Known } from './resemblance.ts';

const known: Known[] = Object.entries(structures).map(([id, { name, customerNumber, mailDomain }]) => ({
	id,
	name,
	customerNumber,
	mailDomains: [mailDomain]
}));
known.push(
	{
		id: 'sexey-bois',
		name: 'Mairie de Sexey-les-Bois',
		customerNumber: 'C10700',
		mailDomains: ['sexey-les-bois.example']
	},
	{ id: 'nancy', name: 'Mairie de Nancy', customerNumber: 'C10701', mailDomains: ['nancy.example'] }
);
const likeliest = (structureName: string, customerNumber = '', email = 'x@ailleurs.example') =>
	resembling(known, [{ structureName, customerNumber, email }])[0]!.map(({ id }) => id);

test('a name is recognised without accents, in another order, with a slip of the finger', () => {
	expect(likeliest('sexey aux forges')[0]).toBe('sexey');
	expect(likeliest('MAIRIE SEXEY AUX FORGE')[0]).toBe('sexey');
	expect(likeliest('École conduite Saintoi')[0]).toBe('saintois');
	expect(likeliest('Mission Locale de Luneville')).toEqual(['luneville']);
});

test('a word most names hold proves nothing', () => {
	expect(likeliest('Mairie de Toul')).toEqual([]);
	expect(likeliest('')).toEqual([]);
	expect(likeliest('Atelier vosgien des métiers du bois')).not.toContain('nancy');
});

test('a customer number is recognised without its letter or with two digits swapped, not with another digit', () => {
	expect(likeliest('', '10601')).toEqual(['sexey']);
	expect(likeliest('', 'C1061')).toContain('sexey');
	expect(likeliest('', 'C61001')).toEqual([]);
	expect(likeliest('', 'C10061')).toEqual(['sexey']);
	expect(likeliest('', 'C10609')).toEqual([]);
	expect(likeliest('', 'C')).toEqual([]);
});

test('the mail domain of a structure, or one under it, points to it', () => {
	expect(likeliest('', '', 'x@moselle-madon.example')).toEqual(['madon']);
	expect(likeliest('', '', 'x@services.moselle-madon.example')).toEqual(['madon']);
	expect(likeliest('', '', 'x@faux-moselle-madon.example')).toEqual([]);
});

test('several signs count for more than one', () => {
	expect(likeliest('Sexey les Bois', '10601')).toEqual(['sexey', 'sexey-bois']);
	expect(likeliest('Sexey les Bois', '', 'x@sexey-aux-forges.example')[0]).toBe('sexey');
});

test('several descriptions are told apart', () => {
	const describing = (structureName: string) => ({ structureName, customerNumber: '', email: 'x@ailleurs.example' });
	const found = resembling(known, [describing('sexey aux forges'), describing('Toul'), describing('saintois')]);
	expect(found.map(([first]) => first?.id)).toEqual(['sexey', undefined, 'saintois']);
});

test('fifty people who wait among five thousand structures are compared in a moment, whatever they typed', () => {
	const word = (n: number) => `mot${n.toString(36)}suite`;
	const many: Known[] = Array.from({ length: 5000 }, (_, n) => ({
		id: `${n}`,
		name: Array.from({ length: 12 }, (_, place) => word((n * 7 + place * 31) % 3000)).join(' '),
		customerNumber: `C${10_000 + n}`,
		mailDomains: []
	}));
	const typed = Array.from({ length: 50 }, (_, n) => ({
		structureName: n % 2 ? 'ab1 '.repeat(50_000) : `${word(n)} `.repeat(20) + 'x'.repeat(200_000),
		customerNumber: '1'.repeat(100_000 + n),
		email: 'x@ailleurs.example'
	}));
	const started = performance.now();
	expect(resembling(many, typed)).toHaveLength(50);
	expect(performance.now() - started).toBeLessThan(2000);
});
