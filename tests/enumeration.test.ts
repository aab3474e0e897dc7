import { describe as group, expect, test } from 'vitest';
import { warmUpPasswords } from '#server/accounts/passwords.ts';
import { describe } from '#server/platform/trpc.ts';
import { rowCounter } from './support/rows.ts';
import { cast, jar, world, type World } from './support/world.ts';

/** Each side is timed so many times, in turns, so that a busy machine slows both alike. */
const ROUNDS = 21;
/** Medians may differ by a third and 3 ms. Skipping a password's hash saves some 30 ms of some 30: it would show. */
const MAY_DIFFER_BY = 1 / 3;
const MAY_DIFFER_BY_MS = 3;

const password = 'Nouveau-mot2passe!';
const person = { civility: '' as const, firstName: 'Line', lastName: 'Perrin', password, confirmation: password };

const ACTS: Record<string, (api: ReturnType<World['visitor']>, email: string) => Promise<unknown>> = {
	'signing in with a wrong password': (api, email) => api.accounts.signIn({ email, password: 'Un-autre-mot2passe!' }),
	'asking for a new password': (api, email) => api.accounts.forgetPassword({ email }),
	'signing up': (api, email) => api.accounts.signUp({ ...person, email })
};

/** What the person gets to see: the answer or the refusal, and the cookies their browser is given. */
async function seen(here: World, act: (typeof ACTS)[string], email: string) {
	const browser = jar();
	const answer = await act(here.visitor(browser), email).catch((error: unknown) => describe(error));
	return { answer, cookies: [...browser.all].map(([name, value]) => [name, value.length]) };
}

group.each(Object.keys(ACTS))('%s tells nobody whether an address has an account', (name) => {
	const act = ACTS[name]!;
	const known = cast.vera.email;
	const unknown = 'vera.leroux@sexey-aux-forges.example';

	test('the answer is the same', async () => {
		expect(await seen(await world(), act, known)).toEqual(await seen(await world(), act, unknown));
	});

	test('the same is written', async () => {
		expect(await written(known)).toEqual(await written(unknown));

		async function written(email: string) {
			const here = await world();
			const count = await rowCounter(here.base.db);
			const before = await count();
			await seen(here, act, email);
			return difference(before, await count());
		}
	});

	test('it is refused after as many tries', async () => {
		expect(await tries(known)).toBe(await tries(unknown));

		async function tries(email: string) {
			const here = await world();
			for (let count = 1; count <= 50; count++) {
				const { answer } = await seen(here, act, email);
				if ((answer as { code?: string } | undefined)?.code === 'rate_limited') return count;
			}
			return Infinity;
		}
	});

	// Tried again when the machine was disturbed; what differs by design differs each time.
	test('it takes the same time', { retry: 2, timeout: 60_000 }, async () => {
		await warmUpPasswords();
		const here = await world();
		const times = { known: [] as number[], unknown: [] as number[] };
		for (let round = 0; round < ROUNDS; round++) {
			const sides = [
				['known', known],
				['unknown', unknown]
			] as const;
			for (const [side, email] of round % 2 ? sides : [...sides].reverse()) {
				here.pass({ hours: 25 });
				const start = performance.now();
				await seen(here, act, email);
				times[side].push(performance.now() - start);
			}
		}
		const [a, b] = [median(times.known), median(times.unknown)];
		expect(Math.abs(a - b), `medians of ${a.toFixed(1)} ms and ${b.toFixed(1)} ms`).toBeLessThan(
			Math.max(a, b) * MAY_DIFFER_BY + MAY_DIFFER_BY_MS
		);
	});
});

test('an address on its way in is told apart from no other by signing up twice', async () => {
	const here = await world();
	const email = 'line.perrin@ailleurs.example';
	const first = await seen(here, ACTS['signing up']!, email);
	expect(await seen(here, ACTS['signing up']!, email)).toEqual(first);
});

const difference = (before: Record<string, number>, after: Record<string, number>) =>
	Object.fromEntries(Object.entries(after).map(([table, rows]) => [table, rows - before[table]!]));

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
