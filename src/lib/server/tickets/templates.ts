import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { fillTemplateInput, moveTemplateInput, saveTemplateInput } from '#lib/schemas/inbox.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { structureOf } from '#server/structures/domain.ts';
import { vendorOf } from '#server/vendor/domain.ts';
import { ticketNumbered } from './handling.ts';
import { lastPlace, move } from './ordered.ts';
import { fill, type Placeholder } from './placeholders.ts';
import * as store from './store.ts';
import * as templateStore from './template-store.ts';

export const listTemplates = ({ db }: Ctx<'staff'>) => templateStore.all(db);

/** Writes a template anew, or changes one. */
export function saveTemplate(
	ctx: Ctx<'staff'>,
	{ template: id, title, body }: z.output<typeof saveTemplateInput>
): Promise<{ id: string }> {
	return transact(ctx, async (ctx) => {
		const updatedAt = ctx.now();
		if (id !== undefined) {
			await templateNamed(ctx.db, id);
			await templateStore.update(ctx.db, id, { title, body, updatedAt });
			await recordAudit(ctx, 'template.changed', id, { title });
			return { id };
		}
		const row = {
			id: newId(),
			title,
			body,
			position: await lastPlace(ctx.db, 'replyTemplate'),
			createdById: ctx.actor.account.id,
			updatedAt,
			retiredAt: null
		};
		await templateStore.insert(ctx.db, row);
		await recordAudit(ctx, 'template.created', row.id, { title });
		return { id: row.id };
	});
}

/** Takes a template out of use; what was written with it stays. */
export function retireTemplate(ctx: Ctx<'staff'>, { template: id }: { template: string }): Promise<void> {
	return transact(ctx, async (ctx) => {
		const { title } = await templateNamed(ctx.db, id);
		await templateStore.update(ctx.db, id, { retiredAt: ctx.now() });
		await recordAudit(ctx, 'template.retired', id, { title });
	});
}

/** Exchanges a template's place with its neighbour's. At the end of the list nothing happens. */
export function moveTemplate(
	ctx: Ctx<'staff'>,
	{ template: id, direction }: z.output<typeof moveTemplateInput>
): Promise<void> {
	return transact(ctx, async (ctx) => {
		await templateNamed(ctx.db, id);
		if (await move(ctx.db, 'replyTemplate', id, direction)) await recordAudit(ctx, 'template.moved', id, { direction });
	});
}

/** A template filled in for a ticket, and what could not be: that is for whoever sends it to write. */
export async function fillTemplate(ctx: Ctx<'staff'>, { number, template }: z.output<typeof fillTemplateInput>) {
	const ticket = await ticketNumbered(ctx.db, number);
	const { body } = await templateNamed(ctx.db, template);
	return fill(body, await valuesFor(ctx, ticket));
}

async function valuesFor(ctx: Ctx<'staff'>, ticket: store.Ticket): Promise<Partial<Record<Placeholder, string>>> {
	const requester = (await store.requester(ctx.db, ticket))!;
	const { locale } = requester;
	const civility = { m: m.accounts_civility_m({}, { locale }), mme: m.accounts_civility_mme({}, { locale }), '': '' };
	// Until somebody is let in, nothing of the structure is told them, its name included.
	const told = ticket.structureId !== null && requester.access === 'active';
	return {
		civility: civility[requester.civility],
		firstName: requester.firstName,
		lastName: requester.lastName,
		number: `#${ticket.number}`,
		subject: ticket.subject,
		structure: told ? (await structureOf(ctx.db, ticket.structureId!)).name : '',
		product: await productName(ctx.db, ticket.productId),
		agent: ctx.actor.account.firstName,
		vendor: (await vendorOf(ctx.db)).name
	};
}

async function productName(db: Db | Trx, id: string | null): Promise<string> {
	if (id === null) return '';
	const product = await db.selectFrom('product').select('name').where('id', '=', id).executeTakeFirst();
	return product?.name ?? '';
}

async function templateNamed(db: Db | Trx, id: string) {
	const template = await templateStore.find(db, id);
	if (!template) throw new AppError('not_found', m.errors_not_found());
	return template;
}
