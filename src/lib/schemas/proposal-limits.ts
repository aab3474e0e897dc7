/** Here and not in the schemas: pages need these numbers, not the whole of zod. */
export const LABEL_MAX = 60;
export const STREET_MAX = 120;
export const TOWN_MAX = 80;
export const COMMENT_MAX = 500;
/** More than any structure has, few enough for one page. */
export const MOST_ADDRESSES = 50;
export const MOST_PHONES = 50;
