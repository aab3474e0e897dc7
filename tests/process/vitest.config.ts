import { defineConfig } from 'vitest/config';

/** What measures how fast a page comes: a machine that does something else at the same time makes it slower, and fails it. */
const MEASURED = 'lighthouse.test.ts';

/** Tests that start the built server as a process of its own: `npm run build` first. */
export default defineConfig({
	test: {
		root: import.meta.dirname,
		globalSetup: './built.ts',
		environment: 'node',
		// How fast anything is, is measured where it matters; a machine that does other work too is slower, and not wrong.
		testTimeout: 180_000,
		hookTimeout: 180_000,
		// What is waited for happens in another process: a mail, a notification, a file.
		expect: { poll: { timeout: 15_000 } },
		maxWorkers: 2,
		// One group is over before the next begins: what measures runs alone, all else two by two as before.
		projects: [
			{
				extends: true,
				test: { name: 'processes', include: ['*.test.ts'], exclude: [MEASURED], sequence: { groupOrder: 1 } }
			},
			{
				extends: true,
				test: { name: 'measured', include: [MEASURED], maxWorkers: 1, sequence: { groupOrder: 2 } }
			}
		]
	}
});
