import { structuresWithHolder, type ActivePerson } from '#server/contacts/domain.ts';
import type { Base } from '#server/platform/context.ts';
import { transact, type Trx } from '#server/platform/db.ts';
import { enqueue } from '#server/platform/outbox.ts';
import { askForHolder } from '#server/tasks/domain.ts';
import { audiencesFor } from './audiences.ts';
import * as store from './store.ts';

declare module '#server/platform/outbox.ts' {
	interface Events {
		/** `instead` names the structure where whoever was written to is no longer there for invoices: others are told. */
		'document.published': { publicationId: string; instead?: string };
	}
}

type Told = Awaited<ReturnType<typeof store.published>>[number];

/** Has people told of what was published in one act, in its transaction; where nobody is there for invoices, staff are asked to find somebody. */
export async function announce(ctx: { db: Trx; now(): string; wake(): void }, publicationId: string): Promise<void> {
	const documents = await store.published(ctx.db, publicationId);
	const invoiced = structuresOf(documents.filter(({ kind }) => kind === 'invoice'));
	const served = await structuresWithHolder(ctx.db, invoiced, 'accounting', ctx.now());
	for (const structureId of invoiced)
		if (!served.has(structureId)) await askForHolder(ctx, { structureId, role: 'accounting' });
	// A whole batch is a mail to each of a thousand people: nobody's sign-in link waits behind them.
	await enqueue(ctx, 'document.published', { publicationId }, { bulk: true });
}

/**
 * Invoices of some structures were to be told to somebody who is no longer there for them when the mail leaves. Where
 * nobody else was, whoever is by now is told instead; where nobody is, the administrators, and staff are asked.
 */
export async function haveOthersTold(ctx: Base, publicationId: string, structureIds: string[]): Promise<void> {
	const documents = await store.published(ctx.db, publicationId, structureIds);
	const still = structuresOf(documents);
	const told = await structuresWithHolder(ctx.db, still, 'accounting', documents[0]?.publishedAt ?? '');
	const untold = still.filter((id) => !told.has(id));
	if (untold.length === 0) return;
	await transact(ctx, async (ctx) => {
		const served = await structuresWithHolder(ctx.db, untold, 'accounting', ctx.now());
		for (const instead of untold) {
			if (!served.has(instead)) await askForHolder(ctx, { structureId: instead, role: 'accounting' });
			const id = `${publicationId} ${instead}`;
			await enqueue(ctx, 'document.published', { publicationId, instead }, { bulk: true, id });
		}
	});
}

export const structuresOf = (documents: readonly { structureId: string }[]): string[] => [
	...new Set(documents.map(({ structureId }) => structureId))
];

/**
 * Whether somebody is told of a document by mail: invoices go to the accounting referents alone, or to the
 * administrators where there was none; everything else to all who may see it.
 */
export const concerns = (document: Told, person: ActivePerson, served: ReadonlySet<string>): boolean =>
	document.structureId === person.structureId &&
	(document.kind === 'invoice'
		? person.roles.includes('accounting') || (person.role === 'administrator' && !served.has(document.structureId))
		: audiencesFor(person).includes(document.audience));
