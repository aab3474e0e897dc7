import { redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import {
	addContactInput,
	contactInput,
	cutContactInput,
	editContactInput,
	refuseContactInput
} from '#lib/schemas/contacts.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';

type Person = { firstName: string; lastName: string };
const named = ({ firstName, lastName }: Person) => ({ name: `${firstName} ${lastName}` });

/**
 * What is done to the contacts of a structure, whether from its own pages or from those of the vendor. `structureOf` reads
 * the structure from the address, `listOf` says where its list is.
 */
export function contactActions<E extends RequestEvent>(
	structureOf: (event: E) => string,
	listOf: (event: E) => string
) {
	const within = (event: E) => ({ structure: structureOf(event) });
	const contacts = (event: E) => api(event).contacts;
	return {
		add: formAction<typeof addContactInput, E>(addContactInput, async (input, event) => {
			const { invited } = await contacts(event).add({ ...within(event), ...input });
			redirect(303, `${listOf(event)}?added=${invited ? 'invited' : 'listed'}&q=${encodeURIComponent(input.email)}`);
		}),
		edit: formAction<typeof editContactInput, E>(editContactInput, async (input, event) =>
			m.contacts_saved(named(await contacts(event).edit({ ...within(event), ...input })))
		),
		open: formAction<typeof contactInput, E>(contactInput, async (input, event) => {
			const opened = await contacts(event).open({ ...within(event), ...input });
			return opened.access === 'invited' ? m.contacts_opened_invited(named(opened)) : m.contacts_opened(named(opened));
		}),
		lock: formAction<typeof cutContactInput, E>(cutContactInput, async (input, event) =>
			m.contacts_locked(named(await contacts(event).lock({ ...within(event), ...input })))
		),
		refuse: formAction<typeof refuseContactInput, E>(refuseContactInput, async (input, event) => {
			const refused = await contacts(event).refuse({ ...within(event), ...input });
			return refused.told ? m.contacts_refused(named(refused)) : m.contacts_refused_untold(named(refused));
		}),
		confirm: formAction<typeof contactInput, E>(contactInput, async (input, event) =>
			m.contacts_review_confirmed(named(await contacts(event).confirmFunction({ ...within(event), ...input })))
		),
		invite: formAction<typeof contactInput, E>(contactInput, async (input, event) =>
			m.contacts_invited(named(await contacts(event).invite({ ...within(event), ...input })))
		),
		revoke: formAction<typeof contactInput, E>(contactInput, async (input, event) =>
			m.contacts_invitation_revoked(named(await contacts(event).revokeInvitation({ ...within(event), ...input })))
		),
		appoint: formAction<typeof contactInput, E>(contactInput, async (input, event) =>
			m.contacts_made_administrator(named(await contacts(event).makeAdministrator({ ...within(event), ...input })))
		),
		dismiss: formAction<typeof contactInput, E>(contactInput, async (input, event) =>
			m.contacts_made_user(named(await contacts(event).makeUser({ ...within(event), ...input })))
		),
		remove: formAction<typeof cutContactInput, E>(cutContactInput, async (input, event) => {
			await contacts(event).remove({ ...within(event), ...input });
			redirect(303, `${listOf(event)}?removed`);
		})
	};
}
