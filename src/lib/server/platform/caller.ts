import { error } from '@sveltejs/kit';
import { createRecursiveProxy } from '@trpc/server/shared';
import { describe } from './trpc.ts';

type Call = (...args: unknown[]) => Promise<unknown>;

/**
 * The same caller, whose refusals are errors SvelteKit knows: a page shows them with their status, a form in its place.
 * Pages pass the same gate as everybody: there is no other way from a route to the application.
 */
export function refusingLikePages<C>(caller: C): C {
	return createRecursiveProxy(async ({ path, args }) => {
		const call = path.reduce((from, name) => (from as Record<string, unknown>)[name], caller as unknown) as Call;
		try {
			return await call(...args);
		} catch (thrown) {
			const told = describe(thrown);
			error(told.status, told);
		}
	}) as C;
}
