import { expect, test } from 'vitest';
import type { Message, PostOffice } from './mail.ts';
import { sparingReserved } from './kept-mails.ts';

/** Writes down whom it was given mails for. */
function office(): PostOffice & { to: string[] } {
	const to: string[] = [];
	return { to, send: async (message) => void to.push(message.to), close() {} };
}

test('a mail to an address that cannot exist is kept, and every other one leaves', async () => {
	const [smtp, kept] = [office(), office()];
	const post = sparingReserved(smtp, kept);
	const reserved = [
		'adam.ferry@sexey-aux-forges.example',
		'a@example',
		'a@example.com',
		'a@mail.example.org',
		'a@b.test',
		'a@b.invalid',
		'a@localhost'
	];
	const real = ['a@mairie-example.fr', 'a@example.fr', 'a@notexample.com', 'test@example.com.fr', 'example@mairie.fr'];
	for (const to of [...reserved, ...real]) await post.send({ to } as Message);
	expect([kept.to, smtp.to]).toEqual([reserved, real]);
});
