import { router } from '#server/platform/trpc.ts';

export const documents = router({});
