import { expect, type Locator, type Page } from '@playwright/test';
import { m } from '#lib/paraglide/messages.js';
import { cast, DEMO_PASSWORD, type CastKey } from '#server/demo/cast.ts';
import type { Portal } from './portal.ts';

export { cast, DEMO_PASSWORD, m };
export type { CastKey };

export type Locale = 'fr' | 'en';

/** A password nobody of the cast has. */
export const NEW_PASSWORD = 'Nouveau-mot2passe!';

/** The field a person finds by its label. */
export const field = (page: Page | Locator, label: string): Locator => page.getByLabel(label, { exact: true });

/** The same for one that says « facultatif ». */
export const optionalField = (page: Page | Locator, label: string, locale: Locale = 'fr'): Locator =>
	field(page, `${label} (${m.ui_optional({}, { locale })})`);

export const button = (page: Page | Locator, name: string): Locator => page.getByRole('button', { name, exact: true });

export const link = (page: Page | Locator, name: string): Locator => page.getByRole('link', { name, exact: true });

export const heading = (page: Page | Locator, name: string): Locator =>
	page.getByRole('heading', { name, exact: true });

export type Login = CastKey | { email: string; password: string };

const loginOf = (who: Login) => (typeof who === 'string' ? { email: cast[who].email, password: DEMO_PASSWORD } : who);

/** Signs in on the sign-in page, as one of the cast or with a login of one's own. */
export async function signInByPage(page: Page, who: Login): Promise<void> {
	const { email, password } = loginOf(who);
	await page.goto('/login');
	await field(page, m.accounts_sign_in_email()).fill(email);
	await field(page, m.accounts_sign_in_password()).fill(password);
	await button(page, m.accounts_sign_in()).click();
	await expect(page).not.toHaveURL(/\/login/);
}

/** The same by what that page sends, where the story is about something else; ends on the person's home page. */
export async function signIn(page: Page, who: Login): Promise<void> {
	await send(page, '/login', loginOf(who));
	await page.goto('/');
	await expect(page).not.toHaveURL(/\/login/);
}

/**
 * Loads a page of somebody signed in, until its scripts run: it listens then, and what follows is told to it. Forms and
 * menus do without, but say and keep less.
 */
export async function awake(page: Page, load: () => Promise<unknown>): Promise<void> {
	const stream = page.waitForResponse(
		(answer) => new URL(answer.url()).pathname === '/live' && answer.status() === 200
	);
	await load();
	await stream;
}

/** Has the portal speak a language to who is signed in. */
export async function speak(page: Page, locale: Locale): Promise<void> {
	await send(page, '/preferences', { locale });
	await page.reload();
}

/** Sends a form as the page's own browser, cookies included. */
async function send(page: Page, path: string, form: Record<string, string>): Promise<void> {
	const { origin } = new URL((await page.request.get('/healthz')).url());
	const answer = await page.request.post(path, { headers: { origin, accept: 'text/html' }, form, maxRedirects: 0 });
	expect(answer.status(), `${path} takes what was sent`).toBe(303);
}

export interface NewPerson {
	firstName: string;
	lastName: string;
	email: string;
	function?: string;
	structureName?: string;
	customerNumber?: string;
}

/** Fills the sign-up form in and sends it. */
export async function signUp(page: Page, person: NewPerson, locale: Locale = 'fr'): Promise<void> {
	await page.goto('/signup');
	await page.getByRole('radio', { name: m.accounts_civility_mme({}, { locale }), exact: true }).check();
	await field(page, m.accounts_first_name({}, { locale })).fill(person.firstName);
	await field(page, m.accounts_last_name({}, { locale })).fill(person.lastName);
	await optionalField(page, m.accounts_function({}, { locale }), locale).fill(person.function ?? '');
	await optionalField(page, m.accounts_structure_name({}, { locale }), locale).fill(person.structureName ?? '');
	await optionalField(page, m.accounts_customer_number({}, { locale }), locale).fill(person.customerNumber ?? '');
	await field(page, m.accounts_sign_in_email({}, { locale })).fill(person.email);
	await field(page, m.accounts_new_password({}, { locale })).fill(NEW_PASSWORD);
	await field(page, m.accounts_confirmation({}, { locale })).fill(NEW_PASSWORD);
	await button(page, m.accounts_sign_up({}, { locale })).click();
	await expect(heading(page, m.accounts_sent_title({}, { locale }))).toBeVisible();
}

/** Waits for a mail to an address that says `subject`, and returns its text. */
export async function mail(portal: Pick<Portal, 'mailsTo'>, email: string, subject: string): Promise<string> {
	let text: string | undefined;
	await expect(async () => {
		text = (await portal.mailsTo(email)).find((mail) => mail.subject === subject)?.text;
		expect(text, `a mail « ${subject} » to ${email}`).toBeDefined();
	}).toPass({ timeout: 15_000, intervals: [100] });
	return text!;
}

/** The address of the link in a mail that leads below `path`. */
export function linkIn(
	text: string,
	path: '/verify/' | '/password/' | '/invitation/' | '/activation/' | '/join/'
): string {
	const found = new RegExp(`http\\S+${path}\\S+`).exec(text)?.[0];
	if (!found) throw new Error(`No link to ${path} in: ${text}`);
	return found;
}

/** Signs up, and proves the address by the link in the mail. */
export async function comeIn(page: Page, portal: Pick<Portal, 'mailsTo'>, person: NewPerson): Promise<void> {
	await signUp(page, person);
	await page.goto(linkIn(await mail(portal, person.email, m.mails_sign_up_subject()), '/verify/'));
	await button(page, m.accounts_verify()).click();
	await goOn(page);
	await expect(page).toHaveURL(/\/s\//);
}

/** After a first password: what is known of the person is right. */
export async function goOn(page: Page, locale: Locale = 'fr'): Promise<void> {
	await expect(heading(page, m.accounts_check_title({}, { locale }))).toBeVisible();
	await button(page, m.accounts_check_confirm({}, { locale })).click();
}

/** An address nobody has, at a place the portal does not know. */
let made = 0;
export const freshEmail = (name: string): string => `${name}.${Date.now().toString(36)}${made++}@ailleurs.example`;

/** The closed and open entries of the main menu. */
export const menu = (page: Page, locale: Locale = 'fr'): Locator =>
	page.getByRole('navigation', { name: m.ui_navigation({}, { locale }) });

/** What is closed to who waits, as a desktop and as a phone call it. */
export const CLOSED = [
	[m.ui_nav_contacts, m.ui_nav_contacts_short],
	[m.ui_nav_structure, m.ui_nav_structure_short],
	[m.documents_nav, m.documents_nav],
	[m.ui_nav_news, m.ui_nav_news_short]
] as const;
/** As many of them a phone's bar has room for; the others are behind « Plus ». */
export const CLOSED_IN_BAR = 2;

/** The closed entries that show at once, and on a phone those behind « Plus », all with the reason. */
export async function expectClosed(page: Page, hasTouch: boolean, locale: Locale = 'fr', opens = true): Promise<void> {
	const bar = menu(page, locale);
	const more = button(bar, m.ui_more({}, { locale }));
	const closed = bar.getByRole('button', { description: m.ui_closed_pending({}, { locale }) });
	await expect(closed).toHaveCount(hasTouch ? CLOSED_IN_BAR : CLOSED.length);
	await expect(bar.getByRole('button')).toHaveCount(hasTouch ? CLOSED_IN_BAR + 1 : CLOSED.length);
	if (!hasTouch || !opens) return;
	await more.click();
	const behind = page.getByRole('link', { disabled: true });
	await expect(behind).toHaveCount(CLOSED.length - CLOSED_IN_BAR);
	for (const entry of await behind.all()) await expect(entry).toContainText(m.ui_closed_pending({}, { locale }));
	await page.keyboard.press('Escape');
}

/** No entry is closed: what is left to press is « Plus », on a phone. */
export const expectAllOpen = (page: Page, hasTouch: boolean, locale: Locale = 'fr'): Promise<void> =>
	expect(menu(page, locale).getByRole('button')).toHaveCount(hasTouch ? 1 : 0);

/** The padlock of somebody, as it stands: `open` can be closed, `closed` can be opened. */
export const padlock = (page: Page | Locator, name: string, is: 'open' | 'closed', locale: Locale = 'fr'): Locator =>
	page.getByRole('button', {
		name: is === 'open' ? m.ui_padlock_to_close({ name }, { locale }) : m.ui_padlock_to_open({ name }, { locale })
	});

export interface Draft {
	subject: string;
	body: string;
}

/** Fills the ticket form in, without sending it. */
export async function fillTicket(page: Page, { subject, body }: Draft, locale: Locale = 'fr'): Promise<void> {
	await field(page, m.tickets_subject({}, { locale })).fill(subject);
	await choice(page, m.tickets_category({}, { locale }), 'Incident').check();
	await choice(page, m.tickets_urgency({}, { locale }), m.tickets_urgency_annoying({}, { locale })).check();
	await field(page, m.tickets_body({}, { locale })).fill(body);
}

export const choice = (page: Page | Locator, legend: string, option: string): Locator =>
	page.getByRole('group', { name: legend }).getByRole('radio', { name: option });

/** Opens a ticket from the list's page, and returns its number once it is said to have left. */
export async function openTicket(page: Page, draft: Draft, locale: Locale = 'fr'): Promise<string> {
	// The home page, which may be about to go, has a link of the same name.
	await expect(heading(page, m.tickets_list_title({}, { locale }))).toBeVisible();
	// An empty list says it in other words.
	await link(page, m.tickets_new_action({}, { locale }))
		.or(link(page, m.tickets_first_action({}, { locale })))
		.click();
	await expect(heading(page, m.tickets_new_title({}, { locale }))).toBeVisible();
	await fillTicket(page, draft, locale);
	await button(page, m.tickets_open_action({}, { locale })).click();
	await expect(heading(page, m.tickets_opened_title({}, { locale }))).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(draft.subject);
	return /\/tickets\/(\d+)/.exec(page.url())![1]!;
}
