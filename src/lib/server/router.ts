import { accounts } from './accounts/router.ts';
import { contacts } from './contacts/router.ts';
import { documents } from './documents/router.ts';
import { news } from './news/router.ts';
import { createCallerFactory, router } from './platform/trpc.ts';
import { tickets } from './tickets/router.ts';
import { vendor } from './vendor/router.ts';

/** Everything the portal can be asked. */
export const appRouter = router({
	accounts,
	contacts,
	documents,
	news,
	tickets,
	vendor
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
export type Api = ReturnType<typeof createCaller>;
