import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { MOST_HANDOFF_CHARACTERS } from '#lib/schemas/accounts.ts';
import { documented, documentedLink } from './support/documented.ts';
import { refusalOf } from './support/refusal.ts';
import { cast, jar, world, type World } from './support/world.ts';

const chosen = { password: 'Nouveau-mot2passe!', confirmation: 'Nouveau-mot2passe!' };
const php = spawnSync('php', ['--version']).status === 0;

/** A portal of this moment: the documented code asks the machine for it. */
const today = () => world(new Date().toISOString());
const secretOf = ({ base }: World) => base.settings.handoffSecret!;
const tokenOf = (link: string) => new URL(link).searchParams.get('token')!;

test('the portal takes a link that the documented JavaScript makes, once', async () => {
	const here = await today();
	const { origin } = here.base.settings;
	const sign = () => documentedLink(origin, secretOf(here), cast.ines.email);
	const link = await sign();
	expect(link).toMatch(`${origin}/from-old-portal?token=`);
	expect(link.length).toBeLessThan(MOST_HANDOFF_CHARACTERS / 2);
	const token = tokenOf(link);
	expect(await here.visitor().accounts.handoff({ token })).toEqual({ email: cast.ines.email, hasPassword: false });
	const browser = jar();
	await here.visitor(browser).accounts.acceptHandoff({ token, ...chosen });
	expect((await here.visitor(browser).accounts.me()).account.email).toBe(cast.ines.email);
	expect((await refusalOf(here.visitor().accounts.handoff({ token }))).code).toBe('not_found');
	expect(tokenOf(await sign()), 'each link is another one').not.toBe(token);
});

test('a link signed by the documented JavaScript with another secret, or for another portal, leads nowhere', async () => {
	const here = await today();
	const { origin } = here.base.settings;
	for (const [portal, secret] of [
		[origin, `${secretOf(here)}.`],
		['https://trial.example.fr', secretOf(here)]
	] as const) {
		const link = await documentedLink(portal, secret, cast.ines.email);
		expect((await refusalOf(here.visitor().accounts.handoff({ token: tokenOf(link) }))).code).toBe('not_found');
	}
});

/** Where there is no PHP, only what can be read in it: it says the same as the JavaScript that runs. */
test('the documented PHP says the same claims as the JavaScript', () => {
	const claims = [...documented('php').matchAll(/'(\w+)' => (?:\$|bin2hex)/g)].map(([, name]) => name);
	const said = /const claims = \{ (.*) \};/.exec(documented('js'))![1]!;
	expect(claims).toEqual([...said.matchAll(/(\w+):/g)].map(([, name]) => name));
	expect(documented('php')).toContain("hash_hmac('sha256', $words, $secret, true)");
});

test.runIf(php)('the portal takes a link that the documented PHP makes', async () => {
	const here = await today();
	const { origin } = here.base.settings;
	const ask = 'echo hand_off_link($argv[1], $argv[2], $argv[3]);';
	const made = spawnSync('php', ['--', origin, secretOf(here), cast.ines.email], {
		input: `${documented('php')}\n${ask}`,
		encoding: 'utf8'
	});
	expect(made.stderr).toBe('');
	const token = tokenOf(made.stdout);
	expect(await here.visitor().accounts.handoff({ token })).toEqual({ email: cast.ines.email, hasPassword: false });
});

test('the banner says what it is for, in French, with no script and nothing of another site', () => {
	const banner = documented('html');
	expect(banner).toContain('Une nouvelle version de votre espace client est disponible&#8239;!');
	expect(banner).not.toMatch(/<script|<link|https?:|url\(|@import|on\w+=/);
});
