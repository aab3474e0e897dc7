import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type {
	attachRequestInput,
	createStructureForInput,
	listWaitingInput,
	refuseRequestInput
} from '#lib/schemas/contacts.ts';
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
import { letIn } from './letting-in.ts';
import { placeIn } from './place.ts';
import * as requestStore from './request-store.ts';
import * as store from './store.ts';
import type { ContactTable } from './table.ts';

type Staff = Ctx<'staff'>;
type Attaching = Staff & { db: Trx };

/** What waits for staff: requests no structure was found for, and the contacts their structures have not decided on. */
export async function listForStaff({ db }: Staff, { show }: z.output<typeof listWaitingInput>) {
	const { total, rows } = show === 'nobody_decides' ? NONE : await requestStore.openRequests(db);
	const candidates = await candidatesFor(db, rows);
	const withAdministrators = await marking(db, candidates.flat());
	return {
		requests: {
			total,
			rows: rows.map((row, index) => ({ ...row, candidates: candidates[index]!.map(withAdministrators) }))
		},
		pending:
			show === 'to_attach' ? NONE : await store.pendingEverywhere(db, { nobodyDecides: show === 'nobody_decides' })
	};
}

const NONE = { total: 0, rows: [] };

/** What of it only staff can settle, counted up to `most`, and since when the first of each waits. */
export async function peopleAtTheDoor(db: Db | Trx, most: number) {
	return {
		toAttach: {
			count: Number((await requestStore.countOpen(db, most).executeTakeFirstOrThrow()).count),
			since: (await requestStore.firstOpen(db).executeTakeFirst())?.createdAt ?? null
		},
		nobodyDecides: {
			count: Number((await store.countStranded(db, most).executeTakeFirstOrThrow()).count),
			since: (await store.firstStranded(db).executeTakeFirst())?.requestedAt ?? null
		}
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

type Request = Awaited<ReturnType<typeof openRequest>>;

async function attach(
	ctx: Attaching,
	request: Request,
	structure: Structure,
	wanted: 'pending' | 'active',
	role?: ContactTable['role']
) {
	const now = ctx.now();
	const account = { ...request, id: request.accountId };
	const contact = await placeIn(ctx, account, structure.id, request.function);
	const access = contact.access === 'active' ? 'active' : wanted;
	const values = { accountId: request.accountId, role: role ?? contact.role, requestedAt: now };
	if (access === 'active') {
		const decidedAt = await letIn(ctx, contact, { ...values, decidedBy: ctx.actor.account.id });
		await enqueue(ctx, 'contact.accepted', { contactId: contact.id, decidedAt });
	} else {
		await store.update(ctx.db, contact.id, {
			...values,
			access,
			refusalReason: '',
			remindedAdministratorsAt: null,
			remindedStaffAt: null
		});
		await enqueue(ctx, 'contact.requested', { contactId: contact.id });
	}
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
	return {
		structure: { id: structure.id, name: structure.name },
		access,
		firstName: request.firstName,
		lastName: request.lastName
	};
}
