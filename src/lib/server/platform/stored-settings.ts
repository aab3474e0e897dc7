import type { z } from 'zod';
import { prepared, type Db, type Trx } from './db.ts';

/** Something managers set in the portal itself: one row of the table `setting`, checked as it is read and as it is written. */
export interface StoredSetting<S extends z.ZodType> {
	/** As it stands now; what was never set is as the schema says. */
	of(db: Db | Trx): Promise<z.output<S>>;
	isSet(db: Db | Trx): Promise<boolean>;
	save(ctx: { db: Db | Trx; now(): string }, value: z.input<S>): Promise<void>;
}

const rowOf = prepared((db, { key }: { key: string }) =>
	db.selectFrom('setting').select('value').where('key', '=', key)
);

/** Read afresh at each use, so that a change holds from the next request on; what did not change is not parsed again. */
export function storedSetting<S extends z.ZodType>(key: string, schema: S): StoredSetting<S> {
	let last: { value: string; parsed: z.output<S> } | undefined;
	return {
		async of(db) {
			const [row] = await rowOf(db, { key });
			const value = row?.value ?? '{}';
			if (last?.value !== value) last = { value, parsed: schema.parse(JSON.parse(value)) };
			return last.parsed;
		},
		isSet: async (db) => (await rowOf(db, { key })).length > 0,
		async save({ db, now }, value) {
			const row = { value: JSON.stringify(schema.parse(value)), updatedAt: now() };
			await db
				.insertInto('setting')
				.values({ key, ...row })
				.onConflict((c) => c.column('key').doUpdateSet(row))
				.execute();
		}
	};
}
