import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecursiveProxy } from '@trpc/server/shared';
import { migrations } from '#migrations';
import { addressOf } from '#server/accounts/domain.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { cast, DEMO_PASSWORD, type CastKey } from '#server/demo/cast.ts';
import { loadCast } from '#server/demo/load-cast.ts';
import { structures, type StructureKey } from '#server/demo/structures.ts';
import { mailKinds } from '#server/mails.ts';
import { news } from '#server/notifications/domain.ts';
import type { PushContent } from '#server/notifications/push-words.ts';
import type { Base, Cookies, RequestContext } from '#server/platform/context.ts';
import { openDatabase, openImage, transact, type Db } from '#server/platform/db.ts';
import { filesIn } from '#server/platform/files.ts';
import { createHub } from '#server/platform/hub.ts';
import { createLog } from '#server/platform/log.ts';
import type { Message } from '#server/platform/mail.ts';
import { after } from '#server/platform/limits.ts';
import { migrate } from '#server/platform/migrate.ts';
import { deliverDue } from '#server/platform/outbox.ts';
import type { PushOffice, PushRefusal } from '#server/platform/push-office.ts';
import { readSettings } from '#server/platform/settings.ts';
import { contextOf } from '#server/request-context.ts';
import { createCaller, type Api } from '#server/router.ts';
import { standingIn } from '#server/contacts/domain.ts';

/** Somebody the vendor has just hired. */
export const NEW_STAFF = {
	email: 'nina.adam@defi-informatique.example',
	firstName: 'Nina',
	lastName: 'Adam',
	role: 'agent'
} as const;

export { cast, DEMO_PASSWORD };
export type { CastKey };

/**
 * When each world begins, ISO 8601: a Tuesday at ten in Lorraine, far from midnight and from a change of the clock, so
 * that no test depends on the hour it runs at. It has not come yet: Lucia, which asks the machine, ends no session
 * before the world does. `WORLD_BEGINS` moves it, to see what another hour or day would show.
 */
export const WORLD_BEGINS = process.env.WORLD_BEGINS ?? '2076-11-24T09:00:00.000Z';

/** A whole portal on a database in memory, with the named cast in it. Nothing of ours is replaced but the clock. */
export interface World {
	base: Base & { db: Db };
	/** Where its files lie, once there is one. */
	filesFolder: string;
	/** The application as one person of the cast calls it. */
	as(person: CastKey): Api;
	/** The application as called without a session, by a browser with its own cookies. */
	visitor(cookies?: Cookies): Api;
	structure(key: StructureKey): string;
	accountId(person: CastKey): Promise<string>;
	contactId(person: CastKey, structure: StructureKey): Promise<string>;
	/** Works the outbox until nothing is due, and returns the mails that left meanwhile. */
	mails(): Promise<Message[]>;
	/** Tells people's devices what is due, and returns what left meanwhile; `refusing` says how push services answer. */
	pushes(refusing?: (endpoint: string) => Partial<PushRefusal> | undefined): Promise<LeftPush[]>;
	/** Turns notifications on in a new session of somebody's, as their browser does. Returns its address at the push service. */
	device(person: CastKey, session?: string): Promise<string>;
	/** Moves the clock forward. */
	pass(duration: { seconds?: number; hours?: number; days?: number }): void;
}

/** A notification that left, before it was encrypted. */
export interface LeftPush {
	endpoint: string;
	content: PushContent;
	ttl: number;
	topic: string;
}

let image: Promise<Buffer> | undefined;

/** Migrated and peopled once per worker, then copied. */
const imageOfWorld = () => (image ??= makeImage());

async function makeImage(): Promise<Buffer> {
	const { db, sqlite } = openDatabase(':memory:');
	const now = () => WORLD_BEGINS;
	await migrate(db, migrations, now);
	const passwordHash = await hashPassword(DEMO_PASSWORD);
	await transact({ db }, (ctx) => loadCast({ ...ctx, now, settings: testSettings }, passwordHash));
	return sqlite.serialize();
}

const testSettings = readSettings({
	ORIGIN: 'http://localhost:3000',
	DATA_DIR: '/nonexistent',
	LOG_LEVEL: 'silent',
	HANDOFF_SECRET: 'a secret of the tests, long enough'
});

/** Gone once the tests of a file are over; with the process where journeys use this, which run without vitest. */
let allFiles: string | undefined;
let worlds = 0;
const cleanUp = () => {
	if (allFiles) rmSync(allFiles, { recursive: true, force: true });
};
if (process.env.VITEST) (await import('vitest')).afterAll(cleanUp);
else process.once('exit', cleanUp);

function filesOfAll(): string {
	return (allFiles ??= mkdtempSync(join(tmpdir(), 'portal-files-')));
}

/** `begins`, ISO 8601, where what is tried asks the machine what time it is. */
export async function world(begins = WORLD_BEGINS): Promise<World> {
	const { db } = openImage(await imageOfWorld());
	const structureIds = new Map(
		(await db.selectFrom('structure').select(['id', 'customerNumber']).execute()).map((row) => [
			row.customerNumber,
			row.id
		])
	);
	const structure = (key: StructureKey) => structureIds.get(structures[key].customerNumber)!;
	let offset = Date.parse(begins) - Date.now();
	const filesFolder = join(filesOfAll(), String(worlds++));
	const now = () => new Date(Date.now() + offset).toISOString();
	const base: World['base'] = {
		db,
		settings: testSettings,
		log: createLog('silent'),
		files: filesIn(filesFolder, now),
		hub: createHub(),
		now,
		wake() {}
	};
	const sent: Message[] = [];
	const post = { send: async (message: Message) => void sent.push(message), close() {} };
	const left: LeftPush[] = [];
	let refusing: Parameters<World['pushes']>[0];
	const push: PushOffice = {
		async send({ endpoint }, { payload, ttl, topic }) {
			const refusal = refusing?.(endpoint);
			if (refusal) throw Object.assign(new Error('refused'), refusal);
			left.push({ endpoint, content: JSON.parse(payload) as PushContent, ttl, topic });
		},
		close() {}
	};
	const sender = async () => ({
		name: 'DEFI Informatique',
		email: 'portail@defi-informatique.example',
		contact: '03 53 01 54 00'
	});

	const accountOf = (person: CastKey) =>
		db
			.selectFrom('account')
			.select(['id', 'email', 'civility', 'firstName', 'lastName', 'phone', 'locale', 'theme', 'staffRole'])
			.where('email', '=', cast[person].email)
			.executeTakeFirstOrThrow();

	const signedIn = (account: NonNullable<RequestContext['account']>, sessionHash: string) =>
		createCaller({
			...base,
			account,
			sessionHash,
			request: { ip: '192.0.2.1', userAgent: 'test' },
			cookies: jar(),
			standingIn: (structureId) => standingIn(db, account.id, structureId)
		});

	return {
		base,
		filesFolder,
		as: (person) => later(async () => signedIn(await accountOf(person), 'of the test')),
		visitor: (cookies = jar()) =>
			later(async () =>
				createCaller(await contextOf(base, { cookies, request: { ip: '192.0.2.2', userAgent: 'test' } }))
			),
		structure,
		accountId: async (person) => (await accountOf(person)).id,
		async contactId(person, key) {
			const { id } = await db
				.selectFrom('contact')
				.select('id')
				.where('email', '=', cast[person].email)
				.where('structureId', '=', structure(key))
				.executeTakeFirstOrThrow();
			return id;
		},
		async mails() {
			sent.length = 0;
			await deliverDue(base, { kinds: mailKinds, news, post, push, sender, addressOf });
			return [...sent];
		},
		async pushes(answering) {
			left.length = 0;
			refusing = answering;
			await news.push(base, { kinds: mailKinds, news, post, push, sender }, () => false);
			return [...left];
		},
		async device(person, session = randomUUID()) {
			const { id: accountId } = await accountOf(person);
			const createdAt = base.now();
			await db
				.insertInto('session')
				.values({
					...{ idHash: session, accountId, createdAt, lastUsedAt: createdAt, lastIp: '192.0.2.1', userAgent: 'test' },
					...{ expiresAt: after(createdAt, 30 * 86_400), endsAt: after(createdAt, 90 * 86_400) }
				})
				.onConflict((c) => c.column('idHash').doNothing())
				.execute();
			const endpoint = `https://fcm.googleapis.com/fcm/send/${randomUUID()}`;
			await signedIn(await accountOf(person), session).notifications.turnOn({ endpoint, ...DEVICE_KEYS });
			return endpoint;
		},
		pass({ seconds = 0, hours = 0, days = 0 }) {
			offset += ((days * 24 + hours) * 3600 + seconds) * 1000;
		}
	};
}

/** A caller whose context is made at each call, so that what changed meanwhile counts, as it does over the network. */
const later = (make: () => Promise<Api>): Api =>
	createRecursiveProxy(async ({ path, args }) => {
		const call = path.reduce((from, name) => (from as Record<string, unknown>)[name], (await make()) as unknown);
		return (call as (...args: unknown[]) => unknown)(...args);
	}) as Api;

/** What a browser makes for one device: messages would be encrypted for these. The same for all, so that tests can compare. */
export const DEVICE_KEYS = {
	p256dh: createECDH('prime256v1').generateKeys('base64url'),
	auth: randomBytes(16).toString('base64url')
};

/** The cookies of one browser. */
export function jar(): Cookies & { all: Map<string, string> } {
	const all = new Map<string, string>();
	return {
		all,
		get: (name) => all.get(name),
		set: (name, value) => void all.set(name, value),
		delete: (name) => void all.delete(name)
	};
}
