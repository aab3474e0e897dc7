import { m } from '#lib/paraglide/messages.js';
import { fileOf } from '#server/files/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError } from '#server/platform/errors.ts';
import { ticketFor } from './domain.ts';
import { ticketNumbered } from './handling.ts';
import * as store from './store.ts';

interface Asked {
	number: number;
	id: string;
}

/** Where the bytes of a file are that the actor may read: one of a ticket they see, and not of a note. */
export async function fileForCustomer(ctx: Ctx<'ticketing'>, { number, id }: Asked) {
	const { ticket } = await ticketFor(ctx, number);
	return fileIn(ctx, ticket, id, { notes: false });
}

/** The same for staff: of any ticket, notes included. */
export async function fileForStaff(ctx: Ctx<'staff'>, { number, id }: Asked) {
	return fileIn(ctx, await ticketNumbered(ctx.db, number), id, { notes: true });
}

async function fileIn(
	ctx: Pick<Ctx, 'db'>,
	ticket: Pick<store.Ticket, 'id'>,
	id: string,
	{ notes }: { notes: boolean }
) {
	const file = await fileOf(ctx.db, id);
	// The message says whose it is: a file goes wherever its message does.
	const message = file && (await store.findMessage(ctx.db, file.messageId));
	if (!file || message?.ticketId !== ticket.id || (!notes && message.kind === 'note'))
		throw new AppError('not_found', m.errors_not_found());
	const { hash, previewHash, name, type, size } = file;
	return { hash, previewHash, name, type, size };
}
