/** Here and not in the schemas: a page that offers them does not need the whole of zod. */
export const INCOMING_FILTERS = ['waiting', 'settled', 'posted', 'noted'] as const;
