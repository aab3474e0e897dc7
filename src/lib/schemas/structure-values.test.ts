import { expect, test } from 'vitest';
import { canonicalPhone } from './phone-number.ts';
import { isSiret } from './siret.ts';

test.each([
	['03 83 90 10 00', '0383901000'],
	['03.83.90.10.00', '0383901000'],
	['+33 (0)3 83 90 10 00', '0383901000'],
	['0033 3 83 90 10 00', '0383901000'],
	['+352 621 123 456', '+352621123456'],
	['39 39', '3939'],
	['0383', null],
	['03 83 90 10 0O', null],
	['0800 DEFI', null],
	['03 83 90 10 00 00 00 00', null],
	['()', null],
	['', null]
])('the phone number « %s » is kept as %s', (typed, kept) => expect(canonicalPhone(typed)).toBe(kept));

test.each([
	['21540981400013', true],
	['21540981400014', false],
	['35600000000048', true],
	// Branches of La Poste: the plain sum counts.
	['35600000049837', true],
	['35600000049838', false],
	['2154098140001', false],
	['2154098140001３', false]
])('%s is a SIRET: %s', (figures, right) => expect(isSiret(figures)).toBe(right));

test('one figure typed wrong never makes another SIRET', () => {
	const right = '21540981400013';
	for (let place = 0; place < right.length; place += 1)
		for (const digit of '0123456789')
			if (digit !== right[place]) expect(isSiret(right.slice(0, place) + digit + right.slice(place + 1))).toBe(false);
});
