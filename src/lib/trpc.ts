import { createTRPCClient } from 'trpc-sveltekit';
import type { AppRouter } from '#server/router.ts';

/** How components ask the application from the browser. Fetched when first needed, not with the page. */
export const client = createTRPCClient<AppRouter>();
export type Client = typeof client;
