/** Here and not in the schemas: a page needs this number, not the whole of zod. */
export const COMMENT_MAX = 2000;
