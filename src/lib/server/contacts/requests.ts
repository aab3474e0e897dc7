import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { attachRequestInput, createStructureForInput, refuseRequestInput } from '#lib/schemas/contacts.ts';
import { recordAudit } from '#server/audit/domain.ts';
import type { Ctx } from '#server/platform/context.ts';
import { transact, type Db, type Trx } from '#server/platform/db.ts';
import { AppError } from '#server/platform/errors.ts';
import { enqueue } from '#server/platform/outbox.ts';
import {
	candidatesFor,
	createStructure,
	searchStructures,
	structureOf,
	type Structure
} from '#server/structures/domain.ts';
import { newcomer } from './newcomer.ts';
import * as requestStore from './request-store.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

type Staff = Ctx<'staff'>;
type Attaching = Staff & { db: Trx };

/** What waits for staff: requests no structure was found for, and the contacts their structures have not decided on. */
export async function listForStaff({ db }: Staff) {
	const { total, rows } = await requestStore.openRequests(db);
	const candidates = await candidatesFor(db, rows);
	const withAdministrators = await marking(db, candidates.flat());
	return {
		requests: {
			total,
			rows: rows.map((row, index) => ({ ...row, candidates: candidates[index]!.map(withAdministrators) }))
		},
		pending: await store.pendingEverywhere(db)
	};
}

/** Structures a request may be attached to, by name or customer number. */
export async function findStructures({ db }: Staff, { query }: { query: string }) {
	const found = await searchStructures(db, query);
	return found.map(await marking(db, found));
}

/** Adds to a structure whether somebody in it can validate whoever is attached. */
async function marking(db: Db | Trx, structures: { id: string }[]) {
	const administered = await store.administered(
		db,
		structures.map(({ id }) => id)
	);
	return <S extends { id: string }>(structure: S) => ({
		...structure,
		hasAdministrator: administered.has(structure.id)
	});
}

/** Ties a request to a structure: its administrator validates the person, unless staff let them in at once. */
export function attachRequest(ctx: Staff, { request: id, structure, activate }: z.output<typeof attachRequestInput>) {
	return transact(ctx, async (ctx) => {
		const request = await openRequest(ctx, id);
		return attach(ctx, request, await structureOf(ctx.db, structure), activate ? 'active' : 'pending');
	});
}

/** The same with a structure the portal did not know; the person may become its administrator. */
export function createStructureFor(
	ctx: Staff,
	{ request: id, name, customerNumber, activate, administrator }: z.output<typeof createStructureForInput>
) {
	return transact(ctx, async (ctx) => {
		const request = await openRequest(ctx, id);
		const structure = await createStructure(ctx, { name, customerNumber });
		return attach(ctx, request, structure, activate ? 'active' : 'pending', administrator ? 'administrator' : 'user');
	});
}

/** Turns a request down, with the reason the person is told. They keep their login, and their tickets without a structure. */
export function refuseRequest(ctx: Staff, { request: id, reason }: z.output<typeof refuseRequestInput>) {
	return transact(ctx, async (ctx) => {
		const request = await openRequest(ctx, id);
		await requestStore.updateRequest(ctx.db, id, {
			settledAt: ctx.now(),
			settledBy: ctx.actor.account.id,
			refusalReason: reason
		});
		await recordAudit(ctx, 'contact.request_refused', id);
		await enqueue(ctx, 'contact.request_refused', { requestId: id });
		return { firstName: request.firstName, lastName: request.lastName };
	});
}

async function openRequest(ctx: Attaching, id: string) {
	const request = await requestStore.findRequestWithPerson(ctx.db, id);
	if (!request) throw new AppError('not_found', m.errors_not_found());
	if (request.settledAt) throw new AppError('conflict', m.staff_request_settled());
	return request;
}

/** What attaching must not undo in passing: a decision to keep someone out is taken back by its padlock, deliberately. */
const KEPT_OUT: Partial<Record<ContactTable['access'], (person: { name: string }) => string>> = {
	locked: m.staff_attach_locked,
	refused: m.staff_attach_refused
};

type Request = Awaited<ReturnType<typeof openRequest>>;

async function attach(
	ctx: Attaching,
	request: Request,
	structure: Structure,
	wanted: 'pending' | 'active',
	role?: ContactTable['role']
) {
	const now = ctx.now();
	const name = `${request.firstName} ${request.lastName}`;
	if (request.staffRole !== null) throw new AppError('conflict', m.staff_attach_staff({ name }));
	const contact = await contactIn(ctx, request, structure, now);
	const keptOut = KEPT_OUT[contact.access];
	if (keptOut) throw new AppError('conflict', keptOut({ name }));
	const access = contact.access === 'active' ? 'active' : wanted;
	const decided = access === 'active' ? { decidedAt: now, decidedBy: ctx.actor.account.id } : {};
	await store.update(ctx.db, contact.id, {
		accountId: request.accountId,
		access,
		role: role ?? contact.role,
		refusalReason: '',
		requestedAt: now,
		remindedAdministratorsAt: null,
		remindedStaffAt: null,
		...decided
	});
	await requestStore.updateRequest(ctx.db, request.id, {
		settledAt: now,
		settledBy: ctx.actor.account.id,
		contactId: contact.id
	});
	await recordAudit(ctx, 'contact.request_attached', contact.id, {
		structureId: structure.id,
		requestId: request.id,
		access
	});
	if (access === 'active') await enqueue(ctx, 'contact.accepted', { contactId: contact.id, decidedAt: now });
	else await enqueue(ctx, 'contact.requested', { contactId: contact.id });
	return {
		structure: { id: structure.id, name: structure.name },
		access,
		firstName: request.firstName,
		lastName: request.lastName
	};
}

/** The address may be listed there already: that contact is taken over, with its function and its role. */
async function contactIn(
	ctx: Attaching,
	request: Request,
	structure: Structure,
	now: string
): Promise<Selectable<ContactTable>> {
	const listed = await store.findOf(ctx.db, structure.id, { id: request.accountId, email: request.email });
	if (listed) return listed;
	const contact = newcomer({ ...request, id: request.accountId }, structure.id, request.function, now);
	await store.insert(ctx.db, contact);
	return contact;
}
