import { fold } from '#lib/fold.ts';

/** What a contact is found by: last name, first name, e-mail, function. It begins with the name, so that its order is the names'. */
export const searchTextOf = (contact: {
	lastName: string;
	firstName: string;
	email: string;
	function: string;
}): string => fold([contact.lastName, contact.firstName, contact.email, contact.function].join(' '));

/** LIKE patterns, one a word typed: each is found wherever it stands in the search text. */
export const patternsOf = (typed: string): string[] =>
	fold(typed)
		.split(' ')
		.filter((word) => word !== '')
		.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
