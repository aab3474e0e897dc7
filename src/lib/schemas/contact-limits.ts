/** Here and not in the schemas: pages need these numbers, not the whole of zod. */
export const CONTACT_SEARCH_MAX = 100;
export const REASON_MAX = 300;
export const CONTACT_PAGE_SIZES = [10, 25, 50] as const;
