import { expect, test } from 'vitest';
import { transact } from '#server/platform/db.ts';
import { world } from '../../../../tests/support/world.ts';
import { askForHolder } from './domain.ts';

test('a role without holder is one task, however often it was missed', async () => {
	const { base, structure } = await world();
	const asked = { structureId: structure('commercy'), role: 'dpo' as const };
	for (let times = 0; times < 3; times++) await transact(base, (ctx) => askForHolder(ctx, asked));
	const open = await base.db.selectFrom('staffTask').select(['structureId', 'about', 'settledAt']).execute();
	expect(open).toEqual([{ structureId: structure('commercy'), about: 'dpo', settledAt: null }]);
});
