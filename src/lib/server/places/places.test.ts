import { expect, test } from 'vitest';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { findPlaces, settlePlace } from './domain.ts';

const find = (typed: { postalCode?: string; town?: string }) => findPlaces({ postalCode: '', town: '', ...typed });
const settle = (typed: { postalCode?: string; town?: string }) => settlePlace({ postalCode: '', town: '', ...typed });

test('a postal code finds its towns, and a town its postal code, however they are written', async () => {
	expect((await find({ postalCode: '54550' })).map(({ town }) => town)).toEqual([
		'Bainville-sur-Madon',
		'Maizières',
		'Pont-Saint-Vincent',
		'Sexey-aux-Forges'
	]);
	expect(await find({ town: 'neuves maisons' })).toEqual([{ postalCode: '54230', town: 'Neuves-Maisons' }]);
	expect(await find({ postalCode: '54550', town: 'sex' })).toEqual([{ postalCode: '54550', town: 'Sexey-aux-Forges' }]);
	expect(await find({ town: 'St dié des v' })).toEqual([{ postalCode: '88100', town: 'Saint-Dié-des-Vosges' }]);
	expect(await find({ town: 'wœrth' })).toEqual([{ postalCode: '67360', town: 'Wœrth' }]);
	expect(await find({ town: 'x' })).toEqual([]);
	expect((await find({ town: 'saint' })).length).toBeLessThanOrEqual(12);
});

test('the table begins and ends where it should', async () => {
	expect((await find({ postalCode: '01000' })).map(({ town }) => town)).toContain('Bourg-en-Bresse');
	expect(await find({ postalCode: '98000' })).toEqual([{ postalCode: '98000', town: 'Monaco' }]);
	expect(await find({ postalCode: '75011' })).toEqual([{ postalCode: '75011', town: 'Paris' }]);
	expect(await find({ postalCode: '99999' })).toEqual([]);
});

test('what goes together is kept, as the town is written by those who live there', async () => {
	expect(await settle({ postalCode: '54550', town: 'SEXEY AUX FORGES' })).toEqual({
		postalCode: '54550',
		town: 'Sexey-aux-Forges'
	});
	expect(await settle({ town: 'Neuves-Maisons' })).toEqual({ postalCode: '54230', town: 'Neuves-Maisons' });
	expect(await settle({ postalCode: '54035', town: 'NANCY CEDEX' })).toEqual({
		postalCode: '54035',
		town: 'NANCY CEDEX'
	});
	// A hamlet, or a commune that is part of another today.
	expect(await settle({ postalCode: '54550', town: 'Les Bois du Haut' })).toMatchObject({ town: 'Les Bois du Haut' });
});

test('what does not go together is told at its place, with what would', async () => {
	const fields = async (typed: { postalCode?: string; town?: string }) => (await refusalOf(settle(typed))).fields;
	expect(await fields({ postalCode: '54550', town: 'Paris' })).toMatchObject({
		postalCode: expect.stringContaining('75001')
	});
	expect(await fields({ postalCode: '54550' })).toMatchObject({ town: expect.stringContaining('Pont-Saint-Vincent') });
	expect(await fields({ postalCode: '00999', town: 'Nancy' })).toHaveProperty('postalCode');
	expect(await fields({ town: 'Saint-Martin' })).toHaveProperty('postalCode');
	expect(Object.keys((await fields({})) ?? {})).toEqual(['postalCode', 'town']);
});
