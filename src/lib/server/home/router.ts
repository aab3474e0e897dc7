import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';

const staff = procedureIn('home');
const manager = procedureIn('home', 'manager');

/** What staff see first. */
export const home = router({
	waiting: staff.query(({ ctx }) => domain.whatWaits(ctx)),
	figures: staff.query(({ ctx }) => domain.weeklyFigures(ctx)),
	underWay: manager.query(({ ctx }) => domain.whatIsUnderWay(ctx))
});
