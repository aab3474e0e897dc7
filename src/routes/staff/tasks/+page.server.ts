import { m } from '#lib/paraglide/messages.js';
import { listTasksInput, taskInput } from '#lib/schemas/tasks.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { data } = listTasksInput.safeParse(Object.fromEntries(event.url.searchParams));
	return { title: m.tasks_title(), ...(await api(event).tasks.list(data ?? {})) };
};

export const actions: Actions = {
	settle: formAction(taskInput, async (input, event) => {
		await api(event).tasks.settle(input);
		return m.tasks_settled();
	})
};
