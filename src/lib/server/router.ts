import { accounts } from './accounts/router.ts';
import { audit } from './audit/router.ts';
import { campaigns } from './campaigns/router.ts';
import { mailings } from './mailings/router.ts';
import { contacts } from './contacts/router.ts';
import { documents } from './documents/router.ts';
import { files } from './files/router.ts';
import { home } from './home/router.ts';
import { imports } from './imports/router.ts';
import { incoming } from './incoming/router.ts';
import { news } from './news/router.ts';
import { notifications } from './notifications/router.ts';
import { outbox } from './outbox/router.ts';
import { places } from './places/router.ts';
import { proposals } from './proposals/router.ts';
import { satisfaction } from './satisfaction/router.ts';
import { staff } from './staff/router.ts';
import { createCallerFactory, router } from './platform/trpc.ts';
import { structures } from './structures/router.ts';
import { tasks } from './tasks/router.ts';
import { tickets } from './tickets/router.ts';
import { vendor } from './vendor/router.ts';

/** Everything the portal can be asked. */
export const appRouter = router({
	accounts,
	audit,
	campaigns,
	mailings,
	contacts,
	documents,
	files,
	home,
	imports,
	incoming,
	news,
	notifications,
	outbox,
	places,
	proposals,
	satisfaction,
	staff,
	structures,
	tasks,
	tickets,
	vendor
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
export type Api = ReturnType<typeof createCaller>;
