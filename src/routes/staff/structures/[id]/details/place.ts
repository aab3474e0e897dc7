import type { RequestEvent } from '@sveltejs/kit';
import type { Place } from '../../../../structure-changes.ts';

/** These pages are the vendor's, of the structure in the address. */
export const theirs: Place<RequestEvent<{ id: string }>> = {
	structureOf: ({ params }) => params.id,
	baseOf: ({ params }) => `/staff/structures/${params.id}/details`
};
