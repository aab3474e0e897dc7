/**
 * Where somebody goes on to once their first password is chosen, whichever link brought them: what is known of them is
 * checked first. Every page that ends in a first password asks here.
 */
export const afterFirstPassword = (to = '/'): string =>
	to === '/' ? '/welcome' : `/welcome?to=${encodeURIComponent(to)}`;
