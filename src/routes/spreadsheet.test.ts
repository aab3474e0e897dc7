import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { spreadsheetInParts } from './spreadsheet.ts';

test('every part of a long list is read as whoever asked for it, whoever pulls', async () => {
	const asking = new AsyncLocalStorage<string>();
	const read = async (after?: string) => ({
		name: 'liste.csv',
		csv: `${asking.getStore()} ${after ?? 'first'}\r\n`,
		next: after === '3' ? null : String(Number(after ?? 0) + 1)
	});
	const answer = await asking.run('fr', () => spreadsheetInParts(read));
	expect(await asking.run('en', () => answer.text())).toBe('fr first\r\nfr 1\r\nfr 2\r\nfr 3\r\n');
});
