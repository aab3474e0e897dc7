import { expect, test } from 'vitest';
import { isVisit } from './visit.ts';

const asked = (method: string, headers: Record<string, string> = {}, isDataRequest = false) =>
	isVisit({ request: { method, headers: new Headers(headers) }, isDataRequest });

test('a page opened is a visit; what is asked for without being looked at is none', () => {
	expect(asked('GET')).toBe(true);
	expect(asked('GET', { 'sec-purpose': 'anonymous-client-ip' })).toBe(true);
	expect(asked('HEAD')).toBe(false);
	expect(asked('POST')).toBe(false);
	expect(asked('GET', { 'sec-purpose': 'prefetch' })).toBe(false);
	expect(asked('GET', { 'sec-purpose': 'prefetch;prerender' })).toBe(false);
	expect(asked('GET', { purpose: 'prefetch' })).toBe(false);
	expect(asked('GET', { purpose: 'preview' })).toBe(false);
	expect(asked('GET', { 'x-moz': 'prefetch' })).toBe(false);
	expect(asked('GET', {}, true)).toBe(false);
});
