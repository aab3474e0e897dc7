import { transact } from '#server/platform/db.ts';
import { askForHolder } from '#server/tasks/domain.ts';
import type { Input, Scene } from './samples.ts';

export const HOME_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'home.waiting': () => undefined,
	'home.figures': () => undefined,
	'home.underWay': () => undefined,
	'tasks.list': () => ({ after: '2026-01-01T00:00:00.000Z~0' }),
	'tasks.count': () => undefined,
	'tasks.settle': async ({ world }) => {
		await transact(world.base, (ctx) => askForHolder(ctx, { structureId: world.structure('commercy'), role: 'dpo' }));
		const { id } = await world.base.db.selectFrom('staffTask').select('id').executeTakeFirstOrThrow();
		return { task: id };
	}
};
