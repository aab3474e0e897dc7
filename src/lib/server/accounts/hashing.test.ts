import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { contextOf } from '#server/request-context.ts';
import { createCaller } from '#server/router.ts';
import { cast, DEMO_PASSWORD, jar, world, type World } from '../../../../tests/support/world.ts';
import { inTurn } from './passwords.ts';

const { email } = cast.vera;
const codeOf = (error: unknown) => describe(error).code;

/** Each from an address of its own, as an attack from many machines would be. */
async function fromElsewhere({ base }: World, n: number) {
	const request = { ip: `198.51.100.${n}`, userAgent: '' };
	return createCaller(await contextOf(base, { cookies: jar(), request }));
}

test('a flood of sign-ins beyond what can wait is told to come back, and the others get their answer', async () => {
	const w = await world();
	const flood = await Promise.all(
		Array.from({ length: 80 }, async (_, n) =>
			(await fromElsewhere(w, n)).accounts
				.signIn({ email: `nobody${n}@ailleurs.example`, password: 'Wrong-1!' })
				.then(() => 'in', describe)
		)
	);
	const refused = flood.filter((told) => typeof told === 'object' && told.code === 'unavailable');
	expect(refused).toHaveLength(30);
	expect(refused[0]).toMatchObject({ status: 503, retryAfter: 5 });
	await w.visitor(jar()).accounts.signIn({ email, password: DEMO_PASSWORD });
});

test('everything that computes a hash waits in that line, and finding no place counts as no try', async () => {
	const w = await world();
	let leave = () => {};
	const left = new Promise<void>((resolve) => (leave = resolve));
	const full = Array.from({ length: 50 }, () => inTurn(() => left));
	const visitor = w.visitor().accounts;
	const password = 'Moselle-2026!';
	const confirmation = password;
	const token = 'x'.repeat(43);
	const names = { firstName: 'Lucie', lastName: 'Thiriet' };
	const refused = await Promise.all([
		...Array.from({ length: 10 }, () => visitor.signIn({ email, password: 'Wrong-1!' }).catch(codeOf)),
		visitor.signUp({ ...names, email: 'lucie@ailleurs.example', password, confirmation }).catch(codeOf),
		visitor.proveAddress({ token }).catch(codeOf),
		visitor.setPassword({ token, password, confirmation }).catch(codeOf),
		visitor.acceptInvitation({ token, password, confirmation }).catch(codeOf),
		visitor.acceptHandoff({ token, password, confirmation }).catch(codeOf),
		w.visitor().staff.join({ token, password, confirmation }).catch(codeOf),
		w.as('adam').accounts.changePassword({ currentPassword: 'Wrong-1!', password, confirmation }).catch(codeOf)
	]);
	expect(refused).toEqual(Array(17).fill('unavailable'));
	leave();
	await Promise.all(full);
	await visitor.signIn({ email, password: DEMO_PASSWORD });
});
