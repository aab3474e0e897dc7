import { m } from '#lib/paraglide/messages.js';
import type { Section } from './section.ts';

/** How many files a message takes, and how large each: as they hold now. */
type FileLimits = { count: number; bytes: number };

/** After how many a ticket closes by itself, and in how many an answer reopens it. */
type Days = { close: number; reopen: number };

/** What a person does first, from the old portal to the phone in their pocket. */
export const forEverybody = (files: FileLimits, days: Days): readonly Section[] => [
	...comingIn(),
	...tickets(files, days),
	...published(),
	{
		id: 'notifications',
		title: m.guide_news_title(),
		steps: [m.guide_news_1(), m.guide_news_2({ bell: m.live_bell(), choose: m.live_choose() }), m.guide_news_3()],
		picture: {
			name: 'notifications',
			alt: m.guide_news_alt({ answer: m.live_event_answer() }),
			caption: m.guide_news_caption()
		}
	},
	{
		id: 'details',
		title: m.guide_details_title(),
		steps: [
			m.guide_details_1({ details: m.ui_account_profile() }),
			m.guide_details_2({ save: m.ui_save() }),
			m.guide_details_3()
		],
		note: m.guide_details_note()
	},
	{
		id: 'structures',
		title: m.guide_structures_title(),
		text: m.guide_structures_text(),
		steps: [m.guide_structures_1(), m.guide_structures_2()],
		note: m.guide_structures_note({ request: m.tickets_request_other_subject() }),
		picture: { name: 'structures', alt: m.guide_structures_alt(), caption: m.guide_structures_caption() }
	},
	{
		id: 'phone',
		title: m.guide_phone_title(),
		steps: [m.guide_phone_1(), m.guide_phone_2(), m.guide_phone_3()]
	},
	...onTheDevice()
];

/**
 * What a device does by itself: tell at once, and keep what was read and written without a network. The words of its
 * buttons stand in the texts: shared with the pages that show them, they would be one more piece for every page.
 */
const onTheDevice = (): readonly Section[] => [
	{
		id: 'push',
		title: m.guide_push_title(),
		text: m.guide_push_text(),
		steps: [m.guide_push_1({ bell: m.live_bell(), choose: m.live_choose() }), m.guide_push_2(), m.guide_push_3()],
		note: m.guide_push_note()
	},
	{
		id: 'offline',
		title: m.guide_offline_title(),
		steps: [m.guide_offline_1(), m.guide_offline_2(), m.guide_offline_3()],
		note: m.guide_offline_note()
	}
];

const comingIn = (): readonly Section[] => [
	{
		id: 'arrive',
		title: m.guide_arrive_title(),
		text: m.guide_arrive_text(),
		steps: [m.guide_arrive_1(), m.guide_arrive_2(), m.guide_arrive_3({ button: m.accounts_password_save() })],
		note: m.guide_arrive_note({ forgotten: m.guide_forgotten_title(), signup: m.guide_signup_title() }),
		picture: { name: 'password', alt: m.guide_arrive_alt(), caption: m.guide_arrive_caption() }
	},
	{
		id: 'forgotten',
		title: m.guide_forgotten_title(),
		steps: [
			m.guide_forgotten_1({ forgotten: m.accounts_forgotten() }),
			m.guide_forgotten_2({ send: m.accounts_forgotten_send() }),
			m.guide_forgotten_3()
		],
		note: m.guide_forgotten_note()
	},
	{
		id: 'waiting',
		title: m.guide_signup_title(),
		steps: [
			m.guide_signup_1({ signup: m.accounts_sign_up() }),
			m.guide_signup_2({ confirm: m.accounts_verify() }),
			m.guide_signup_3()
		],
		note: m.guide_signup_note(),
		picture: {
			name: 'waiting',
			alt: m.guide_signup_alt({ button: m.contacts_home_new_ticket() }),
			caption: m.guide_signup_caption()
		}
	}
];

const tickets = (files: FileLimits, days: Days): readonly Section[] => [
	{
		id: 'ticket',
		title: m.guide_ticket_title(),
		text: m.guide_ticket_text(),
		steps: [
			m.guide_ticket_1({ open: m.contacts_home_new_ticket() }),
			m.guide_ticket_2(),
			m.guide_ticket_3({ count: String(files.count), size: String(Math.floor(files.bytes / 1024 / 1024)) }),
			m.guide_ticket_4({ send: m.tickets_open_action() })
		],
		note: m.guide_ticket_note({ private: m.tickets_private_label() }),
		picture: { name: 'ticket', alt: m.guide_ticket_alt(), caption: m.guide_ticket_caption() }
	},
	{
		id: 'answer',
		title: m.guide_answer_title(),
		steps: [
			m.guide_answer_1({ tickets: m.ui_nav_tickets() }),
			m.guide_answer_2({ yours: m.tickets_filter_yours() }),
			m.guide_answer_3(),
			m.guide_answer_4({ answer: m.tickets_answer_title(), send: m.tickets_answer_action() })
		],
		note: m.guide_answer_note({ participants: m.tickets_participants(), search: m.live_search() }),
		picture: {
			name: 'tickets',
			alt: m.guide_answer_alt({ waiting: m.tickets_status_waiting() }),
			caption: m.guide_answer_caption()
		}
	},
	{
		id: 'solution',
		title: m.guide_solution_title(),
		steps: [
			m.guide_solution_1({ turn: m.tickets_turn_you_resolved() }),
			m.guide_solution_2({ accept: m.tickets_accept_ask() }),
			m.guide_solution_3({ refuse: m.tickets_refuse_ask() })
		],
		note: m.guide_solution_note({ close: days.close, reopen: days.reopen }),
		picture: {
			name: 'solution',
			alt: m.guide_solution_alt({
				turn: m.tickets_turn_you_resolved(),
				accept: m.tickets_accept_ask(),
				refuse: m.tickets_refuse_ask()
			}),
			caption: m.guide_solution_caption()
		}
	}
];

/** What the vendor puts there for them. */
const published = (): readonly Section[] => [
	{
		id: 'documents',
		title: m.guide_documents_title(),
		steps: [
			m.guide_documents_1({ documents: m.documents_nav() }),
			m.guide_documents_2({ invoices: m.documents_filter_invoice() }),
			m.guide_documents_3()
		],
		note: m.documents_invoices_for(),
		picture: {
			name: 'documents',
			alt: m.guide_documents_alt({ all: m.documents_filter_all(), invoices: m.documents_filter_invoice() }),
			caption: m.guide_documents_caption()
		}
	},
	{
		id: 'news',
		title: m.guide_published_title(),
		steps: [
			m.guide_published_1({ news: m.ui_nav_news() }),
			m.guide_published_2(),
			m.guide_published_3({ acknowledge: m.news_acknowledge() })
		],
		note: m.guide_published_note(),
		picture: {
			name: 'news',
			alt: m.guide_published_alt({ title: m.news_acknowledge_title(), acknowledge: m.news_acknowledge() }),
			caption: m.guide_published_caption()
		}
	}
];
