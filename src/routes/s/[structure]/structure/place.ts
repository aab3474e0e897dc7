import type { RequestEvent } from '@sveltejs/kit';
import type { Place } from '../../../structure-changes.ts';

/** These pages are of the structure in the address. */
export const own: Place<RequestEvent<{ structure: string }>> = {
	structureOf: ({ params }) => params.structure,
	baseOf: ({ params }) => `/s/${params.structure}/structure`
};
