/** Lower case, without accents: what is typed and what is stored meet here. */
export const fold = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{Mn}/gu, '')
		.replace(/œ/gi, 'oe')
		.replace(/æ/gi, 'ae')
		.toLowerCase();

/** What a contact is found by: last name, first name, e-mail, function. */
export const searchTextOf = (contact: { lastName: string; firstName: string; email: string; function: string }): string =>
	fold([contact.lastName, contact.firstName, contact.email, contact.function].join(' '));
