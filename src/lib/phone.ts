/** A French number in pairs, 03 83 90 10 00; any other as it was written. */
export const shownPhone = (phone: string): string =>
	/^0\d{9}$/.test(phone) ? phone.replace(/(\d\d)(?=\d)/g, '$1\u00a0') : phone;

/** The same with plain spaces, as one types it: for a field, or a file. */
export const typedPhone = (phone: string): string => shownPhone(phone).replaceAll('\u00a0', ' ');
