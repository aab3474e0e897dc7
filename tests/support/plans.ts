import { CompiledQuery, type RootOperationNode } from 'kysely';
import { expect } from 'vitest';
import type { Db } from '#server/platform/db.ts';
import type { World } from './world.ts';

export type Query = { compile(): { sql: string; parameters: readonly unknown[] } };

/** How SQLite finds what a statement asks, a step each; those of the triggers it sets off are among them. */
export async function planOf(db: Db, query: Query): Promise<string[]> {
	const { sql, parameters } = query.compile();
	const { rows } = await db.executeQuery<{ detail: string }>(
		CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
	);
	return rows.map(({ detail }) => detail);
}

/** The steps that walk a whole table or index, but for those that may. */
export const scansIn = (plan: readonly string[], allowed?: RegExp) =>
	plan.filter((step) => step.startsWith('SCAN') && !allowed?.test(step));

/** A way to the database that takes down all it is asked; `read` says how SQLite finds each. */
export function recordOf(plain: Db) {
	const asked: RootOperationNode[] = [];
	const heard: Db = plain.withPlugin({
		transformQuery({ node }) {
			asked.push(node);
			return node;
		},
		transformResult: async ({ result }) => result
	});
	return {
		heard,
		asked,
		/** What adds rows looks for none, and is left out. */
		async read() {
			const plans: { sql: string; plan: string[] }[] = [];
			for (const node of asked.filter(({ kind }) => kind !== 'InsertQueryNode')) {
				const query = plain.getExecutor().compileQuery(node as CompiledQuery['query'], { queryId: 'plan' });
				plans.push({ sql: query.sql, plan: await planOf(plain, { compile: () => query }) });
			}
			return plans;
		}
	};
}

/** Takes down all that a portal asks of its database from here on. */
export function plansOf(portal: World) {
	const { heard, asked, read } = recordOf(portal.base.db);
	portal.base.db = heard;
	return {
		asked,
		/** That nothing walks a whole table but in one of these steps, and what else must be true of each statement. */
		async expectNoScanBut(allowed: RegExp | undefined, also?: (plan: string, sql: string) => void) {
			for (const { sql, plan } of await read()) {
				expect(scansIn(plan, allowed), sql).toEqual([]);
				also?.(plan.join(' / '), sql);
			}
		}
	};
}
