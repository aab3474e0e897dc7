import type { AddressValue, ItemKey, PhoneValue } from '#lib/schemas/item-keys.ts';
import { mainId, referentKey, sameValue } from '#lib/schemas/item-keys.ts';
import { REFERENT_ROLES } from '#lib/schemas/referent-roles.ts';
import { rolesHeldIn } from '#server/contacts/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { structureOf } from '#server/structures/domain.ts';
import { referentIn } from './applying.ts';
import type { Changing } from './changing.ts';
import { liveMark, liveOf, liveParts, markOf, partsOf, valueIn, wantedOf, type Parts } from './parts.ts';
import * as store from './store.ts';
import { addressKey, newPartId, phoneKey } from './structure.ts';
import { wordsOf } from './words.ts';

/**
 * A structure as whoever may change it sees it: what each part is, what it is to become, and the mark to give back with a
 * change. A part that waits has `item`, by which it is withdrawn; one whose `wanted` is null is to go.
 */
export async function readForChange({ db, actor }: Changing) {
	const { structureId } = actor;
	const parts = await partsOf(db, structureId);
	const { name, customerNumber } = await structureOf(db, structureId);
	const open = await store.openOf(db, structureId);
	const part = <T>(key: ItemKey) => ({
		live: liveOf(parts, key) as T | null,
		wanted: wantedOf(parts, key) as T | null,
		item: parts.waiting.get(key)?.id ?? null
	});
	const idsOf = (kind: 'address' | 'phone') =>
		[...new Set([...parts.live.keys(), ...parts.waiting.keys()].filter((key) => key.startsWith(`${kind}:`)))].map(
			(key) => key.slice(kind.length + 1)
		);
	return {
		title: name,
		customerNumber,
		/** Whether a change is live at once: the vendor's own is. */
		live: actor.contact === null,
		waiting: open ? { proposal: open.id, since: open.openedAt, count: parts.waiting.size } : null,
		name: part<string>('name'),
		siret: part<string>('siret'),
		informationMark: markOf(parts, ['name', 'siret']),
		mainItem: parts.waiting.get('main_address')?.id ?? null,
		addresses: idsOf('address').map((id) => ({
			id,
			...part<AddressValue>(addressKey(id)),
			main: mainId(wantedOf(parts, 'main_address')) === id,
			liveMain: mainId(liveOf(parts, 'main_address')) === id,
			mark: markOf(parts, [addressKey(id), 'main_address'])
		})),
		phones: idsOf('phone').map((id) => ({
			id,
			...part<PhoneValue>(phoneKey(id)),
			mark: markOf(parts, [phoneKey(id)])
		})),
		/** For a part to be added: its id, and the mark of nothing. */
		fresh: {
			id: newPartId(),
			addressMark: markOf(parts, ['address:', 'main_address']),
			phoneMark: markOf(parts, ['phone:'])
		},
		team: await teamOf({ db }, structureId, parts)
	};
}

/** For each role who holds it, who is to, and who is proposed for it. */
async function teamOf({ db }: Pick<Changing, 'db'>, structureId: string, parts: Parts) {
	const held = await rolesHeldIn(db, structureId);
	const proposed = [...parts.waiting.values()].flatMap((item) => {
		const referent = referentIn(item.itemKey as ItemKey);
		const after = valueIn(item.after) as { name: string } | null;
		return referent && after
			? [{ ...referent, name: after.name, email: '', phone: '', planned: false, item: item.id }]
			: [];
	});
	return REFERENT_ROLES.map((role) => ({
		role,
		people: [
			...held
				.filter((one) => one.role === role)
				.map((one) => ({
					...one,
					state: wantedOf(parts, referentKey(role, one.contactId)) === null ? ('leaving' as const) : ('held' as const),
					item: parts.waiting.get(referentKey(role, one.contactId))?.id ?? null
				})),
			...proposed.filter((one) => one.role === role).map((one) => ({ ...one, state: 'proposed' as const }))
		]
	}));
}

/** Decided on in one form, whose fields are counted. */
const MOST_REVIEWED = 50;

/** One proposal for those who decide, at most 50 items of it, the first asked for first: each item in words, with what is live where that has moved since it was asked for. */
export async function review(ctx: Ctx<'staff'>, proposal: store.Proposal) {
	const structure = await structureOf(ctx.db, proposal.structureId);
	const parts = { live: await liveParts(ctx.db, proposal.structureId) };
	const items = await store.itemsOf(ctx.db, proposal.id);
	const waiting = items.filter(({ outcome }) => outcome === 'waiting');
	return {
		id: proposal.id,
		/** All that wait; `items` are the first of them. */
		total: waiting.length,
		openedAt: proposal.openedAt,
		settledAt: proposal.settledAt,
		structure: { id: structure.id, name: structure.name, customerNumber: structure.customerNumber },
		items: waiting.slice(0, MOST_REVIEWED).map((item) => {
			const key = item.itemKey as ItemKey;
			const [before, after, live] = [valueIn(item.before), valueIn(item.after), liveOf(parts, key)];
			const moved = !sameValue(key, before, live);
			return {
				id: item.id,
				...wordsOf(key, before, after),
				/** What there is now, where it is neither what it was when this was asked for; empty lines for nothing. */
				live: moved ? wordsOf(key, null, live).after : null,
				author: `${item.authorFirstName} ${item.authorLastName}`,
				createdAt: item.createdAt,
				seen: liveMark(parts, key)
			};
		}),
		settled: items
			.filter(({ outcome }) => outcome === 'accepted' || outcome === 'refused')
			.map((item) => ({
				id: item.id,
				...wordsOf(item.itemKey as ItemKey, valueIn(item.before), valueIn(item.after)),
				outcome: item.outcome as 'accepted' | 'refused',
				comment: item.comment,
				settledAt: item.settledAt!,
				by: `${item.settlerFirstName} ${item.settlerLastName}`
			}))
	};
}
