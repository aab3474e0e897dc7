import type { ItemKey, ItemValue } from '#lib/schemas/item-keys.ts';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import type { CastKey } from './cast.ts';
import { momentOf, type LoadedCast } from './load-cast.ts';
import { structures, type StructureKey } from './structures.ts';

interface DemoProposal {
	structure: StructureKey;
	author: CastKey;
	daysAgo: number;
	/** When the vendor decided, where it did. */
	decidedDaysAgo?: number;
	items: { key: ItemKey; before: ItemValue; after: ItemValue; outcome?: 'accepted' | 'refused'; comment?: string }[];
}

const PHONE = '0198a000-0000-7000-8000-000000000001';

/** One that was decided, with a refusal that says why, and one that waits. */
const proposals: DemoProposal[] = [
	{
		structure: 'sexey',
		author: 'adam',
		daysAgo: 41,
		decidedDaysAgo: 40,
		items: [
			{
				key: `phone:${PHONE}`,
				before: null,
				after: { label: 'Service périscolaire', number: structures.sexey.phones[1]!.number },
				outcome: 'accepted'
			},
			{
				key: 'name',
				before: structures.sexey.name,
				after: 'Commune de Sexey-aux-Forges',
				outcome: 'refused',
				comment: 'Nous gardons « Mairie », comme sur vos factures. Écrivez-nous si la commune change de nom.'
			}
		]
	},
	{
		structure: 'madon',
		author: 'thea',
		daysAgo: 2,
		items: [
			{ key: `phone:${PHONE}`, before: null, after: { label: 'Service des finances', number: '0353013214' } },
			{
				key: 'name',
				before: structures.madon.name,
				after: 'Communauté de communes Moselle et Madon (CCMM)'
			}
		]
	}
];

export async function loadProposals(ctx: Base & { db: Trx }, loaded: LoadedCast): Promise<void> {
	const ago = (days: number, minutes: number) => momentOf(ctx.now(), days, minutes, ctx.settings.timeZone);
	for (const { structure, author, daysAgo, decidedDaysAgo, items } of proposals) {
		const id = newId();
		const structureId = loaded.structureId(structure);
		const createdAt = ago(daysAgo, 10 * 60);
		const settledAt = decidedDaysAgo === undefined ? null : ago(decidedDaysAgo, 15 * 60);
		await ctx.db
			.insertInto('proposal')
			.values({
				id,
				structureId,
				openedBy: loaded.accountId(author),
				openedAt: createdAt,
				changedAt: settledAt ?? createdAt,
				settledAt
			})
			.execute();
		for (const { key, before, after, outcome = 'waiting', comment = '' } of items)
			await ctx.db
				.insertInto('proposalItem')
				.values({
					id: newId(),
					proposalId: id,
					structureId,
					itemKey: key,
					before: JSON.stringify(before),
					after: JSON.stringify(after),
					authorId: loaded.accountId(author),
					createdAt,
					outcome,
					settledAt,
					settledBy: settledAt && loaded.accountId('mona'),
					comment
				})
				.execute();
	}
}
