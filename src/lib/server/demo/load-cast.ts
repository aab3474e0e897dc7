import { searchTextOf } from '#server/contacts/domain.ts';
import type { Base } from '#server/platform/context.ts';
import type { Trx } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { offsetAt } from '#server/platform/wall-clock.ts';
import { cast, type Person, type PersonKey } from './cast.ts';
import { extras } from './extras.ts';
import { structures, type StructureKey } from './structures.ts';

export interface LoadedCast {
	accountId(person: PersonKey): string;
	structureId(structure: StructureKey): string;
}

type Loading = Pick<Base, 'now' | 'settings'> & { db: Trx };

/** Everybody without whom an account would make no sense has one, except who was only listed. */
const hasAccount = (person: Person): boolean =>
	person.memberships.length === 0 || person.memberships.some(({ access }) => access !== 'none' && access !== 'invited');

/** Puts the named cast, the people around it and their structures into an empty database. */
export async function loadCast(ctx: Loading, passwordHash: string): Promise<LoadedCast> {
	const structureIds = new Map<string, string>();
	for (const [key, { name, customerNumber, siret, mailDomain, address, phones }] of Object.entries(structures)) {
		const id = newId();
		const createdAt = daysBefore(ctx.now(), 500);
		structureIds.set(key, id);
		await ctx.db
			.insertInto('structure')
			.values({
				id,
				name,
				customerNumber,
				siret,
				ticketVisibility: 'none',
				createdAt
			})
			.execute();
		await ctx.db
			.insertInto('structureMailDomain')
			.values({ domain: mailDomain, structureId: id, addedAt: createdAt })
			.execute();
		const { city: town, ...rest } = address;
		await ctx.db
			.insertInto('structureAddress')
			.values({ id: newId(), structureId: id, ...rest, town, mainAt: createdAt, createdAt })
			.execute();
		for (const phone of phones)
			await ctx.db
				.insertInto('structurePhone')
				.values({ id: newId(), structureId: id, ...phone, createdAt })
				.execute();
	}
	const accountIds = new Map<string, string>();
	for (const [key, person] of Object.entries({ ...cast, ...extras } as Record<string, Person>)) {
		const id = newId();
		if (hasAccount(person)) {
			await insertAccount(ctx, id, person, passwordHash);
			accountIds.set(key, id);
		}
		for (const membership of person.memberships) {
			await insertContact(
				ctx,
				person,
				membership,
				structureIds.get(membership.structure)!,
				accountIds.get(key) ?? null
			);
		}
		if (person.request) await insertRequest(ctx, id, person, person.request);
	}
	return {
		accountId: (person) => accountIds.get(person)!,
		structureId: (structure) => structureIds.get(structure)!
	};
}

async function insertAccount(ctx: Loading, id: string, person: Person, passwordHash: string): Promise<void> {
	const { email, civility, firstName, lastName, phone, staff } = person;
	const createdAt = daysBefore(
		ctx.now(),
		Math.max(1, person.request?.daysAgo ?? 0, ...person.memberships.map(({ sinceDaysAgo }) => sinceDaysAgo))
	);
	await ctx.db
		.insertInto('account')
		.values({
			id,
			email,
			civility,
			firstName,
			lastName,
			phone,
			passwordHash,
			locale: 'fr',
			theme: 'system',
			staffRole: staff ?? null,
			provenAt: createdAt,
			detailsCheckedAt: createdAt,
			createdAt
		})
		.execute();
}

async function insertContact(
	ctx: Loading,
	person: Person,
	membership: Person['memberships'][number],
	structureId: string,
	accountId: string | null
): Promise<void> {
	const { email, civility, firstName, lastName, phone } = person;
	const since = daysBefore(ctx.now(), membership.sinceDaysAgo);
	const identity = { email, civility, firstName, lastName, phone, function: membership.function ?? person.function };
	const id = newId();
	await ctx.db
		.insertInto('contact')
		.values({
			...identity,
			id,
			structureId,
			accountId,
			searchText: searchTextOf(identity),
			access: membership.access,
			role: membership.role,
			formerAdministratorAt: null,
			functionCheckedAt: identity.function ? since : null,
			invitedAt: membership.access === 'invited' ? since : null,
			requestedAt: membership.access === 'pending' ? since : null,
			remindedAdministratorsAt: null,
			remindedStaffAt: null,
			decidedAt: ['active', 'locked', 'refused'].includes(membership.access) ? since : null,
			decidedBy: null,
			refusalReason: membership.reason ?? '',
			createdAt: since
		})
		.execute();
	const roles = membership.referents.map((role) => ({ contactId: id, role, structureId, sinceAt: since }));
	const table = membership.access === 'active' ? 'referent' : 'plannedReferent';
	if (roles.length > 0) await ctx.db.insertInto(table).values(roles).execute();
}

async function insertRequest(
	ctx: Loading,
	accountId: string,
	person: Person,
	request: NonNullable<Person['request']>
): Promise<void> {
	await ctx.db
		.insertInto('accessRequest')
		.values({
			id: newId(),
			accountId,
			structureName: request.structureName,
			customerNumber: request.customerNumber,
			function: person.function,
			createdAt: daysBefore(ctx.now(), request.daysAgo),
			remindedAt: null,
			settledAt: null,
			settledBy: null,
			contactId: null,
			refusalReason: ''
		})
		.execute();
}

const DAY_MS = 86_400_000;
const daysBefore = (now: string, days: number): string => new Date(Date.parse(now) - days * DAY_MS).toISOString();

/** A wall-clock moment some days before now, in the portal's time zone; never in the future. */
export function momentOf(now: string, daysAgo: number, minutesOfDay: number, timeZone: string): string {
	const day = new Intl.DateTimeFormat('sv', { timeZone }).format(Date.parse(daysBefore(now, daysAgo)));
	const utc = Date.parse(`${day}T00:00:00Z`) + minutesOfDay * 60_000;
	const moment = new Date(utc - offsetAt(utc, timeZone)).toISOString();
	return moment < now ? moment : now;
}
