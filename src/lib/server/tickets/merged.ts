import { m } from '#lib/paraglide/messages.js';
import { AppError } from '#server/platform/errors.ts';
import type { TicketTable } from './table.ts';

/** Refuses what is said to a ticket that another one took the place of: it is said there. */
export function expectNotMerged({ mergedIntoId }: Pick<TicketTable, 'mergedIntoId'>): void {
	if (mergedIntoId !== null) throw new AppError('conflict', m.inbox_is_merged());
}
