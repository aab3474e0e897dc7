/** Here and not in the schemas: pages need these numbers, not the whole of zod. The longest an address may be (RFC 5321). */
export const EMAIL_MAX = 254;
/** A whole number as people type it, the spaces between its figures included. */
export const NUMBER_TYPED_MAX = 10;
