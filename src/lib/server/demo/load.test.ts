import { expect, test } from 'vitest';
import { world } from '../../../../tests/support/world.ts';
import { loadDemoIfNew } from './load.ts';

test('the demo, whose password is public, never comes into a portal that has accounts', async () => {
	const { base } = await world();
	const accounts = () => base.db.selectFrom('account').select('id').execute();
	// The cast is there already: its addresses would stop the demo by chance.
	await base.db
		.updateTable('account')
		.set((eb) => ({ email: eb.fn<string>('concat', ['id', eb.val('@real.example')]) }))
		.execute();
	const before = await accounts();
	expect(await loadDemoIfNew(base)).toBe(false);
	expect(await accounts()).toEqual(before);
});
