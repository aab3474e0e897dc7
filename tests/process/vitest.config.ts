import { defineConfig } from 'vitest/config';

/** Tests that start the built server as a process of its own: `npm run build` first. */
export default defineConfig({
	test: {
		root: import.meta.dirname,
		include: ['*.test.ts'],
		globalSetup: './built.ts',
		environment: 'node',
		testTimeout: 60_000,
		hookTimeout: 60_000,
		// What is waited for happens in another process: a mail, a notification, a file.
		expect: { poll: { timeout: 15_000 } },
		maxWorkers: 2
	}
});
