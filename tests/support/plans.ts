import { CompiledQuery, type KyselyPlugin, type RootOperationNode } from 'kysely';
import { expect } from 'vitest';
import type { World } from './world.ts';

/** Takes down all that a portal asks of its database from here on; what comes back says how SQLite finds each. */
export function plansOf(portal: World) {
	const plain = portal.base.db;
	const asked: RootOperationNode[] = [];
	const recorder: KyselyPlugin = {
		transformQuery({ node }) {
			asked.push(node);
			return node;
		},
		transformResult: async ({ result }) => result
	};
	portal.base.db = plain.withPlugin(recorder);
	return {
		asked,
		/** That nothing walks a whole table but in one of these steps. What adds rows looks for none. */
		async expectNoScanBut(allowed: RegExp) {
			for (const node of asked.filter(({ kind }) => kind !== 'InsertQueryNode')) {
				const { sql, parameters } = plain
					.getExecutor()
					.compileQuery(node as CompiledQuery['query'], { queryId: 'plan' });
				// Statements and the triggers they set off: both are read.
				const { rows } = await plain.executeQuery<{ detail: string }>(
					CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
				);
				const scans = rows.map(({ detail }) => detail).filter((step) => step.startsWith('SCAN') && !allowed.test(step));
				expect(scans, sql).toEqual([]);
			}
		}
	};
}
