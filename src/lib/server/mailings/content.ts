import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { AUDIENCE_OF, AUDIENCES, type Audience } from '#lib/schemas/mailing-choices.ts';
import type { createMailingInput, MailingContent, setRateInput, writeMailingInput } from '#lib/schemas/mailings.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { expectSeen } from '#server/platform/seen.ts';
import { choose } from './choosing.ts';
import { fillsInLink, words } from './letter.ts';
import { emptyList, listPeople } from './listing.ts';
import { chosen } from './lists.ts';
import * as store from './store.ts';

/** Begins a mailing: a list to look at, nothing leaves before it is started. */
export async function createMailing(
	ctx: Ctx<'staff'>,
	{ beginning, products, ...content }: z.output<typeof createMailingInput>
): Promise<{ id: string }> {
	const written = checked(content);
	if (beginning === 'products' && products.length === 0)
		throw new AppError('invalid', m.errors_invalid(), { fields: { products: m.mailings_products_none() } });
	const id = newId();
	await transact(ctx, async (ctx) => {
		await store.insert(ctx.db, { id, ...written, createdAt: ctx.now(), createdBy: ctx.actor.account.id });
		await recordAudit(ctx, 'mailing.created', id, { kind: content.kind, roles: written.roles, beginning });
	});
	if (beginning === 'all') await choose(ctx, { mailing: id, act: 'add_all', structures: [], products: [] });
	if (beginning === 'products') await choose(ctx, { mailing: id, act: 'add_products', structures: [], products });
	return { id };
}

/**
 * Writes a mailing that nothing has left of anew; whom it goes to is worked out anew where that changes. `conflict` when
 * somebody else wrote it since it was seen.
 */
export async function writeMailing(
	ctx: Ctx<'staff'>,
	{ mailing: id, seen, ...content }: z.output<typeof writeMailingInput>
): Promise<void> {
	const written = checked(content);
	const anew = await transact(ctx, async (ctx) => {
		const mailing = expectDraft(await mailingOf(ctx.db, id));
		expectSeen(mailing.revision, seen);
		const anew = written.roles !== mailing.roles;
		if (anew) await chosen.unlist(ctx.db, id);
		// Whoever looked at it before looks again, at what it says as at whom it goes to.
		await store.changeList(ctx.db, id, { ...written, revision: mailing.revision + 1 });
		await recordAudit(ctx, 'mailing.written', id, { kind: content.kind, roles: written.roles });
		return anew;
	});
	if (anew) await listPeople(ctx, id);
}

/** Says how many mails leave an hour, from the next one on where it runs already. */
export async function setRate(ctx: Ctx<'staff'>, { mailing: id, rate }: z.output<typeof setRateInput>): Promise<void> {
	await transact(ctx, async (ctx) => {
		const mailing = await mailingOf(ctx.db, id);
		await store.update(ctx.db, id, store.atRate(mailing, rate, ctx.now()));
		await recordAudit(ctx, 'mailing.rate_set', id, { rate });
	});
	ctx.wake();
}

/** A mailing that never started leaves nothing behind. */
export async function discardMailing(ctx: Ctx<'staff'>, { mailing: id }: { mailing: string }): Promise<void> {
	await transact(ctx, async (ctx) => {
		expectDraft(await mailingOf(ctx.db, id));
		await chosen.removeAll(ctx.db, id);
		await store.changeList(ctx.db, id, { emptyingAt: ctx.now() });
	});
	await emptyList(ctx, id);
	await transact(ctx, async (ctx) => {
		const { subjectFr } = expectDraft(await mailingOf(ctx.db, id));
		await store.removeDraft(ctx.db, id);
		await recordAudit(ctx, 'mailing.discarded', id, { subject: subjectFr });
	});
}

export async function mailingOf(db: Db | Trx, id: string): Promise<store.Mailing> {
	const mailing = await store.find(db, id);
	if (!mailing) throw new AppError('not_found', m.errors_not_found());
	return mailing;
}

/** What is to start by itself is left alone until that is taken back. */
export function expectDraft(mailing: store.Mailing): store.Mailing {
	if (mailing.startedAt) throw new AppError('conflict', m.mailings_has_started());
	if (mailing.scheduledAt) throw new AppError('conflict', m.mailings_is_scheduled());
	return mailing;
}

/** What is written, as it is kept; what is wrong with it is told at its field. */
function checked({ kind, roles: asked, ...texts }: MailingContent) {
	const fields: Record<string, string> = {};
	const fixed = AUDIENCE_OF[kind];
	const roles: Audience[] = fixed ? [fixed] : AUDIENCES.filter((role) => asked.includes(role));
	if (roles.length === 0) fields.roles = m.mailings_roles_none();
	if ((texts.subjectEn === '') !== (texts.textEn === ''))
		fields[texts.subjectEn === '' ? 'subjectEn' : 'textEn'] = m.mailings_english_both();
	for (const field of ['subjectFr', 'textFr', 'subjectEn', 'textEn'] as const) {
		const unknown = words.unknownIn(texts[field]);
		if (unknown.length > 0) fields[field] = m.mailings_unknown_placeholder({ names: unknown.join(', ') });
		else if (fillsInLink(texts[field])) fields[field] = m.mailings_placeholder_in_link();
	}
	if (Object.keys(fields).length > 0) throw new AppError('invalid', m.errors_invalid(), { fields });
	return { kind, roles: JSON.stringify(roles), ...texts };
}
