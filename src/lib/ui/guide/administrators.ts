import { m } from '#lib/paraglide/messages.js';
import { REFERENT_ROLES } from '#lib/schemas/referent-roles.ts';
import { REFERENT_NAMES } from '#lib/ui/contact/referent-names.ts';
import { ROLE_TEXTS } from '#lib/ui/structure/role-texts.ts';
import type { Section } from './section.ts';

/** What the administrator of a structure does first. */
export const forAdministrators = (days: { invitation: number }): readonly Section[] => [
	{
		id: 'padlock',
		title: m.guide_padlock_title(),
		steps: [m.guide_padlock_1({ contacts: m.contacts_title() }), m.guide_padlock_2(), m.guide_padlock_3()],
		note: m.guide_padlock_note({ refuse: m.contacts_refuse() }),
		picture: { name: 'padlock', alt: m.guide_padlock_alt(), caption: m.guide_padlock_caption() }
	},
	{
		id: 'invite',
		title: m.guide_invite_title(),
		steps: [
			m.guide_invite_1({ contacts: m.contacts_title(), add: m.contacts_add_short() }),
			m.guide_invite_2(),
			m.guide_invite_3({ invite: m.contacts_add_invite(), submit: m.contacts_add_submit() })
		],
		note: m.guide_invite_note({ days: days.invitation })
	},
	{
		id: 'missing',
		title: m.contacts_missing_title(),
		text: m.guide_missing_text(),
		steps: [m.guide_missing_1(), m.guide_missing_2({ waiting: m.proposals_asked() }), m.guide_missing_3()],
		picture: {
			name: 'missing',
			alt: m.guide_missing_alt({ title: m.contacts_missing_title() }),
			caption: m.guide_missing_caption()
		}
	},
	{
		id: 'changes',
		title: m.guide_changes_title(),
		steps: [
			m.guide_changes_1({ structure: m.ui_nav_structure(), edit: m.proposals_edit() }),
			m.guide_changes_2({ submit: m.proposals_submit() }),
			m.guide_changes_3()
		],
		note: m.guide_changes_note({
			waiting: m.proposals_changing(),
			withdraw: m.proposals_withdraw(),
			history: m.proposals_history()
		}),
		picture: {
			name: 'changes',
			alt: m.guide_changes_alt({ state: m.proposals_changing() }),
			caption: m.guide_changes_caption()
		}
	},
	{
		id: 'referents',
		title: m.guide_referents_title(),
		text: m.guide_referents_text({ structure: m.ui_nav_structure(), team: m.ui_structure_team() }),
		points: REFERENT_ROLES.map((role) => ({
			term: m.contacts_referent({ role: REFERENT_NAMES[role]() }),
			text: ROLE_TEXTS[role]()
		})),
		steps: [m.guide_referents_1(), m.guide_referents_2({ invite: m.proposals_new_referent() }), m.guide_referents_3()]
	},
	{
		id: 'visibility',
		title: m.guide_visibility_title(),
		steps: [
			m.guide_visibility_1({ tickets: m.ui_nav_tickets(), link: m.tickets_visibility_link() }),
			m.guide_visibility_2({
				none: m.tickets_visibility_none(),
				read: m.tickets_visibility_read(),
				answer: m.tickets_visibility_answer()
			}),
			m.guide_visibility_3()
		],
		note: m.guide_visibility_note({ private: m.tickets_private() })
	}
];
