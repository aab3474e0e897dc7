import { router } from '#server/platform/trpc.ts';

export const tickets = router({});
