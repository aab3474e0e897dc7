import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { structureOverviewInput } from '#lib/schemas/structures.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { standingOf } from './directory.ts';
import * as directoryStore from './directory-store.ts';
import { domainsOf } from './mail-domain-store.ts';

/** What only the vendor reads of a structure: how it stands, and the mail domains that lead to it. */
export async function readOverview({ db }: Ctx<'staff'>, { id }: z.output<typeof structureOverviewInput>) {
	const [row] = await directoryStore.rows(db, [id]).execute();
	if (!row) throw new AppError('not_found', m.errors_not_found());
	return { id, ...standingOf(row), mailDomains: await domainsOf(db, id) };
}
