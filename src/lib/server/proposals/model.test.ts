import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mainId, sameValue, type ItemKey, type ItemValue } from '#lib/schemas/item-keys.ts';
import { world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { liveParts, valueIn } from './parts.ts';

type Live = Map<ItemKey, ItemValue>;

const WHO = ['adam', 'adam', 'adam', 'sam'] as const satisfies CastKey[];
const LABELS = ['Mairie', 'Annexe', 'Ateliers'];
const NUMBERS = ['0383901000', '0353011037', '+352621123456'];
const SIRETS = ['', '21540981400013', '40182963500010'];

/** One thing somebody does; which part it is done to, and with what, is chosen by numbers. */
const act = fc.record({
	what: fc.constantFrom(
		'information',
		'address',
		'removeAddress',
		'phone',
		'removePhone',
		'referent',
		'vacate',
		'withdraw',
		'withdrawAll',
		'decide',
		'decide',
		'decide'
	),
	who: fc.constantFrom(...WHO),
	part: fc.nat(5),
	value: fc.nat(8),
	main: fc.boolean(),
	/** Which of the items that wait are accepted, refused or left. */
	outcomes: fc.array(fc.constantFrom('accepted', 'refused', 'left'), { minLength: 6, maxLength: 6 })
});
type Act = ReturnType<(typeof act)['generate']>['value'];

const pick = <T>(from: readonly T[], number: number): T | undefined => from[number % Math.max(1, from.length)];

/** Does it as the page would, from what it reads; false where it is refused. */
async function done(portal: World, { what, who, part, value, main, outcomes }: Act): Promise<boolean> {
	const structure = portal.structure('sexey');
	const { proposals } = portal.as(who);
	const page = await proposals.read({ structure });
	const isNew = part === 0;
	const address = isNew ? undefined : pick(page.addresses, part);
	const phone = isNew ? undefined : pick(page.phones, part);
	const person = async () => ({
		structure,
		role: pick(['accounting', 'technical', 'dpo'] as const, value)!,
		contact: await portal.contactId(pick(['vera', 'thea', 'adam'] as const, part)!, 'sexey')
	});
	const calls: Record<Act['what'], () => Promise<unknown>> = {
		information: () =>
			proposals.setInformation({
				structure,
				name: `Commune ${value % 3}`,
				siret: pick(SIRETS, value)!,
				seen: page.informationMark
			}),
		address: () =>
			proposals.setAddress({
				structure,
				address: address?.id ?? page.fresh.id,
				label: pick(LABELS, value)!,
				street: `${value} rue du Pont`,
				postalCode: '54550',
				town: 'Maizières',
				main,
				seen: address?.mark ?? page.fresh.addressMark
			}),
		removeAddress: async () =>
			address && proposals.removeAddress({ structure, address: address.id, seen: address.mark }),
		phone: () =>
			proposals.setPhone({
				structure,
				phone: phone?.id ?? page.fresh.id,
				label: pick(LABELS, value)!,
				number: pick(NUMBERS, value)!,
				seen: phone?.mark ?? page.fresh.phoneMark
			}),
		removePhone: async () => phone && proposals.removePhone({ structure, phone: phone.id, seen: phone.mark }),
		referent: async () => proposals.nameReferent(await person()),
		vacate: async () => proposals.vacateReferent(await person()),
		withdraw: async () => {
			const item = pick(
				(await waiting(portal)).map(({ id }) => id),
				value
			);
			return item && portal.as('adam').proposals.withdraw({ structure, item });
		},
		withdrawAll: () => portal.as('adam').proposals.withdrawAll({ structure }),
		decide: async () => {
			if (!page.waiting) return;
			const { proposal } = page.waiting;
			const { items } = await portal.as('sam').proposals.review({ proposal });
			const decisions = items.flatMap(({ id: item, seen }, index) => {
				const outcome = outcomes[index % outcomes.length]!;
				return outcome === 'left' ? [] : [{ item, outcome, comment: 'Vu', seen }];
			});
			if (decisions.length > 0) await portal.as('sam').proposals.decide({ proposal, decisions });
		}
	};
	return calls[what]().then(
		() => true,
		(error: { code: string }) => {
			expect(['CONFLICT', 'UNPROCESSABLE_CONTENT', 'NOT_FOUND'], String(error)).toContain(error.code);
			return false;
		}
	);
}

const rows = (portal: World) => portal.base.db.selectFrom('proposalItem').selectAll().orderBy('id').execute();
const waiting = async (portal: World) => (await rows(portal)).filter(({ outcome }) => outcome === 'waiting');
const live = (portal: World) => liveParts(portal.base.db, portal.structure('sexey'));
const changes = (portal: World) => portal.base.db.selectFrom('structureChange').selectAll().orderBy('id').execute();

const without = (parts: Live, keys: ItemKey[]) => [...parts].filter(([key]) => !keys.includes(key)).sort();

/** What the live parts are after some of them were accepted: those, and nothing else, but for what an accepted one replaces. */
function expectAccepted(before: Live, after: Live, accepted: { itemKey: string; after: string }[]): void {
	for (const { itemKey, after: wanted } of accepted) {
		const key = itemKey as ItemKey;
		const value = after.get(key) ?? null;
		// Accepted together, a later DPO follows an earlier one.
		if (key.startsWith('referent:dpo:') && value === null) continue;
		expect(sameValue(key, value, valueIn(wanted)), key).toBe(true);
	}
	const touched = accepted.map(({ itemKey }) => itemKey as ItemKey);
	const dpo = touched.some((key) => key.startsWith('referent:dpo:'));
	const replaced = [...before.keys()].filter((key) => dpo && key.startsWith('referent:dpo:'));
	const moved: ItemKey[] = touched.some((key) => key.startsWith('address:')) ? ['main_address'] : [];
	expect(without(after, [...touched, ...replaced, ...moved])).toEqual(
		without(before, [...touched, ...replaced, ...moved])
	);
}

/** The live values are what the history says became of the first ones. */
function expectReplayed(first: Live, history: { itemKey: string; before: string; after: string }[], now: Live): void {
	const replayed = new Map(first);
	for (const { itemKey, before, after } of history) {
		const key = itemKey as ItemKey;
		expect(sameValue(key, replayed.get(key) ?? null, valueIn(before)), `${key} was ${before}`).toBe(true);
		replayed.set(key, valueIn(after));
	}
	for (const key of new Set([...replayed.keys(), ...now.keys()]))
		expect(sameValue(key, replayed.get(key) ?? null, now.get(key) ?? null), key).toBe(true);
}

test('however people propose, amend, withdraw, decide and edit, the live data are what was accepted, and nothing is lost', async () => {
	let accepted = 0;
	let refused = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 30 }), async (acts) => {
			const portal = await world();
			const first = await live(portal);
			for (const step of acts) {
				const [before, itemsBefore, historyBefore] = [await live(portal), await rows(portal), await changes(portal)];
				const went = await done(portal, step);
				const [after, itemsAfter, historyAfter] = [await live(portal), await rows(portal), await changes(portal)];
				if (!went) {
					refused += 1;
					expect({ live: [...after], items: itemsAfter }).toEqual({ live: [...before], items: itemsBefore });
					continue;
				}
				const settled = itemsAfter.filter(
					({ id, outcome }) =>
						outcome !== 'waiting' && itemsBefore.some((one) => one.id === id && one.outcome === 'waiting')
				);
				if (step.what === 'decide') {
					const agreed = settled.filter(({ outcome }) => outcome === 'accepted');
					accepted += agreed.length;
					expectAccepted(before, after, agreed);
				} else if (step.who === 'adam' || step.what.startsWith('withdraw')) {
					expect([...after], 'an administrator changes nothing live').toEqual([...before]);
					expect(historyAfter).toEqual(historyBefore);
				}
				// Whatever was asked for stays to be read, and says what became of it.
				for (const { id, before: was, after: wanted } of itemsBefore)
					expect(itemsAfter.find((one) => one.id === id)).toMatchObject({ before: was, after: wanted });
				expect(historyAfter.slice(0, historyBefore.length)).toEqual(historyBefore);
				const open = await portal.base.db.selectFrom('proposal').selectAll().where('settledAt', 'is', null).execute();
				expect(open.length).toBe((await waiting(portal)).length > 0 ? 1 : 0);
			}
			const now = await live(portal);
			expectReplayed(first, await changes(portal), now);
			const main = mainId(now.get('main_address') ?? null);
			if (main !== null) expect(now.has(`address:${main}`)).toBe(true);
			const told = await portal.as('adam').proposals.history({ structure: portal.structure('sexey') });
			if (told.next === null) {
				const settled = (await rows(portal)).filter(({ outcome }) => outcome !== 'waiting').map(({ id }) => id);
				expect(told.entries.map(({ id }) => id)).toEqual(expect.arrayContaining(settled));
			}
		}),
		{ numRuns: 40 }
	);
	// Without both, nothing above was tried.
	expect({ accepted: accepted > 20, refused: refused > 20 }).toEqual({ accepted: true, refused: true });
}, 60_000);
