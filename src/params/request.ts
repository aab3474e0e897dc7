import { REQUEST_KINDS, type RequestPath } from '#lib/schemas/ticket-choices.ts';

/** The requests that have a form of their own. */
export const match = (name: string): name is RequestPath => Object.hasOwn(REQUEST_KINDS, name);
