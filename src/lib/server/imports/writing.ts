import type { AccountIdentity } from '#server/platform/access.ts';
import type { Base } from '#server/platform/context.ts';
import type { Db, Trx } from '#server/platform/db.ts';
import type { Report } from './report.ts';

/** What the parts of a run share while they write, or only work out what they would. */
export interface Writing extends Omit<Base, 'db'> {
	db: Db | Trx;
	/** Null where nothing is to be written. */
	trx: Trx | null;
	actor: { account: AccountIdentity | null };
	report: Report;
	/** Every customer number, with its structure; of a new one that is not written, an id it would have. */
	structures: Map<string, string>;
	/** Customer numbers of structures that are not there yet. */
	newStructures: Set<string>;
	/** Every mail domain, with its structure. */
	domains: Map<string, string>;
	/** Tells how many rows were dealt with since the last time, and lets what else waits in this process have its turn. */
	advance(rows: number): Promise<void>;
}
