import { describe, type ErrorShape } from '#server/platform/trpc.ts';

/** What a call was refused with; throws when it was not. */
export const refusalOf = (call: Promise<unknown>): Promise<ErrorShape> =>
	call.then(
		() => {
			throw new Error('It was not refused.');
		},
		(error: unknown) => describe(error)
	);
