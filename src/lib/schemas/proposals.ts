import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { addContactInput } from './contacts.ts';
import { STRUCTURE_NAME_MAX } from './directory-choices.ts';
import './field-label.ts';
import { line, phoneNumber, requiredLine } from './person.ts';
import { COMMENT_MAX, LABEL_MAX, STREET_MAX, TOWN_MAX } from './proposal-limits.ts';
import { REFERENT_ROLES } from './referent-roles.ts';
import { isSiret } from './siret.ts';
import { box, id } from './form-fields.ts';

/** How the part stood on the page it is changed from: what moved since is never overwritten unseen. */
const seen = z.string().min(1).max(64);

const siret = line(40)
	.transform((value) => value.replace(/[\s.]/g, ''))
	.refine((value) => value === '' || isSiret(value), { error: () => m.proposals_siret_wrong() });
/** Five figures, or nothing where the town says it; « 54 550 » is typed too. */
const postalCode = line(10)
	.transform((value) => value.replace(/\s/g, ''))
	.refine((value) => /^(\d{5})?$/.test(value), { error: () => m.proposals_postal_code_wrong() });

export const setInformationInput = z.object({
	name: requiredLine(STRUCTURE_NAME_MAX).meta({ label: m.ui_structure_name }),
	siret: siret.default('').meta({ label: m.ui_structure_siret }),
	seen
});

/** `address` and `phone` are made by the page for what is new: sent twice, one is made. */
export const setAddressInput = z.object({
	address: z.uuid(),
	label: requiredLine(LABEL_MAX).meta({ label: m.proposals_label }),
	street: requiredLine(STREET_MAX).meta({ label: m.proposals_street }),
	complement: line(STREET_MAX).default('').meta({ label: m.proposals_complement }),
	postalCode: postalCode.default('').meta({ label: m.proposals_postal_code }),
	town: line(TOWN_MAX).default('').meta({ label: m.proposals_town }),
	main: box.meta({ label: m.ui_structure_main_address }),
	seen
});
export const removeAddressInput = z.object({ address: z.uuid(), seen });

export const setPhoneInput = z.object({
	phone: z.uuid(),
	label: requiredLine(LABEL_MAX).meta({ label: m.proposals_label }),
	number: phoneNumber.meta({ label: m.proposals_phone_number }),
	seen
});
export const removePhoneInput = z.object({ phone: z.uuid(), seen });

const role = z.enum(REFERENT_ROLES);
export const referentInput = z.object({ role, contact: id });
export const nameNewReferentInput = addContactInput.omit({ invite: true }).extend({ role });
export const candidatesInput = z.object({ role, query: line(100).default('').meta({ label: m.proposals_search }) });

export const withdrawInput = z.object({ item: id });

export const structureHistoryInput = z.object({
	/** Only what is older than this entry. */
	before: z.string().min(1).max(128).optional()
});

export const reviewInput = z.object({ proposal: id });

const comment = line(COMMENT_MAX).default('').meta({ label: m.proposals_comment });
/** `seen` is how the live value stood on the page: what moved since is decided on anew. */
export const decideInput = z.object({
	proposal: id,
	decisions: z
		.array(z.object({ item: id, outcome: z.enum(['accepted', 'refused']), comment, seen }))
		.min(1)
		.max(200)
});

/** The same as a page sends it: for each item `outcome_…`, `comment_…` and `seen_…`; an item without outcome is left. */
export const decideForm = z.looseObject({ proposal: id }).transform(({ proposal, ...fields }) => ({
	proposal,
	decisions: Object.keys(fields).flatMap((name) => {
		const item = /^outcome_(.+)$/.exec(name)?.[1];
		const outcome = fields[name];
		if (!item || (outcome !== 'accepted' && outcome !== 'refused')) return [];
		const text = (of: string) => (typeof fields[of] === 'string' ? fields[of] : '');
		return [
			{ item, outcome: outcome as 'accepted' | 'refused', comment: text(`comment_${item}`), seen: text(`seen_${item}`) }
		];
	})
}));
