import { router } from '#server/platform/trpc.ts';

export const contacts = router({});
