import { campaignsUnderWay } from '#server/campaigns/domain.ts';
import { importUnderWay } from '#server/imports/domain.ts';
import type { Ctx } from '#server/platform/context.ts';

export { keepFigures, weeklyFigures } from './figures.ts';
export { whatWaits } from './waiting.ts';

const CAMPAIGNS_SHOWN = 5;

/** What the portal is at by itself, and a manager has started. */
export const whatIsUnderWay = async ({ db }: Ctx<'manager'>) => ({
	campaigns: await campaignsUnderWay(db, CAMPAIGNS_SHOWN),
	import: await importUnderWay(db)
});
