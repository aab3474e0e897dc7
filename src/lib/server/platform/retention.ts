import type { DeleteResult } from 'kysely';
import type { Base } from './context.ts';

const AT_ONCE = 500;

/** Deletes what is old part by part, each a statement of its own, so that years at once keep nobody waiting. Returns how much it was. */
export async function deleteInParts(part: (most: number) => Promise<DeleteResult>): Promise<number> {
	let total = 0;
	for (;;) {
		const deleted = Number((await part(AT_ONCE)).numDeletedRows);
		total += deleted;
		if (deleted < AT_ONCE) return total;
	}
}

/** Forgets the mails nothing is left to do with since before a moment, then their causes. What still waits stays. */
export async function forgetMails({ db }: Base, before: string): Promise<number> {
	const mails = await deleteInParts((most) =>
		db
			.deleteFrom('mail')
			.where('id', 'in', (eb) => eb.selectFrom('mail').select('id').where('settledAt', '<=', before).limit(most))
			.executeTakeFirstOrThrow()
	);
	await deleteInParts((most) =>
		db
			.deleteFrom('outbox')
			.where('id', 'in', (eb) =>
				eb
					.selectFrom('outbox')
					.select('id')
					.where('expandedAt', '<=', before)
					.where((eb) =>
						eb.not(eb.exists(eb.selectFrom('mail').select('mail.id').whereRef('mail.outboxId', '=', 'outbox.id')))
					)
					.limit(most)
			)
			.executeTakeFirstOrThrow()
	);
	return mails;
}
