import { request as playwright, type APIRequestContext } from '@playwright/test';
import { MUTATIONS, PROCEDURES, WITHIN_STRUCTURE } from '../support/everybody.ts';
import { draft } from '../support/ticket.ts';
import { callDirectly, homeOf, post, signInDirectly } from './support/directly.ts';
import { ROUTES } from './support/routes.ts';
import { expect, test } from './support/test.ts';

/** What a person meets at an address: `in`, `login` (sent to sign in), `away` (sent elsewhere), a status otherwise. */
const PEOPLE = ['visitor', 'noor', 'pia', 'vera', 'adam', 'otto', 'lola', 'rene', 'sam', 'mona'] as const;
type Somebody = (typeof PEOPLE)[number];

/**
 * `A` stands for structure A, `N` for the number of a ticket of Vera's there. Read without a browser. A live stream opens
 * to whoever is signed in, and ends at once where its ticket is not theirs to see.
 */
const EXPECTED = tabled(`
	route                                                address                                        visitor  noor  pia   vera  adam  otto  lola  rene  sam   mona
	/                                                    /                                              away     away  away  away  away  away  away  away  away  away
	/[x+2e]well-known/assetlinks.json                    /.well-known/assetlinks.json                  in       in    in    in    in    in    in    in    in    in
	/account                                             /account                                       login    in    in    in    in    in    in    in    in    in
	/account/notifications                               /account/notifications                         login    in    in    in    in    in    in    in    in    in
	/account/notifications/preferences                   /account/notifications/preferences             login    in    in    in    in    in    in    in    in    in
	/account/password                                    /account/password                              login    in    in    in    in    in    in    in    in    in
	/account/sessions                                    /account/sessions                              login    in    in    in    in    in    in    in    in    in
	/activation/[token]                                  /activation/none                              in       in    in    in    in    in    in    in    in    in
	/activation/[token]/again                            /activation/none/again                        in       in    in    in    in    in    in    in    in    in
	/activation/sent                                     /activation/sent                              in       in    in    in    in    in    in    in    in    in
	/app                                                  /app                                          in       in    in    in    in    in    in    in    in    in
	/brand/[name=logo]                                   /brand/logo                                    in       in    in    in    in    in    in    in    in    in
	/brand/app/[icon=appicon]                             /brand/app/icon-192.png                       in       in    in    in    in    in    in    in    in    in
	/brand/colors.css                                    /brand/colors.css                              in       in    in    in    in    in    in    in    in    in
	/demo/mails                                          /demo/mails                                    in       in    in    in    in    in    in    in    in    in
	/dev                                                 /dev                                           404      404   404   404   404   404   404   404   404   404
	/email/[token]                                       /email/none                                    in       in    in    in    in    in    in    in    in    in
	/files                                               /files                                         405      405   405   405   405   405   405   405   405   405
	/from-old-portal                                     /from-old-portal                               in       in    in    in    in    in    in    in    in    in
	/healthz                                             /healthz                                       in       in    in    in    in    in    in    in    in    in
	/help                                                /help                                          in       in    in    in    in    in    in    in    in    in
	/invitation/[token]                                  /invitation/none                               in       in    in    in    in    in    in    in    in    in
	/join/[token]                                        /join/none                                     in       in    in    in    in    in    in    in    in    in
	/legal                                               /legal                                         in       in    in    in    in    in    in    in    in    in
	/live                                                /live?ticket=999999                            401      in    in    in    in    in    in    in    in    in
	/login                                               /login                                         in       away  away  away  away  away  away  away  away  away
	/logout                                              /logout                                        away     away  away  away  away  away  away  away  away  away
	/manifest.webmanifest                                 /manifest.webmanifest                         in       in    in    in    in    in    in    in    in    in
	/media/documents/[id]                                /media/documents/none                          404      404   404   404   404   404   404   404   404   404
	/media/news/[id]/[version]                           /media/news/none/1                             404      404   404   404   404   404   404   404   404   404
	/new-ticket                                           /new-ticket                                   login    away  away  away  away  away  away  away  away  away
	/news                                                /news                                          in       in    in    in    in    in    in    in    in    in
	/news/[id]                                           /news/none                                     404      404   404   404   404   404   404   404   404   404
	/news/rss.xml                                        /news/rss.xml                                  in       in    in    in    in    in    in    in    in    in
	/offline                                             /offline                                       in       in    in    in    in    in    in    in    in    in
	/password/[token]                                    /password/none                                 in       in    in    in    in    in    in    in    in    in
	/password/forgotten                                  /password/forgotten                            in       in    in    in    in    in    in    in    in    in
	/password/forgotten/sent                             /password/forgotten/sent                       in       in    in    in    in    in    in    in    in    in
	/preferences                                         /preferences                                   away     away  away  away  away  away  away  away  away  away
	/rate/[token]                                        /rate/none                                     in       in    in    in    in    in    in    in    in    in
	/robots.txt                                           /robots.txt                                   in       in    in    in    in    in    in    in    in    in
	/s/[structure]                                       /s/A                                           login    404   in    in    in    404   away  away  404   404
	/s/[structure]/contacts                              /s/A/contacts                                  login    404   403   in    in    404   away  away  404   404
	/s/[structure]/contacts/[id]                         /s/A/contacts/none                             login    404   403   403   404   404   away  away  404   404
	/s/[structure]/contacts/export                       /s/A/contacts/export                           401      404   403   403   in    404   404   404   in    in
	/s/[structure]/contacts/new                          /s/A/contacts/new                              login    404   403   403   in    404   away  away  404   404
	/s/[structure]/documents                             /s/A/documents                                 login    404   403   in    in    404   away  away  404   404
	/s/[structure]/documents/[id]                        /s/A/documents/none                            401      404   403   404   404   404   404   404   403   403
	/s/[structure]/news                                  /s/A/news                                      login    404   403   in    in    404   away  away  404   404
	/s/[structure]/news/[id]                             /s/A/news/none                                 login    404   403   404   404   404   away  away  404   404
	/s/[structure]/structure                             /s/A/structure                                 login    404   403   in    in    404   away  away  404   404
	/s/[structure]/structure/addresses/[part]            /s/A/structure/addresses/new                   login    404   403   403   in    404   away  away  404   404
	/s/[structure]/structure/history                     /s/A/structure/history                         login    404   403   403   in    404   away  away  404   404
	/s/[structure]/structure/information                 /s/A/structure/information                     login    404   403   403   in    404   away  away  404   404
	/s/[structure]/structure/phones/[part]               /s/A/structure/phones/none                     login    404   403   403   404   404   away  away  404   404
	/s/[structure]/structure/referents/[role]            /s/A/structure/referents/dpo                   login    404   403   403   in    404   away  away  404   404
	/s/[structure]/structure/referents/[role]/new        /s/A/structure/referents/dpo/new               login    404   403   403   in    404   away  away  404   404
	/s/[structure]/tickets                               /s/A/tickets                                   login    404   in    in    in    404   away  away  404   404
	/s/[structure]/tickets/[number]                      /s/A/tickets/N                                 login    404   404   in    in    404   away  away  404   404
	/s/[structure]/tickets/[number]/files/[id]           /s/A/tickets/N/files/none                      401      404   404   404   404   404   404   404   403   403
	/s/[structure]/tickets/new                           /s/A/tickets/new                               login    404   in    in    in    404   away  away  404   404
	/s/[structure]/tickets/new/[kind=request]            /s/A/tickets/new/administrator                 login    404   in    in    in    404   away  away  404   404
	/s/[structure]/tickets/search                        /s/A/tickets/search                            login    404   in    in    in    404   away  away  404   404
	/s/[structure]/tickets/visibility                    /s/A/tickets/visibility                        login    404   404   404   in    404   away  away  404   404
	/share                                                /share                                        away     away  away  away  away  away  away  away  away  away
	/signup                                              /signup                                        in       away  away  away  away  away  away  away  away  away
	/signup/sent                                         /signup/sent                                   in       in    in    in    in    in    in    in    in    in
	/staff                                               /staff                                         login    404   404   404   404   404   404   404   in    in
	/staff/audit                                         /staff/audit                                   login    404   404   404   404   404   404   404   403   in
	/staff/campaigns                                     /staff/campaigns                               login    404   404   404   404   404   404   404   in    in
	/staff/campaigns/[id]                                /staff/campaigns/none                          login    404   404   404   404   404   404   404   404   404
	/staff/campaigns/[id]/export                         /staff/campaigns/none/export                   401      403   403   403   403   403   403   403   404   404
	/staff/campaigns/[id]/message                        /staff/campaigns/none/message                  login    404   404   404   404   404   404   404   404   404
	/staff/campaigns/[id]/people                         /staff/campaigns/none/people                   login    404   404   404   404   404   404   404   404   404
	/staff/campaigns/[id]/structures                     /staff/campaigns/none/structures               login    404   404   404   404   404   404   404   404   404
	/staff/campaigns/new                                 /staff/campaigns/new                           login    404   404   404   404   404   404   404   403   in
	/staff/documents                                     /staff/documents                               login    404   404   404   404   404   404   404   in    in
	/staff/documents/[id]                                /staff/documents/none                          login    404   404   404   404   404   404   404   404   404
	/staff/documents/[id]/file                           /staff/documents/none/file                     401      403   403   403   403   403   403   403   404   404
	/staff/documents/batches/[batch]                     /staff/documents/batches/none                  login    404   404   404   404   404   404   404   404   404
	/staff/documents/batches/[batch]/files/[file]        /staff/documents/batches/none/files/none       login    404   404   404   404   404   404   404   404   404
	/staff/documents/batches/[batch]/files/[file]/content  /staff/documents/batches/none/files/none/content  401      403   403   403   403   403   403   403   404   404
	/staff/documents/batches/new                         /staff/documents/batches/new                   login    404   404   404   404   404   404   404   in    in
	/staff/documents/new                                 /staff/documents/new                           login    404   404   404   404   404   404   404   in    in
	/staff/imports                                       /staff/imports                                 login    404   404   404   404   404   404   404   403   in
	/staff/imports/[run]                                 /staff/imports/none                            login    404   404   404   404   404   404   404   403   404
	/staff/imports/[run]/report                          /staff/imports/none/report                     401      403   403   403   403   403   403   403   403   404
	/staff/mailings                                      /staff/mailings                                login    404   404   404   404   404   404   404   in    in
	/staff/mailings/[id]                                 /staff/mailings/none                           login    404   404   404   404   404   404   404   404   404
	/staff/mailings/[id]/edit                            /staff/mailings/none/edit                      login    404   404   404   404   404   404   404   404   404
	/staff/mailings/[id]/export                          /staff/mailings/none/export                    401      403   403   403   403   403   403   403   404   404
	/staff/mailings/[id]/message                         /staff/mailings/none/message                   login    404   404   404   404   404   404   404   404   404
	/staff/mailings/[id]/recipients                      /staff/mailings/none/recipients                login    404   404   404   404   404   404   404   404   404
	/staff/mailings/[id]/structures                      /staff/mailings/none/structures                login    404   404   404   404   404   404   404   404   404
	/staff/mailings/new                                  /staff/mailings/new                            login    404   404   404   404   404   404   404   in    in
	/staff/mails                                         /staff/mails                                   login    404   404   404   404   404   404   404   in    in
	/staff/mails/incoming                                /staff/mails/incoming                          login    404   404   404   404   404   404   404   in    in
	/staff/mails/incoming/[id]                           /staff/mails/incoming/none                     login    404   404   404   404   404   404   404   404   404
	/staff/mails/incoming/of/[message]                   /staff/mails/incoming/of/none                  login    404   404   404   404   404   404   404   404   404
	/staff/news                                          /staff/news                                    login    404   404   404   404   404   404   404   in    in
	/staff/news/[id]                                     /staff/news/none                               login    404   404   404   404   404   404   404   404   404
	/staff/news/[id]/readers                             /staff/news/none/readers                       login    404   404   404   404   404   404   404   404   404
	/staff/news/[id]/readers/export                      /staff/news/none/readers/export                401      403   403   403   403   403   403   403   404   404
	/staff/news/new                                      /staff/news/new                                login    404   404   404   404   404   404   404   in    in
	/staff/news/picture/[upload]                         /staff/news/picture/none                       401      403   403   403   403   403   403   403   404   404
	/staff/proposals                                     /staff/proposals                               login    404   404   404   404   404   404   404   in    in
	/staff/proposals/[id]                                /staff/proposals/none                          login    404   404   404   404   404   404   404   404   404
	/staff/requests                                      /staff/requests                                login    404   404   404   404   404   404   404   in    in
	/staff/satisfaction                                  /staff/satisfaction                            login    404   404   404   404   404   404   404   in    in
	/staff/settings                                      /staff/settings                                login    404   404   404   404   404   404   404   404   in
	/staff/settings/app                                   /staff/settings/app                           login    404   404   404   404   404   404   404   404   in
	/staff/settings/appearance                           /staff/settings/appearance                     login    404   404   404   404   404   404   404   404   in
	/staff/settings/categories                           /staff/settings/categories                     login    404   404   404   404   404   404   404   404   in
	/staff/settings/identity                             /staff/settings/identity                       login    404   404   404   404   404   404   404   404   in
	/staff/settings/legal                                /staff/settings/legal                          login    404   404   404   404   404   404   404   404   in
	/staff/settings/limits                               /staff/settings/limits                         login    404   404   404   404   404   404   404   404   in
	/staff/settings/products                             /staff/settings/products                       login    404   404   404   404   404   404   404   404   in
	/staff/settings/staff                                /staff/settings/staff                          login    404   404   404   404   404   404   404   404   in
	/staff/settings/staff/[id]                           /staff/settings/staff/none                     login    404   404   404   404   404   404   404   404   404
	/staff/structures                                    /staff/structures                              login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]                               /staff/structures/A                            login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/contacts                      /staff/structures/A/contacts                   login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/contacts/[contact]            /staff/structures/A/contacts/none              login    404   404   404   404   404   404   404   404   404
	/staff/structures/[id]/contacts/export               /staff/structures/A/contacts/export            401      403   403   403   403   403   403   403   in    in
	/staff/structures/[id]/contacts/new                  /staff/structures/A/contacts/new               login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/details                       /staff/structures/A/details                    login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/details/addresses/[part]      /staff/structures/A/details/addresses/new      login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/details/information           /staff/structures/A/details/information        login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/details/phones/[part]         /staff/structures/A/details/phones/none        login    404   404   404   404   404   404   404   404   404
	/staff/structures/[id]/details/referents/[role]      /staff/structures/A/details/referents/dpo      login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/details/referents/[role]/new  /staff/structures/A/details/referents/dpo/new  login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/documents                     /staff/structures/A/documents                  login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/documents/new                 /staff/structures/A/documents/new              login    404   404   404   404   404   404   404   in    in
	/staff/structures/[id]/history                       /staff/structures/A/history                    login    404   404   404   404   404   404   404   in    in
	/staff/structures/new                                /staff/structures/new                          login    404   404   404   404   404   404   404   in    in
	/staff/tasks                                         /staff/tasks                                   login    404   404   404   404   404   404   404   in    in
	/staff/templates                                     /staff/templates                               login    404   404   404   404   404   404   404   in    in
	/staff/tickets                                       /staff/tickets                                 login    404   404   404   404   404   404   404   in    in
	/staff/tickets/[number]                              /staff/tickets/N                               login    404   404   404   404   404   404   404   in    in
	/staff/tickets/[number]/files/[id]                   /staff/tickets/N/files/none                    401      403   403   403   403   403   403   403   404   404
	/staff/tickets/[number]/merge                        /staff/tickets/N/merge                         login    404   404   404   404   404   404   404   in    in
	/staff/tickets/[number]/transfer                     /staff/tickets/N/transfer                      login    404   404   404   404   404   404   404   in    in
	/staff/tickets/new                                   /staff/tickets/new                             login    404   404   404   404   404   404   404   in    in
	/staff/tickets/search                                /staff/tickets/search                          login    404   404   404   404   404   404   404   in    in
	/verify/[token]                                      /verify/none                                   in       in    in    in    in    in    in    in    in    in
	/welcome                                             /welcome                                       login    in    in    in    in    in    in    in    away  away
`);

/** Tickets, and saying how satisfied one is with one's own: open before validation. */
const TICKETING = /^(tickets\.|satisfaction\.(mine|rate)$)/;

test.describe('without a browser', () => {
	test.skip(({ hasTouch }) => hasTouch === true, 'the same at any size');

	let people: Record<Somebody, APIRequestContext>;
	let structure: string;
	let number: string;

	test.beforeAll(async ({ portal: { origin } }) => {
		const entries = PEOPLE.map(async (person) => {
			const request = await playwright.newContext();
			if (person !== 'visitor') await signInDirectly(request, origin, person);
			return [person, request] as const;
		});
		people = Object.fromEntries(await Promise.all(entries)) as typeof people;
		structure = (await homeOf(people.vera, origin)).slice('/s/'.length);
		const opened = await people.vera.post(`${origin}/trpc/tickets.open`, {
			headers: { origin },
			data: draft(structure)
		});
		number = String(((await opened.json()) as { result: { data: { number: number } } }).result.data.number);
	});

	test.afterAll(() => Promise.all(Object.values(people ?? {}).map((request) => request.dispose())));

	test('every page opens to exactly who may see it', async ({ portal: { origin } }) => {
		expect(Object.keys(EXPECTED).sort(), 'every route has a line').toEqual(ROUTES);
		for (const [route, { path, row }] of Object.entries(EXPECTED)) {
			const address =
				origin + path.replace(/(?<=\/(s|structures)\/)A(?=\/|$)/, structure).replace(/\/N(?=\/|$)/, `/${number}`);
			const met: Record<string, string> = {};
			for (const person of PEOPLE) met[person] = await meeting(people[person], address);
			const expected = Object.fromEntries(row.map((told, index) => [PEOPLE[index]!, told]));
			expect(met, route).toEqual(expected);
		}
	});

	test('someone pending is refused by every procedure called directly, except tickets', async ({
		portal: { origin }
	}) => {
		for (const path of PROCEDURES.filter((path) => !path.startsWith('accounts.'))) {
			const told = await callDirectly(people.pia, origin, path, MUTATIONS.includes(path) ? 'mutation' : 'query', {
				structure
			});
			if (WITHIN_STRUCTURE.has(path) && !TICKETING.test(path))
				expect(told, path).toEqual({ status: 403, code: 'not_validated' });
			else expect(told.status, `${path} ${told.code}`).toBeLessThan(500);
		}
	});

	test('someone locked, refused or from elsewhere finds nothing by calling directly', async ({
		portal: { origin }
	}) => {
		for (const person of ['lola', 'rene', 'otto', 'noor'] as const) {
			for (const path of WITHIN_STRUCTURE) {
				const told = await callDirectly(people[person], origin, path, MUTATIONS.includes(path) ? 'mutation' : 'query', {
					structure
				});
				expect(told, `${path} by ${person}`).toEqual({ status: 404, code: 'not_found' });
			}
		}
	});

	test('what another site sends is refused, form or call, and so are too many calls at once', async ({
		portal: { origin }
	}) => {
		const elsewhere = { origin: 'https://elsewhere.example' };
		expect((await people.vera.post(`${origin}/trpc/accounts.signOut`, { headers: elsewhere, data: {} })).status()).toBe(
			403
		);
		expect((await people.vera.post(`${origin}/trpc/accounts.signOut`, { data: {} })).status()).toBe(403);
		expect((await people.vera.post(`${origin}/logout`, { headers: elsewhere, form: { a: 'b' } })).status()).toBe(403);
		for (const comma of [',', '%2C']) {
			const answer = await people.vera.get(
				`${origin}/trpc/${Array(11).fill('news.latest').join(comma)}?batch=1&input={}`
			);
			expect(answer.status(), comma).toBe(413);
		}
		expect((await people.vera.get(`${origin}/trpc/news.latest%E0%A4%A?batch=1&input={}`)).status()).toBeLessThan(500);
		expect((await people.vera.delete(`${origin}/trpc/news.latest`)).status()).toBe(405);
		expect((await people.vera.get(`${origin}/account`, { maxRedirects: 0 })).status(), 'still signed in').toBe(200);
	});

	test('every answer carries the headers that protect', async ({ portal: { origin } }) => {
		for (const path of [
			'/login',
			'/nowhere',
			'/account',
			'/healthz',
			'/brand/logo',
			'/trpc/accounts.me',
			'/trpc/nothing.at.all',
			`/s/${structure}/contacts`
		]) {
			const headers = (await people.pia.get(origin + path)).headers();
			expect(headers['x-content-type-options'], path).toBe('nosniff');
			expect(headers['x-frame-options'], path).toBe('DENY');
			expect(headers['referrer-policy'], path).toBeDefined();
			expect(headers['content-security-policy'], path).toMatch(/default-src 'none'|script-src/);
			expect(headers['content-security-policy'], path).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
			expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
			if (!path.startsWith('/brand')) expect(headers['cache-control'], path).toContain('no-store');
		}
	});

	test('a form with fields of the wrong kind is refused, never an accident', async ({ portal: { origin } }) => {
		for (const path of [
			'/login',
			'/signup',
			'/password/forgotten',
			'/password/none',
			'/from-old-portal?token=none',
			'/verify/none',
			'/preferences',
			'/account',
			'/account/password',
			'/welcome',
			'/account/sessions?/revoke',
			`/s/${structure}/tickets/new`,
			`/s/${structure}/tickets/${number}?/answer`,
			`/s/${structure}/contacts?/open`
		]) {
			for (const form of [
				{},
				{ email: 'x'.repeat(5000), password: '\u0000' },
				{ number: 'NaN', contact: '../..', id: '%00', token: '🙂' }
			] as Record<string, string>[]) {
				const status = (await post(people.vera, origin, path, form)).status();
				expect(status, `${path} ${JSON.stringify(form).slice(0, 60)}`).toBeLessThan(500);
			}
		}
	});
});

async function meeting(request: APIRequestContext, address: string): Promise<string> {
	const response = await request.get(address, { maxRedirects: 0 });
	const status = response.status();
	if (status === 200) return 'in';
	if (status !== 303) return String(status);
	return response.headers().location!.startsWith('/login?to=') ? 'login' : 'away';
}

function tabled(text: string): Record<string, { path: string; row: string[] }> {
	const [, ...lines] = text.trim().split('\n');
	return Object.fromEntries(
		lines.map((line) => {
			const [route, path, ...row] = line.trim().split(/\s+/);
			return [route!, { path: path!, row }];
		})
	);
}
