import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as letOthersPass } from 'node:timers/promises';
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
	const reader = answer.body!.getReader();
	const parts: string[] = [];
	for (;;) {
		// Read as a connection does: each part once there is room again, by nobody in particular.
		await letOthersPass();
		const { done, value } = await asking.run('en', () => reader.read());
		if (done) break;
		parts.push(new TextDecoder().decode(value));
	}
	expect(parts).toEqual(['fr first\r\n', 'fr 1\r\n', 'fr 2\r\n', 'fr 3\r\n']);
});
