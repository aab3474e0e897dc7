import type { Page } from '@playwright/test';
import { expectSound } from './support/sound.ts';
import { button, cast, choice, field, freshEmail, linkIn, m, mail, NEW_PASSWORD, optionalField, signIn, signUp, type Locale } from './support/steps.ts';
import type { Portal } from './support/portal.ts';
import { expect, test } from './support/test.ts';

interface Case {
	form: string;
	/** Goes to where the form stands, as whoever may fill it in. */
	goes(page: Page, portal: Portal, locale: Locale): Promise<void>;
	/** What is typed, by label. Secrets are not kept, the rest is. */
	types?: (locale: Locale) => [label: string, value: string, kind?: 'secret' | 'optional'][];
	sends(locale: Locale): string;
	/** What is said, by label. */
	told(locale: Locale): [label: string, text: string][];
	/** Said above the form, where no field is at fault. */
	above?: (locale: Locale) => string;
}

const own = (as: Parameters<typeof signIn>[1], path: string) => async (page: Page, _portal: Portal, locale: Locale) => {
	await signIn(page, as, locale);
	const home = /\/s\/[^/]+/.exec(page.url())?.[0] ?? '';
	await page.goto(path.replace('HOME', home));
};

const LONG = 'x'.repeat(200);

const CASES: Case[] = [
	{
		form: 'sign in',
		goes: async (page) => void (await page.goto('/login')),
		types: (locale) => [
			[m.accounts_sign_in_email({}, { locale }), cast.maud?.email ?? 'quelqu.un@ailleurs.example'],
			[m.accounts_sign_in_password({}, { locale }), 'Faux-mot2passe!', 'secret']
		],
		sends: (locale) => m.accounts_sign_in({}, { locale }),
		told: () => [],
		above: (locale) => m.accounts_sign_in_refused({}, { locale })
	},
	{
		form: 'sign up',
		goes: async (page) => void (await page.goto('/signup')),
		types: (locale) => [
			[m.accounts_first_name({}, { locale }), 'Line'],
			[m.accounts_customer_number({}, { locale }), 'C 10601', 'optional'],
			[m.accounts_sign_in_email({}, { locale }), 'line.perrin@'],
			[m.accounts_new_password({}, { locale }), NEW_PASSWORD, 'secret']
		],
		sends: (locale) => m.accounts_sign_up({}, { locale }),
		told: (locale) => [
			[m.accounts_last_name({}, { locale }), m.errors_required({}, { locale })],
			[m.accounts_sign_in_email({}, { locale }), m.errors_email({}, { locale })]
		]
	},
	{
		form: 'forgotten password',
		goes: async (page) => void (await page.goto('/password/forgotten')),
		types: (locale) => [[m.accounts_sign_in_email({}, { locale }), 'pas une adresse']],
		sends: (locale) => m.accounts_forgotten_send({}, { locale }),
		told: (locale) => [[m.accounts_sign_in_email({}, { locale }), m.errors_email({}, { locale })]]
	},
	{
		form: 'new password',
		goes: async (page, portal) => {
			await page.request.post('/password/forgotten', { headers: { origin: portal.origin }, form: { email: cast.thea.email } });
			await page.goto(linkIn(await mail(portal, cast.thea.email, m.mails_reset_subject()), '/password/'));
		},
		types: (locale) => [
			[m.accounts_new_password({}, { locale }), 'Théa.grandjean', 'secret'],
			[m.accounts_confirmation({}, { locale }), 'autre', 'secret']
		],
		sends: (locale) => m.accounts_password_save({}, { locale }),
		told: (locale) => [
			[m.accounts_new_password({}, { locale }), m.accounts_password_breaks({ rule: m.accounts_password_rule_digit({}, { locale }) }, { locale })],
			[m.accounts_confirmation({}, { locale }), m.accounts_password_confirmation_differs({}, { locale })]
		]
	},
	{
		form: 'profile',
		goes: own('noor', '/account'),
		types: (locale) => [
			[m.accounts_first_name({}, { locale }), ' '],
			[m.accounts_last_name({}, { locale }), 'Haddad-Neuve'],
			[m.accounts_phone({}, { locale }), '03 83 90 10 00', 'optional']
		],
		sends: (locale) => m.ui_save({}, { locale }),
		told: (locale) => [[m.accounts_first_name({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'password change',
		goes: own('noor', '/account/password'),
		types: (locale) => [
			[m.accounts_current_password({}, { locale }), 'Faux-mot2passe!', 'secret'],
			[m.accounts_new_password({}, { locale }), NEW_PASSWORD, 'secret'],
			[m.accounts_confirmation({}, { locale }), NEW_PASSWORD, 'secret']
		],
		sends: (locale) => m.accounts_password_save({}, { locale }),
		told: (locale) => [[m.accounts_current_password({}, { locale }), m.accounts_current_password_wrong({}, { locale })]]
	},
	{
		form: 'new ticket',
		goes: own('noor', '/s/me/tickets/new'),
		types: (locale) => [[m.tickets_body({}, { locale }), 'Ce qui se passe.\nEt encore.']],
		sends: (locale) => m.tickets_open_action({}, { locale }),
		told: (locale) => [[m.tickets_subject({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'answer',
		goes: async (page, _portal, locale) => {
			await signIn(page, 'vera', locale);
			await page.goto(`${page.url()}/tickets?filter=all`);
			await page.getByRole('link', { name: /^#\d+/ }).first().click();
		},
		types: (locale) => [[m.tickets_answer_title({}, { locale }), '  \n ']],
		sends: (locale) => m.tickets_answer_action({}, { locale }),
		told: (locale) => [[m.tickets_answer_title({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'staff reply',
		goes: async (page, _portal, locale) => {
			await signIn(page, 'sam', locale);
			await page.getByRole('link', { name: /^#\d+/ }).first().click();
		},
		types: (locale) => [[m.tickets_reply_label({}, { locale }), ' ']],
		sends: (locale) => m.tickets_reply_action({}, { locale }),
		told: (locale) => [[m.tickets_reply_label({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'staff note',
		goes: async (page, _portal, locale) => {
			await signIn(page, 'sam', locale);
			await page.getByRole('link', { name: /^#\d+/ }).first().click();
			await page.getByRole('radio', { name: m.tickets_write_note({}, { locale }) }).check();
		},
		types: (locale) => [[m.tickets_note_label({}, { locale }), ' ']],
		sends: (locale) => m.tickets_note_action({}, { locale }),
		told: (locale) => [[m.tickets_note_label({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'status',
		goes: async (page, _portal, locale) => {
			await signIn(page, 'sam', locale);
			await page.getByRole('link', { name: /^#\d+/ }).first().click();
		},
		sends: (locale) => m.tickets_set_status_action({}, { locale }),
		told: (locale) => [[m.tickets_set_status({}, { locale }), m.errors_choose({}, { locale })]]
	}
];

for (const javaScriptEnabled of [true, false]) {
	for (const locale of javaScriptEnabled ? (['fr', 'en'] as const) : (['fr'] as const)) {
		test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript, in ${locale === 'fr' ? 'French' : 'English'}`, () => {
			for (const { form, goes, types, sends, told, above } of CASES) {
				test(`bad input in the form « ${form} » is told at its field, and nothing typed is lost`, async ({ browserOf, portal }) => {
					const page = await browserOf({ javaScriptEnabled, locale: locale === 'fr' ? 'fr-FR' : 'en-GB' });
					// Accounts of the cast are French: their language wins over the browser's.
					const spoken = locale;
					await goes(page, portal, spoken);
					const typed = types?.(spoken) ?? [];
					const fieldOf = (label: string, kind?: string) => (kind === 'optional' ? optionalField(page, label, spoken) : field(page, label));
					for (const [label, value, kind] of typed) await fieldOf(label, kind).fill(value);
					const address = page.url();
					await button(page, sends(spoken)).click();

					await expect(page.getByRole('alert')).toBeVisible();
					if (above) await expect(page.getByRole('alert')).toContainText(above(spoken));
					for (const [label, text] of told(spoken)) {
						await expect(field(page, label)).toHaveAttribute('aria-invalid', 'true');
						await expect(field(page, label)).toHaveAccessibleDescription(new RegExp(escaped(text)));
					}
					for (const [label, value, kind] of typed) await expect(fieldOf(label, kind)).toHaveValue(kind === 'secret' ? '' : value);
					expect(new URL(page.url()).pathname).toBe(new URL(address).pathname);
					if (javaScriptEnabled) {
						await expect(page.getByRole('alert')).toBeFocused();
						await expectSound(page);
					}
				});
			}
		});
	}
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s');
