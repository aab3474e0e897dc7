import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newcomer } from '#server/contacts/newcomer.ts';
import type { ContactTable } from '#server/contacts/table.ts';
import { readSettings } from '#server/platform/settings.ts';
import { refusalOf } from '../../../../tests/support/refusal.ts';
import { everyRow } from '../../../../tests/support/rows.ts';
import { cast, jar, world, type World } from '../../../../tests/support/world.ts';
import { forgetExpired } from './domain.ts';
import { makeHandoffToken } from './handoff-token.ts';

const email = 'nadia.weber@sexey-aux-forges.example';
const password = 'Nouveau-mot2passe!';
const chosen = { password, confirmation: password };
const SECRET = 'a secret of the tests, long enough';

type Claims = Record<string, unknown>;

/** Written here once more and by other means, so that the portal is not compared with itself. */
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (header: object, claims: Claims, secret = SECRET, hash = 'sha256') => {
	const words = `${encoded(header)}.${encoded(claims)}`;
	return `${words}.${createHmac(hash, secret).update(words).digest('base64url')}`;
};
const HEADER = { alg: 'HS256', typ: 'JWT' };

function claimsOf({ base }: World, changed: Claims = {}): Claims {
	const iat = Math.floor(Date.parse(base.now()) / 1000);
	return { sub: email, aud: base.settings.origin, iat, exp: iat + 300, jti: `nadia-${iat}`, ...changed };
}

/** Somebody of the old portal, listed by the import. */
async function listed(values: Partial<ContactTable> = {}): Promise<World> {
	const here = await world();
	const person = { id: '', email, civility: 'mme' as const, firstName: 'Nadia', lastName: 'Weber', phone: '' };
	await here.base.db
		.insertInto('contact')
		.values({
			...newcomer(person, here.structure('sexey'), 'Élue', here.base.now()),
			accountId: null,
			access: 'none',
			requestedAt: null,
			...values
		})
		.execute();
	return here;
}

const open = (here: World, token: string) => here.visitor().accounts.handoff({ token });
const accept = (here: World, token: string, browser = jar()) =>
	here.visitor(browser).accounts.acceptHandoff({ token, ...chosen });

test('somebody listed chooses a password, has an account with what is known of them, and waits for validation', async () => {
	const here = await listed({ phone: '+33383901000' });
	const token = signed(HEADER, claimsOf(here));
	const browser = jar();
	expect(await open(here, token)).toEqual({ email, hasPassword: false });
	await accept(here, token, browser);
	const me = await here.visitor(browser).accounts.me();
	expect(me.account).toMatchObject({ email, firstName: 'Nadia', lastName: 'Weber', phone: '+33383901000' });
	expect(me.structures).toMatchObject([{ access: 'pending', role: 'user' }]);
	await expect(here.visitor().accounts.signIn({ email, password })).resolves.toBeUndefined();
});

test('an administrator of the old portal is active at once', async () => {
	const here = await listed({ formerAdministratorAt: '2020-01-01T00:00:00.000Z' });
	const browser = jar();
	await accept(here, signed(HEADER, claimsOf(here)), browser);
	expect((await here.visitor(browser).accounts.me()).structures).toMatchObject([
		{ access: 'active', role: 'administrator' }
	]);
});

test('of somebody listed in several structures, who they are comes from where they administrate, else from the oldest', async () => {
	const before = { createdAt: '2020-01-01T00:00:00.000Z' };
	const names = async (changed: Partial<ContactTable>, older: Partial<ContactTable>) => {
		const here = await listed({ firstName: 'Nadia', ...changed });
		const person = { id: '', email, civility: 'mme' as const, firstName: 'Nadège', lastName: 'Weber', phone: '' };
		const other = newcomer(person, here.structure('commercy'), '', here.base.now());
		await here.base.db
			.insertInto('contact')
			.values({ ...other, accountId: null, access: 'none', ...before, ...older })
			.execute();
		const browser = jar();
		await accept(here, signed(HEADER, claimsOf(here)), browser);
		return (await here.visitor(browser).accounts.me()).account.firstName;
	};
	expect(await names({}, {})).toBe('Nadège');
	expect(await names(before, { createdAt: '2021-01-01T00:00:00.000Z' })).toBe('Nadia');
	expect(await names({ formerAdministratorAt: '2020-01-01T00:00:00.000Z' }, {})).toBe('Nadia');
	expect(await names({ role: 'administrator' }, {})).toBe('Nadia');
});

test('an account that never had a password gets its first', async () => {
	const here = await world();
	const { id } = await here.base.db
		.updateTable('account')
		.set({ passwordHash: null, provenAt: null })
		.where('email', '=', cast.vera.email)
		.returning('id')
		.executeTakeFirstOrThrow();
	const browser = jar();
	await accept(here, signed(HEADER, claimsOf(here, { sub: ` ${cast.vera.email.toUpperCase()}` })), browser);
	const me = await here.visitor(browser).accounts.me();
	expect(me.account).toMatchObject({ id, email: cast.vera.email });
	expect(me.structures).toMatchObject([{ access: 'active' }]);
});

test('opening it as often as one likes writes nothing', async () => {
	const here = await listed();
	const token = signed(HEADER, claimsOf(here));
	const before = await everyRow(here.base.db);
	for (let opened = 0; opened < 3; opened++) await open(here, token);
	expect(await everyRow(here.base.db)).toBe(before);
	expect(await here.base.db.selectFrom('rateLimit').selectAll().execute()).toEqual([]);
});

test('a password that breaks a rule uses nothing up', async () => {
	const here = await listed();
	const token = signed(HEADER, claimsOf(here));
	const weak = here.visitor().accounts.acceptHandoff({ token, password: 'court', confirmation: 'autre' });
	expect(await refusalOf(weak)).toMatchObject({
		code: 'invalid',
		fields: { password: expect.any(String), confirmation: expect.any(String) }
	});
	await accept(here, token);
});

test('somebody with a password is told so, and nothing changes', async () => {
	const here = await world();
	const token = signed(HEADER, claimsOf(here, { sub: cast.vera.email }));
	const before = await everyRow(here.base.db);
	expect(await open(here, token)).toEqual({ email: cast.vera.email, hasPassword: true });
	expect((await refusalOf(accept(here, token))).code).toBe('not_found');
	expect(await everyRow(here.base.db)).toBe(before);
});

test('a link works once, also when it is used twice at the same moment', async () => {
	const here = await listed();
	const token = signed(HEADER, claimsOf(here));
	const both = await Promise.allSettled([accept(here, token), accept(here, token)]);
	expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	// Even where it would serve: the account has lost its password since.
	await here.base.db.updateTable('account').set({ passwordHash: null }).where('email', '=', email).execute();
	expect((await refusalOf(open(here, token))).code).toBe('not_found');
	expect((await refusalOf(accept(here, token))).code).toBe('not_found');
});

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const BAD: Record<string, (here: World) => string | Promise<string>> = {
	'an empty one': () => '',
	'one cut short': (here) => signed(HEADER, claimsOf(here)).slice(0, -5),
	'one without its signature': (here) => signed(HEADER, claimsOf(here)).replace(/[^.]+$/, ''),
	'one of another secret': (here) => signed(HEADER, claimsOf(here), `${SECRET}.`),
	'one whose words were changed': (here) => {
		const [header, , signature] = signed(HEADER, claimsOf(here, { sub: 'other@ailleurs.example' })).split('.');
		return [header, encoded(claimsOf(here)), signature].join('.');
	},
	'one signed with nothing': (here) => signed({ alg: 'none', typ: 'JWT' }, claimsOf(here)),
	'one signed with nothing and without signature': (here) => `${encoded({ alg: 'none' })}.${encoded(claimsOf(here))}.`,
	'one signed by HS512': (here) => signed({ alg: 'HS512', typ: 'JWT' }, claimsOf(here), SECRET, 'sha512'),
	'one signed by RS256': (here) => {
		const words = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claimsOf(here))}`;
		return `${words}.${sign('sha256', Buffer.from(words), privateKey).toString('base64url')}`;
	},
	'one that says RS256 and is signed with the secret': (here) => signed({ ...HEADER, alg: 'RS256' }, claimsOf(here)),
	'one with a condition we do not know': (here) => signed({ ...HEADER, crit: ['b64'] }, claimsOf(here)),
	...Object.fromEntries(
		['sub', 'aud', 'iat', 'exp', 'jti'].map((name) => [
			`one without ${name}`,
			(here: World) => signed(HEADER, claimsOf(here, { [name]: undefined }))
		])
	),
	'one for another portal': (here) => signed(HEADER, claimsOf(here, { aud: 'https://client.example.org' })),
	'one whose moments are no moments': (here) => signed(HEADER, claimsOf(here, { iat: 1e300, exp: 1e301 })),
	'one that has ended': (here) => ago(here, 361, {}),
	'one that is old but would last for ever': (here) => ago(here, 361, { exp: 4e9 }),
	'one that ended early': (here) => ago(here, 100, { exp: seconds(here) - 61 }),
	'one of the future': (here) => ago(here, -62, {}),
	'one not to be used yet': (here) => signed(HEADER, claimsOf(here, { nbf: seconds(here) + 62 })),
	'one for nobody': (here) => signed(HEADER, claimsOf(here, { sub: 'personne@ailleurs.example' })),
	'one for what is no address': (here) => signed(HEADER, claimsOf(here, { sub: 'nadia' })),
	'one for the vendor’s staff': (here) => signed(HEADER, claimsOf(here, { sub: cast.sam.email })),
	'a good one where no secret is set': async (here) => {
		const token = await makeHandoffToken(here.base, email);
		here.base.settings = { ...here.base.settings, handoffSecret: undefined };
		return token;
	}
};

const seconds = ({ base }: World) => Math.floor(Date.parse(base.now()) / 1000);
function ago(here: World, age: number, changed: Claims): string {
	const iat = seconds(here) - age;
	return signed(HEADER, { ...claimsOf(here), iat, exp: iat + 300, ...changed });
}

describe.each(Object.keys(BAD))('%s', (name) => {
	test('is refused as every other, and changes nothing', async () => {
		const here = await listed();
		const token = await BAD[name]!(here);
		const before = await everyRow(here.base.db);
		const refusal = {
			code: 'not_found',
			status: 404,
			message:
				'Ce lien ne mène plus nulle part. Revenez à l’ancien espace client pour en obtenir un autre, ou connectez-vous.',
			fields: undefined,
			retryAfter: undefined
		};
		expect(await refusalOf(open(here, token))).toEqual(refusal);
		expect(await refusalOf(accept(here, token))).toEqual(refusal);
		expect(await everyRow(here.base.db)).toBe(before);
	});
});

test.each([
	['five minutes old by a clock that is a minute late', 359, {}],
	['of a clock that is a minute ahead', -59, {}],
	['for several portals', 0, { aud: ['https://other.example.org', 'http://localhost:3000'] }]
])('one %s is good', async (_, age, changed) => {
	const here = await listed();
	expect(await open(here, ago(here, age, changed))).toEqual({ email, hasPassword: false });
});

test('what is kept of a used link is a hash, until the link could not be used again', async () => {
	const here = await listed();
	const claims = claimsOf(here);
	await accept(here, signed(HEADER, claims));
	const kept = () => here.base.db.selectFrom('usedHandoff').selectAll().execute();
	const until = new Date((Number(claims.iat) + 360) * 1000).toISOString();
	expect(await kept()).toEqual([{ idHash: expect.stringMatching(/^[0-9a-f]{64}$/), expiresAt: until }]);
	expect(await everyRow(here.base.db)).not.toContain(claims.jti);
	here.pass({ seconds: 350 });
	await forgetExpired(here.base);
	expect(await kept()).toHaveLength(1);
	here.pass({ seconds: 11 });
	await forgetExpired(here.base);
	expect(await kept()).toEqual([]);
});

test('what leads nowhere may be tried so often only; a good link opens all the same', async () => {
	const here = await listed();
	const codes = [];
	for (let tries = 0; tries < 201; tries++) codes.push((await refusalOf(open(here, 'forged'))).code);
	expect(codes.slice(199)).toEqual(['not_found', 'rate_limited']);
	const token = signed(HEADER, claimsOf(here));
	expect(await open(here, token)).toEqual({ email, hasPassword: false });
	expect((await refusalOf(accept(here, token))).code).toBe('rate_limited');
	here.pass({ seconds: 601 });
	await accept(here, signed(HEADER, claimsOf(here)));
});

/** A hash takes some 30 ms: where only some refusals compute one, their medians differ by that. */
test('a refusal takes the same time, whatever is wrong', { retry: 2 }, async () => {
	const here = await world();
	const nobody = () => signed(HEADER, claimsOf(here, { sub: 'personne@ailleurs.example' }));
	const known = () => signed(HEADER, claimsOf(here, { sub: cast.vera.email }));
	const sides = { forged: () => 'forged', nobody, known };
	const times: Record<string, number[]> = { forged: [], nobody: [], known: [] };
	for (let round = 0; round < 9; round++)
		for (const [side, token] of Object.entries(sides)) {
			const start = performance.now();
			await refusalOf(accept(here, token()));
			times[side]!.push(performance.now() - start);
		}
	const medians = Object.values(times).map((all) => all.sort((a, b) => a - b)[4]!);
	expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(10);
});

test('a secret too short stops the start with one line that names the variable and not the secret', () => {
	const line = 'Settings: HANDOFF_SECRET must be at least 32 bytes long.';
	expect(() => readSettings({ HANDOFF_SECRET: 'x'.repeat(31) })).toThrow(line);
	expect(readSettings({ HANDOFF_SECRET: 'é'.repeat(16) }).handoffSecret).toBe('é'.repeat(16));
	expect(readSettings({}).handoffSecret).toBeUndefined();
});
