import { listTasksInput, taskInput } from '#lib/schemas/tasks.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';

const procedure = procedureIn('tasks');

export const tasks = router({
	list: procedure.input(listTasksInput).query(({ ctx, input }) => domain.listTasks(ctx, input)),
	count: procedure.query(({ ctx }) => domain.countTasks(ctx)),
	settle: procedure.input(taskInput).mutation(({ ctx, input }) => domain.settleTask(ctx, input))
});
