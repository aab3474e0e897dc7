import { m } from '#lib/paraglide/messages.js';
import type { Db, Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { leftIn } from './placeholders.ts';
import * as templateStore from './template-store.ts';

/** Refuses, at its field, words to a customer in which something is still to be filled in. */
export async function expectFilledIn(db: Db | Trx, body: string): Promise<void> {
	if (!body.includes('{')) return;
	const left = leftIn(
		body,
		(await templateStore.all(db)).map((template) => template.body)
	);
	if (left.length === 0) return;
	throw new AppError('invalid', m.errors_invalid(), {
		fields: { body: m.inbox_template_left({ names: left.join(', ') }) }
	});
}
