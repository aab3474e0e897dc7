import type { Page } from '@playwright/test';
import { RATE_MAX } from '#lib/schemas/campaign-choices.ts';
import { MAILING_RATE_MAX } from '#lib/schemas/mailing-choices.ts';
import { RATE_MIN } from '#lib/schemas/many-choices.ts';
import { handOffLink, listSomebody } from './support/old-portal.ts';
import { expectSound } from './support/sound.ts';
import {
	button,
	cast,
	field,
	freshEmail,
	linkIn,
	m,
	mail,
	NEW_PASSWORD,
	optionalField,
	signIn,
	speak,
	type CastKey,
	type Locale
} from './support/steps.ts';
import type { Portal } from './support/portal.ts';
import { expect, test } from './support/test.ts';

interface Case {
	form: string;
	/** Who fills it in; a visitor where nobody is named. */
	as?: CastKey;
	/** Goes to where the form stands. */
	goes(page: Page, portal: Portal, locale: Locale): Promise<void>;
	/** What is typed, by label. Secrets are never sent back, the rest is. */
	types?: (locale: Locale) => [label: string, value: string, kind?: 'secret' | 'optional'][];
	sends(locale: Locale): string;
	/** What is said, by label. */
	told(locale: Locale): [label: string, text: string][];
	/** Said above the form, where no field is at fault. */
	above?: (locale: Locale) => string;
}

const to = (path: string) => async (page: Page) => void (await page.goto(path));
const below = (path: string) => async (page: Page) => void (await page.goto(`${new URL(page.url()).pathname}${path}`));
const toFirstTicket = async (page: Page) => {
	await page.getByRole('link', { name: /^#\d+/ }).first().click();
	await expect(page).toHaveURL(/\/tickets\/\d+$/);
};
const toStaffsTicket = async (page: Page) => {
	await page.goto('/staff/tickets');
	await toFirstTicket(page);
};

const CASES: Case[] = [
	{
		form: 'sign in',
		goes: to('/login'),
		types: (locale) => [
			[m.accounts_sign_in_email({}, { locale }), freshEmail('quelqu.un')],
			[m.accounts_sign_in_password({}, { locale }), 'Faux-mot2passe!', 'secret']
		],
		sends: (locale) => m.accounts_sign_in({}, { locale }),
		told: () => [],
		above: (locale) => m.accounts_sign_in_refused({}, { locale })
	},
	{
		form: 'sign up',
		goes: to('/signup'),
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
		goes: to('/password/forgotten'),
		types: (locale) => [[m.accounts_sign_in_email({}, { locale }), 'pas une adresse']],
		sends: (locale) => m.accounts_forgotten_send({}, { locale }),
		told: (locale) => [[m.accounts_sign_in_email({}, { locale }), m.errors_email({}, { locale })]]
	},
	{
		form: 'new password',
		goes: async (page, portal) => {
			await page.request.post('/password/forgotten', {
				headers: { origin: portal.origin },
				form: { email: cast.thea.email }
			});
			await page.goto(linkIn(await mail(portal, cast.thea.email, m.mails_reset_subject()), '/password/'));
		},
		types: (locale) => [
			[m.accounts_new_password({}, { locale }), 'Théa.grandjean', 'secret'],
			[m.accounts_confirmation({}, { locale }), 'autre', 'secret']
		],
		sends: (locale) => m.accounts_password_save({}, { locale }),
		told: (locale) => [
			[
				m.accounts_new_password({}, { locale }),
				m.accounts_password_breaks({ rule: m.accounts_password_rule_digit({}, { locale }) }, { locale })
			],
			[m.accounts_confirmation({}, { locale }), m.accounts_password_confirmation_differs({}, { locale })]
		]
	},
	{
		form: 'first password, from the old portal',
		goes: async (page, portal) => {
			await page.goto(await handOffLink(portal, await listSomebody(portal, 'Solange')));
		},
		types: (locale) => [
			[m.accounts_new_password({}, { locale }), 'solange1', 'secret'],
			[m.accounts_confirmation({}, { locale }), 'autre', 'secret']
		],
		sends: (locale) => m.handoff_enter({}, { locale }),
		told: (locale) => [
			[
				m.accounts_new_password({}, { locale }),
				m.accounts_password_breaks({ rule: m.accounts_password_rule_capital({}, { locale }) }, { locale })
			],
			[m.accounts_confirmation({}, { locale }), m.accounts_password_confirmation_differs({}, { locale })]
		]
	},
	{
		form: 'profile',
		as: 'noor',
		goes: to('/account'),
		types: (locale) => [
			[m.accounts_first_name({}, { locale }), ' '],
			[m.accounts_last_name({}, { locale }), 'Haddad-Neuve'],
			[m.accounts_phone({}, { locale }), '03 83 90 10 00', 'optional']
		],
		sends: (locale) => m.ui_save({}, { locale }),
		told: (locale) => [[m.accounts_first_name({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'details after a first password',
		as: 'pia',
		goes: to('/welcome'),
		types: (locale) => [
			[m.accounts_first_name({}, { locale }), 'Pia-Maria'],
			[m.accounts_last_name({}, { locale }), ' '],
			[m.accounts_phone({}, { locale }), '12', 'optional'],
			[m.accounts_function({}, { locale }), 'Agente', 'optional']
		],
		sends: (locale) => m.accounts_check_confirm({}, { locale }),
		told: (locale) => [
			[m.accounts_last_name({}, { locale }), m.errors_required({}, { locale })],
			[`${m.accounts_phone({}, { locale })} (${m.ui_optional({}, { locale })})`, m.errors_phone({}, { locale })]
		]
	},
	{
		form: 'password change',
		as: 'noor',
		goes: to('/account/password'),
		types: (locale) => [
			[m.accounts_current_password({}, { locale }), 'Faux-mot2passe!', 'secret'],
			[m.accounts_new_password({}, { locale }), NEW_PASSWORD, 'secret'],
			[m.accounts_confirmation({}, { locale }), NEW_PASSWORD, 'secret']
		],
		sends: (locale) => m.accounts_password_save({}, { locale }),
		told: (locale) => [[m.accounts_current_password({}, { locale }), m.accounts_current_password_wrong({}, { locale })]]
	},
	{
		form: 'quiet hours',
		as: 'noor',
		goes: to('/account/notifications/preferences'),
		types: (locale) => [
			[m.push_quiet_begins({}, { locale }), '22:00'],
			[m.push_quiet_ends({}, { locale }), '']
		],
		sends: (locale) => m.push_quiet_save({}, { locale }),
		told: (locale) => [[m.push_quiet_ends({}, { locale }), m.push_quiet_both({}, { locale })]]
	},
	{
		form: 'new ticket',
		as: 'noor',
		goes: to('/s/me/tickets/new'),
		types: (locale) => [[m.tickets_body({}, { locale }), 'Ce qui se passe.\nEt encore.']],
		sends: (locale) => m.tickets_open_action({}, { locale }),
		told: (locale) => [[m.tickets_subject({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'answer',
		as: 'vera',
		goes: async (page) => {
			await page.goto(`${page.url()}/tickets?filter=all`);
			await toFirstTicket(page);
		},
		types: (locale) => [[m.tickets_answer_title({}, { locale }), '  \n ']],
		sends: (locale) => m.tickets_answer_action({}, { locale }),
		told: (locale) => [[m.tickets_answer_title({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'new contact',
		as: 'adam',
		goes: below('/contacts/new'),
		types: (locale) => [
			[m.accounts_first_name({}, { locale }), 'Line'],
			[m.contacts_email({}, { locale }), 'vera.lemoine@'],
			[m.contacts_function({}, { locale }), 'Régisseuse', 'optional']
		],
		sends: (locale) => m.contacts_add_submit({}, { locale }),
		told: (locale) => [
			[m.accounts_last_name({}, { locale }), m.errors_required({}, { locale })],
			[m.contacts_email({}, { locale }), m.errors_email({}, { locale })]
		]
	},
	{
		form: 'structure',
		as: 'otto',
		goes: below('/structure/information'),
		types: (locale) => [
			[m.ui_structure_name({}, { locale }), 'CFA'],
			[m.ui_structure_siret({}, { locale }), '913 502 761 00013', 'optional']
		],
		sends: (locale) => m.proposals_submit({}, { locale }),
		told: (locale) => [
			[
				`${m.ui_structure_siret({}, { locale })} (${m.ui_optional({}, { locale })})`,
				m.proposals_siret_wrong({}, { locale })
			]
		]
	},
	{
		form: 'address',
		as: 'otto',
		goes: below('/structure/addresses/new'),
		types: (locale) => [
			[m.proposals_label({}, { locale }), 'Annexe'],
			[m.proposals_street({}, { locale }), ' '],
			[m.proposals_postal_code({}, { locale }), '5523'],
			[m.proposals_town({}, { locale }), 'Commercy']
		],
		sends: (locale) => m.proposals_submit({}, { locale }),
		told: (locale) => [
			[m.proposals_street({}, { locale }), m.errors_required({}, { locale })],
			[m.proposals_postal_code({}, { locale }), m.proposals_postal_code_wrong({}, { locale })]
		]
	},
	{
		form: 'phone',
		as: 'otto',
		goes: below('/structure/phones/new'),
		types: (locale) => [
			[m.proposals_label({}, { locale }), ''],
			[m.proposals_phone_number({}, { locale }), '03 83 DEFI']
		],
		sends: (locale) => m.proposals_submit({}, { locale }),
		told: (locale) => [
			[m.proposals_label({}, { locale }), m.errors_required({}, { locale })],
			[m.proposals_phone_number({}, { locale }), m.errors_phone({}, { locale })]
		]
	},
	{
		form: 'new campaign',
		as: 'mona',
		goes: to('/staff/campaigns/new'),
		types: (locale) => [
			[m.campaigns_name({}, { locale }), 'Mairies du sud'],
			[m.campaigns_rate({}, { locale }), '12,5']
		],
		sends: (locale) => m.campaigns_create({}, { locale }),
		told: (locale) => [
			[m.campaigns_rate({}, { locale }), m.campaigns_number_between({ min: RATE_MIN, max: RATE_MAX }, { locale })]
		]
	},
	{
		form: 'new item of news',
		as: 'sam',
		goes: to('/staff/news/new'),
		types: (locale) => [
			[m.news_title({}, { locale }), 'Nouveauté'],
			[m.news_body({}, { locale }), 'Du **neuf**.'],
			[m.news_from({}, { locale }), '2090-02-01T09:00'],
			[m.news_until({}, { locale }), '2090-01-01T09:00']
		],
		sends: (locale) => m.news_publish({}, { locale }),
		told: (locale) => [[m.news_until({}, { locale }), m.news_dates_reversed({}, { locale })]]
	},
	{
		form: 'change of an item of news',
		as: 'mona',
		goes: async (page) => {
			await page.goto('/staff/news?show=draft');
			await page.getByRole('row').getByRole('link').first().click();
			await expect(page).toHaveURL(/\/staff\/news\/[^/?]+$/);
		},
		types: (locale) => [
			[m.news_title({}, { locale }), 'Autrement'],
			[m.news_body({}, { locale }), ' ']
		],
		sends: (locale) => m.news_save_draft({}, { locale }),
		told: (locale) => [[m.news_body({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'new mailing',
		as: 'sam',
		goes: to('/staff/mailings/new'),
		types: (locale) => [
			[m.mailings_subject_fr({}, { locale }), ''],
			[m.mailings_text_fr({}, { locale }), 'Bonjour'],
			[m.mailings_rate({}, { locale }), '1 000 000']
		],
		sends: (locale) => m.mailings_create({}, { locale }),
		told: (locale) => [
			[m.mailings_subject_fr({}, { locale }), m.errors_required({}, { locale })],
			[
				m.mailings_rate({}, { locale }),
				m.campaigns_number_between({ min: RATE_MIN, max: MAILING_RATE_MAX }, { locale })
			]
		]
	},
	{
		form: 'identity of the vendor',
		as: 'mona',
		goes: to('/staff/settings/identity'),
		types: (locale) => [
			[m.settings_name({}, { locale }), ' '],
			[m.settings_phone({}, { locale }), '03 83 DEFI', 'optional'],
			[m.settings_website({}, { locale }), 'www.exemple.fr', 'optional']
		],
		sends: (locale) => m.ui_save({}, { locale }),
		told: (locale) => [
			[m.settings_name({}, { locale }), m.errors_required({}, { locale })],
			[`${m.settings_phone({}, { locale })} (${m.ui_optional({}, { locale })})`, m.errors_phone({}, { locale })],
			[
				`${m.settings_website({}, { locale })} (${m.ui_optional({}, { locale })})`,
				m.settings_website_wrong({}, { locale })
			]
		]
	},
	{
		form: 'document',
		as: 'sam',
		goes: async (page) => {
			await page.goto('/staff/documents');
			await page.getByRole('link', { name: 'Certificat Qualiopi' }).click();
		},
		types: (locale) => [[m.documents_document_title({}, { locale }), ' ']],
		sends: (locale) => m.ui_save({}, { locale }),
		told: (locale) => [[m.documents_document_title({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'colour of the vendor',
		as: 'mona',
		goes: to('/staff/settings/appearance'),
		types: (locale) => [[m.settings_color({}, { locale }), 'bleu nuit']],
		sends: (locale) => m.settings_color_save({}, { locale }),
		told: (locale) => [[m.settings_color({}, { locale }), m.settings_color_wrong({}, { locale })]]
	},
	{
		form: 'application',
		as: 'mona',
		goes: to('/staff/settings/app'),
		types: (locale) => [
			[m.app_short_name({}, { locale }), 'Client', 'optional'],
			[m.app_package({}, { locale }), 'client', 'optional'],
			[m.app_fingerprints({}, { locale }), 'AB:CD:EF', 'optional']
		],
		sends: (locale) => m.ui_save({}, { locale }),
		told: (locale) => [
			[`${m.app_package({}, { locale })} (${m.ui_optional({}, { locale })})`, m.app_package_wrong({}, { locale })],
			[
				`${m.app_fingerprints({}, { locale })} (${m.ui_optional({}, { locale })})`,
				m.app_fingerprint_wrong({ shown: 'AB:CD:EF' }, { locale })
			]
		]
	},
	{
		form: 'ticket category',
		as: 'mona',
		goes: to('/staff/settings/categories?edit=new'),
		types: (locale) => [
			[m.settings_category_fr({}, { locale }), 'incident'],
			[m.settings_category_en({}, { locale }), 'Something else']
		],
		sends: (locale) => m.settings_category_save({}, { locale }),
		told: (locale) => [[m.settings_category_fr({}, { locale }), m.settings_category_taken({}, { locale })]]
	},
	{
		form: 'product',
		as: 'mona',
		goes: to('/staff/settings/products?edit=new'),
		types: (locale) => [[m.settings_product_name({}, { locale }), ' ']],
		sends: (locale) => m.settings_product_save({}, { locale }),
		told: (locale) => [[m.settings_product_name({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'limits',
		as: 'mona',
		goes: to('/staff/settings/limits'),
		types: (locale) => [
			[m.settings_max_files({}, { locale }), '51'],
			[m.settings_reopen_days({}, { locale }), '30']
		],
		sends: (locale) => m.settings_limits_save({}, { locale }),
		told: (locale) => [
			[m.settings_max_files({}, { locale }), m.campaigns_number_between({ min: 1, max: 50 }, { locale })]
		]
	},
	{
		form: 'staff invitation',
		as: 'mona',
		goes: to('/staff/settings/staff?invite'),
		types: (locale) => [
			[m.settings_staff_email({}, { locale }), 'nina.adam@'],
			[m.accounts_first_name({}, { locale }), 'Nina'],
			[m.accounts_last_name({}, { locale }), ' ']
		],
		sends: (locale) => m.settings_staff_invite_send({}, { locale }),
		told: (locale) => [
			[m.settings_staff_email({}, { locale }), m.errors_email({}, { locale })],
			[m.accounts_last_name({}, { locale }), m.errors_required({}, { locale })]
		]
	},
	{
		form: 'staff reply',
		as: 'sam',
		goes: toStaffsTicket,
		types: (locale) => [[m.tickets_reply_label({}, { locale }), ' ']],
		sends: (locale) => m.tickets_reply_action({}, { locale }),
		told: (locale) => [[m.tickets_reply_label({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'staff note',
		as: 'sam',
		goes: async (page, _portal, locale) => {
			await toStaffsTicket(page);
			await page.getByRole('radio', { name: m.tickets_write_note({}, { locale }) }).check();
		},
		types: (locale) => [[m.tickets_note_label({}, { locale }), ' ']],
		sends: (locale) => m.tickets_note_action({}, { locale }),
		told: (locale) => [[m.tickets_note_label({}, { locale }), m.errors_required({}, { locale })]]
	},
	{
		form: 'status',
		as: 'sam',
		goes: toStaffsTicket,
		sends: (locale) => m.tickets_set_status_action({}, { locale }),
		told: (locale) => [[m.tickets_set_status({}, { locale }), m.errors_choose({}, { locale })]]
	}
];

/** The long ones, where what is said may be far from where one looks. */
const ON_A_PHONE = ['sign up', 'new ticket', 'address', 'staff reply'];

for (const javaScriptEnabled of [true, false]) {
	for (const locale of javaScriptEnabled ? (['fr', 'en'] as const) : (['fr'] as const)) {
		test.describe(`${javaScriptEnabled ? 'with' : 'without'} JavaScript, in ${locale === 'fr' ? 'French' : 'English'}`, () => {
			for (const { form, as, goes, types, sends, told, above } of CASES) {
				test(`bad input in the form « ${form} » is told at its field, and nothing typed is lost`, async ({
					browserOf,
					portal,
					hasTouch
				}) => {
					test.skip(
						hasTouch === true && !(javaScriptEnabled && locale === 'fr' && ON_A_PHONE.includes(form)),
						'the same at any size'
					);
					const page = await browserOf({ javaScriptEnabled, locale: locale === 'fr' ? 'fr-FR' : 'en-GB' });
					if (as) await signIn(page, as);
					if (as) await speak(page, locale);
					await goes(page, portal, locale);
					const typed = types?.(locale) ?? [];
					const fieldOf = (label: string, kind?: string) =>
						kind === 'optional' ? optionalField(page, label, locale) : field(page, label);
					for (const [label, value, kind] of typed) await fieldOf(label, kind).fill(value);
					const path = new URL(page.url()).pathname;
					await button(page, sends(locale)).click();

					const alert = page.getByRole('alert');
					await expect(alert).toBeVisible();
					if (above) await expect(alert).toContainText(above(locale));
					for (const [label, text] of told(locale)) {
						await expect(field(page, label)).toHaveAttribute('aria-invalid', 'true');
						await expect(field(page, label)).toHaveAccessibleDescription(new RegExp(escaped(text)));
					}
					for (const [label, value, kind] of typed) {
						if (kind !== 'secret') await expect(fieldOf(label, kind)).toHaveValue(value);
						else expect(await fieldOf(label).getAttribute('value')).toBeNull();
					}
					expect(new URL(page.url()).pathname).toBe(path);
					await expect(alert).toBeFocused();
					if (javaScriptEnabled) await expectSound(page);
					if (as) await speak(page, 'fr');
				});
			}
		});
	}
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s');
