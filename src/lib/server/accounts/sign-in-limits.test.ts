import { pino } from 'pino';
import { expect, test } from 'vitest';
import { forgetExpired } from './domain.ts';
import { cast, DEMO_PASSWORD, jar, world } from '../../../../tests/support/world.ts';

const { email } = cast.vera;
const codeOf = (error: { cause?: { code?: string } }) => error.cause?.code;

test('failed attempts on an account delay the next ones, longer each time, and the delay ends by itself', async () => {
	const { visitor, pass } = await world();
	const fail = () =>
		visitor()
			.accounts.signIn({ email, password: 'Wrong-1!' })
			.then(() => 'in', codeOf);
	for (let attempt = 0; attempt < 5; attempt++) expect(await fail()).toBe('invalid');
	expect(await fail()).toBe('rate_limited');
	pass({ seconds: 3 });
	expect(await fail()).toBe('invalid');
	pass({ seconds: 3 });
	expect(await fail()).toBe('rate_limited');
	pass({ seconds: 900 });
	await visitor().accounts.signIn({ email, password: DEMO_PASSWORD });
	expect(await fail()).toBe('invalid');
});

test('ten guesses sent at once count as ten', async () => {
	const { visitor } = await world();
	const guesses = await Promise.all(
		Array.from({ length: 10 }, () =>
			visitor()
				.accounts.signIn({ email, password: 'Wrong-1!' })
				.then(() => 'in', codeOf)
		)
	);
	expect(guesses.filter((code) => code === 'rate_limited')).toHaveLength(5);
});

test('a third party’s failures do not keep a person out of a browser they use', async () => {
	const { visitor } = await world();
	const own = jar();
	await visitor(own).accounts.signIn({ email, password: DEMO_PASSWORD });
	await visitor(own).accounts.signOut();
	for (let attempt = 0; attempt < 8; attempt++)
		await visitor()
			.accounts.signIn({ email, password: 'Wrong-1!' })
			.catch(() => {});
	await expect(visitor().accounts.signIn({ email, password: DEMO_PASSWORD })).rejects.toMatchObject({
		code: 'TOO_MANY_REQUESTS'
	});
	await visitor(own).accounts.signIn({ email, password: DEMO_PASSWORD });
});

test('an unknown address is delayed like a known one', async () => {
	const { visitor } = await world();
	const answers = [];
	for (const address of [email, 'nobody@example.org']) {
		const codes = [];
		for (let attempt = 0; attempt < 7; attempt++)
			codes.push(
				await visitor()
					.accounts.signIn({ email: address, password: 'Wrong-1!' })
					.then(() => 'in', codeOf)
			);
		answers.push(codes);
	}
	expect(answers[0]).toEqual(answers[1]);
});

test('links for a forgotten password are sent five times an hour at most to one address', async () => {
	const { visitor, mails, pass } = await world();
	for (let time = 0; time < 5; time++) await visitor().accounts.forgetPassword({ email });
	await expect(visitor().accounts.forgetPassword({ email })).rejects.toMatchObject({
		code: 'TOO_MANY_REQUESTS',
		cause: { retryAfter: expect.any(Number) }
	});
	expect(await mails()).toHaveLength(5);
	pass({ hours: 1, seconds: 1 });
	await visitor().accounts.forgetPassword({ email });
});

test('whoever chooses a new password by mail is not kept out of that browser by a third party either', async () => {
	const { visitor, mails } = await world();
	await visitor().accounts.forgetPassword({ email });
	const token = (await mails())[0]!.text.match(/\/password\/([\w-]{43})/)![1]!;
	const own = jar();
	const password = 'Moselle-2026!';
	await visitor(own).accounts.setPassword({ token, password, confirmation: password });
	await visitor(own).accounts.signOut();
	for (let attempt = 0; attempt < 8; attempt++)
		await visitor()
			.accounts.signIn({ email, password: 'Wrong-1!' })
			.catch(() => {});
	await visitor(own).accounts.signIn({ email, password });
});

test('a browser is known for 400 days', async () => {
	const { base, visitor, pass } = await world();
	const known = async () => (await base.db.selectFrom('knownDevice').select('tokenHash').execute()).length;
	await visitor(jar()).accounts.signIn({ email, password: DEMO_PASSWORD });
	pass({ days: 399 });
	await forgetExpired(base);
	expect(await known()).toBe(1);
	pass({ days: 2 });
	await forgetExpired(base);
	expect(await known()).toBe(0);
});

test('a refused sign-in is logged, without address or password', async () => {
	const w = await world();
	const lines: string[] = [];
	w.base.log = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
	await w
		.visitor()
		.accounts.signIn({ email, password: 'Wrong-1!' })
		.catch(() => {});
	await w
		.visitor()
		.accounts.signIn({ email: 'nobody@example.org', password: 'Wrong-1!' })
		.catch(() => {});
	expect(lines.map((line) => JSON.parse(line))).toMatchObject([
		{ msg: 'sign-in refused', account: await w.accountId('vera') },
		{ msg: 'sign-in refused', account: null }
	]);
	expect(lines.join()).not.toMatch(/@|Wrong/);
});
