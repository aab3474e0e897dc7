import { expect, test } from 'vitest';
import { pathWithin } from './path-within.ts';

test.each(['/s/1/tickets', '/s/1/tickets?status=open', '/'])('%s is a page of the portal', (path) =>
	expect(pathWithin(path)).toBe(path)
);

test.each([
	'https://evil.example',
	'//evil.example',
	'/\\evil.example',
	'/\t/evil.example',
	'/.//evil.example',
	'/a/..//evil.example',
	'/%2e//evil.example',
	'/.\\/evil.example',
	'javascript:alert(1)',
	'',
	null,
	undefined
])('%s leads nowhere', (path) => {
	const result = pathWithin(path);
	expect(result === null || (result.startsWith('/') && !result.startsWith('//'))).toBe(true);
	expect(result === null || new URL(result, 'http://portal.example').host === 'portal.example').toBe(true);
});
