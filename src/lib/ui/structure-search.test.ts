import { expect, test } from 'vitest';
import { structuresMatching } from './structure-search.ts';

const structures = [
	{ name: 'Mairie de Sexey-aux-Forges', customerNumber: 'C10601' },
	{ name: 'École de l’Œuvre', customerNumber: 'C10602' },
	{ name: 'Syndicat des eaux', customerNumber: '' }
];
const found = (typed: string) => structuresMatching(structures, typed).map(({ name }) => name[0]);

test.each([
	['', 'MÉS'],
	['   ', 'MÉS'],
	['ECOLE', 'É'],
	["de l'oeuvre", 'É'],
	['aux sexey', 'M'],
	['c106', 'MÉ'],
	['C 10601', 'M'],
	['eaux', 'S'],
	['de', 'MÉS'],
	['nulle part', '']
])('« %s » finds %s', (typed, initials) => expect(found(typed).join('')).toBe(initials));
