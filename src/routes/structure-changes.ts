import { randomUUID } from 'node:crypto';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import {
	nameNewReferentInput,
	referentInput,
	removeAddressInput,
	removePhoneInput,
	setAddressInput,
	setInformationInput,
	setPhoneInput,
	withdrawInput
} from '#lib/schemas/proposals.ts';
import { REFERENT_ROLES } from '#lib/schemas/referent-roles.ts';
import { formAction } from '#server/platform/form-action.ts';
import { api } from '#server/request-context.ts';

/** Where the pages of a structure are, for its own people or for the vendor. */
export interface Place<E> {
	structureOf(event: E): string;
	/** The page that shows the whole structure. */
	baseOf(event: E): string;
}

/** What is done to the parts of a structure: at once by the vendor, as proposals by its administrators. */
export function structureActions<E extends RequestEvent>({ structureOf, baseOf }: Place<E>) {
	const within = (event: E) => ({ structure: structureOf(event) });
	const back = (event: E, done: 'proposed' | 'saved') => redirect(303, `${baseOf(event)}?done=${done}`);
	const leave = (event: E, { live }: { live: boolean }) => back(event, live ? 'saved' : 'proposed');
	const proposals = (event: E) => api(event).proposals;
	return {
		information: formAction<typeof setInformationInput, E>(setInformationInput, async (input, event) =>
			leave(event, await proposals(event).setInformation({ ...within(event), ...input }))
		),
		address: formAction<typeof setAddressInput, E>(setAddressInput, async (input, event) =>
			leave(event, await proposals(event).setAddress({ ...within(event), ...input }))
		),
		removeAddress: formAction<typeof removeAddressInput, E>(removeAddressInput, async (input, event) =>
			leave(event, await proposals(event).removeAddress({ ...within(event), ...input }))
		),
		phone: formAction<typeof setPhoneInput, E>(setPhoneInput, async (input, event) =>
			leave(event, await proposals(event).setPhone({ ...within(event), ...input }))
		),
		removePhone: formAction<typeof removePhoneInput, E>(removePhoneInput, async (input, event) =>
			leave(event, await proposals(event).removePhone({ ...within(event), ...input }))
		),
		name: formAction<typeof referentInput, E>(referentInput, async (input, event) =>
			leave(event, await proposals(event).nameReferent({ ...within(event), ...input }))
		),
		nameNew: formAction<typeof nameNewReferentInput, E>(nameNewReferentInput, async (input, event) =>
			leave(event, await proposals(event).nameNewReferent({ ...within(event), ...input }))
		),
		vacate: formAction<typeof referentInput, E>(referentInput, async (input, event) =>
			leave(event, await proposals(event).vacateReferent({ ...within(event), ...input }))
		),
		withdraw: formAction<typeof withdrawInput, E>(withdrawInput, async (input, event) => {
			await proposals(event).withdraw({ ...within(event), ...input });
			return m.proposals_done_withdrawn();
		})
	};
}

/** What was just done on a page of its own, that leads back to the whole structure. */
export function toldOfChange(params: URLSearchParams): string | null {
	const done = params.get('done');
	if (done === 'proposed') return m.proposals_done_proposed();
	return done === 'saved' ? m.proposals_done_saved() : null;
}

/** What the pages show on which one part is changed. A part that is not there is no page. */
export function structurePages<E extends RequestEvent>({ structureOf, baseOf }: Place<E>) {
	const read = (event: E) => api(event).proposals.read({ structure: structureOf(event) });
	return {
		async information(event: E) {
			return { title: m.ui_structure_information(), base: baseOf(event), page: await read(event) };
		},
		async address(event: E) {
			const { live, addresses, fresh } = await read(event);
			const shown = { base: baseOf(event), live };
			const first = !addresses.some((one) => (live ? one.liveMain : one.main && one.wanted !== null));
			if (event.params.part === 'new') {
				const address = { id: fresh.id, value: null, main: first, mark: fresh.addressMark, waits: false };
				return { title: m.proposals_add_address(), ...shown, address };
			}
			const found = theOne(addresses, event);
			const value = (live ? found.live : (found.wanted ?? found.live))!;
			if (!value) throw missing();
			const main = live ? found.liveMain : found.main;
			const address = { id: found.id, value, main, mark: found.mark, waits: found.item !== null };
			return { title: m.proposals_address_titled({ label: value.label }), ...shown, address };
		},
		async phone(event: E) {
			const { live, phones, fresh } = await read(event);
			const shown = { base: baseOf(event), live };
			if (event.params.part === 'new') {
				const phone = { id: fresh.id, value: null, mark: fresh.phoneMark, waits: false };
				return { title: m.proposals_add_phone(), ...shown, phone };
			}
			const found = theOne(phones, event);
			const value = live ? found.live : (found.wanted ?? found.live);
			if (!value) throw missing();
			const phone = { id: found.id, value, mark: found.mark, waits: found.item !== null };
			return { title: m.proposals_phone_titled({ label: value.label }), ...shown, phone };
		},
		async role(event: E) {
			const role = roleIn(event);
			const { live, team } = await read(event);
			const query = (event.url.searchParams.get('q') ?? '').slice(0, 100);
			return {
				title: m.ui_structure_team(),
				base: baseOf(event),
				live,
				role,
				query,
				people: team.find((one) => one.role === role)!.people,
				candidates: await api(event).proposals.candidates({ structure: structureOf(event), role, query })
			};
		},
		async newReferent(event: E) {
			await api(event).contacts.toActivate({ structure: structureOf(event) });
			return {
				title: m.proposals_new_referent(),
				base: baseOf(event),
				role: roleIn(event),
				requestKey: randomUUID()
			};
		},
		async history(event: E) {
			const before = event.url.searchParams.get('before') ?? undefined;
			return {
				title: m.proposals_history(),
				base: baseOf(event),
				history: await api(event).proposals.history({ structure: structureOf(event), before })
			};
		}
	};
}

function theOne<T extends { id: string }>(parts: readonly T[], { params }: RequestEvent): T {
	const found = parts.find(({ id }) => id === params.part);
	if (!found) throw missing();
	return found;
}

function roleIn({ params }: RequestEvent) {
	const role = REFERENT_ROLES.find((role) => role === params.role);
	if (!role) throw missing();
	return role;
}

function missing(): never {
	error(404, { message: m.errors_not_found(), code: 'not_found' });
}
