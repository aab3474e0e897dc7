import { after } from '#server/platform/limits.ts';
import type { ContactTable } from './table.ts';

/** A function nobody wrote or confirmed for so long may no longer be right (product.md, section 5). */
const YEAR_SECONDS = 365 * 86_400;

/** What was confirmed before this moment is to be looked at again. */
export const reviewedBefore = (now: string): string => after(now, -YEAR_SECONDS);

export const dueForReview = (
	{ function: held, functionCheckedAt }: Pick<ContactTable, 'function' | 'functionCheckedAt'>,
	now: string
): boolean => held !== '' && (functionCheckedAt === null || functionCheckedAt <= reviewedBefore(now));
