import { expect, test } from 'vitest';
import { initialOf } from './initial.ts';

test.each([
	['DEFI Informatique', 'D'],
	['🏔️ écluse & fils', 'É'],
	['« 3 rivières »', '3'],
	['𝒜telier', '𝒜'],
	['🙂', 'E'],
	['', 'E']
])('the initial of « %s » is %s', (name, initial) => {
	expect(initialOf(name)).toBe(initial);
	expect(() => encodeURIComponent(initialOf(name))).not.toThrow();
});
