import { randomUUID } from 'node:crypto';
import { mintLink } from '#server/accounts/domain.ts';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { newId } from '#server/platform/ids.ts';
import { callerOf, isStaff, type Somebody } from './everybody.ts';
import { draft } from './ticket.ts';
import { cast, DEMO_PASSWORD, type World } from './world.ts';

/** Where a call is made, and by whom. */
export interface Scene {
	world: World;
	person: Somebody;
	/** The structure named by procedures that name one. */
	structure: string;
}

export type Input = Record<string, unknown>;

const NEW_PASSWORD = 'Nouveau-mot2passe!';

/** For every procedure an input with all its fields that is good for whoever is let in. What it speaks of is made first. */
export const SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'accounts.signIn': () => ({ email: cast.vera.email, password: DEMO_PASSWORD }),
	'accounts.signUp': () => signUp,
	'accounts.signUpLink': async ({ world }) => ({ token: await signUpToken(world) }),
	'accounts.proveAddress': async ({ world }) => ({ token: await signUpToken(world), password: NEW_PASSWORD }),
	'accounts.forgetPassword': () => ({ email: cast.vera.email }),
	'accounts.passwordLink': async ({ world }) => ({ token: await passwordToken(world) }),
	'accounts.setPassword': async ({ world }) => ({
		token: await passwordToken(world),
		password: NEW_PASSWORD,
		confirmation: NEW_PASSWORD
	}),
	'accounts.setPreferences': () => ({ locale: 'en', theme: 'dark' }),
	'accounts.me': nothing,
	'accounts.updateProfile': () => ({ civility: 'mme', firstName: 'Line', lastName: 'Perrin', phone: '03 83 90 10 00' }),
	'accounts.changePassword': () => ({
		currentPassword: DEMO_PASSWORD,
		password: NEW_PASSWORD,
		confirmation: NEW_PASSWORD
	}),
	'accounts.sessions': nothing,
	'accounts.revokeSession': async (scene) => ({ id: await sessionOf(scene) }),
	'accounts.revokeOtherSessions': nothing,
	'accounts.signOut': nothing,

	'audit.list': () => ({ before: newId() }),

	'contacts.list': ({ structure }) => ({ structure, query: 'le', sort: 'name', direction: 'desc', page: 1, size: 10 }),
	'contacts.pending': ({ structure }) => ({ structure }),
	'contacts.open': async ({ world, structure }) => ({ structure, contact: await world.contactId('pia', 'sexey') }),
	'contacts.lock': async ({ world, structure }) => ({ structure, contact: await world.contactId('vera', 'sexey') }),
	'contacts.refuse': async ({ world, structure }) => ({
		structure,
		contact: await world.contactId('pia', 'sexey'),
		reason: 'Inconnue ici.'
	}),
	'contacts.waiting': nothing,
	'contacts.searchStructures': () => ({ query: 'mairie' }),
	'contacts.attach': async ({ world }) => ({
		request: await requestOfNoor(world),
		structure: world.structure('commercy'),
		activate: true
	}),
	'contacts.createStructureFor': async ({ world }) => ({
		request: await requestOfNoor(world),
		name: 'Atelier vosgien',
		customerNumber: 'C20001',
		activate: true,
		administrator: true
	}),
	'contacts.refuseRequest': async ({ world }) => ({ request: await requestOfNoor(world), reason: 'Sans contrat.' }),

	'documents.listPublic': nothing,
	'documents.publicDocument': async ({ world }) => ({ id: await publicDocument(world) }),

	'news.latest': nothing,
	'news.read': async ({ world }) => ({ id: await publishedNews(world, 'public') }),
	'news.picture': async ({ world }) => ({ id: await publishedNews(world, 'public') }),
	'news.inside': ({ structure }) => ({ structure }),

	'outbox.list': () => ({ state: 'all', before: newId() }),
	'outbox.retry': async ({ world }) => ({ id: await failedMail(world) }),

	'structures.read': ({ structure }) => ({ structure }),

	'tickets.list': ({ structure }) => ({ structure, filter: 'all', after: '2026-01-01T00:00:00.000Z~1001' }),
	'tickets.choices': ({ structure }) => ({ structure }),
	'tickets.get': async (scene) => ({
		structure: scene.structure,
		number: await ticketFor(scene),
		before: newId()
	}),
	'tickets.pulse': async (scene) => ({ structure: scene.structure, number: await ticketFor(scene) }),
	'tickets.open': ({ structure }) => ({ ...draft(structure, { private: true }), product: undefined }),
	'tickets.answer': async (scene) => ({
		structure: scene.structure,
		number: await ticketFor(scene),
		body: 'Encore ceci.',
		requestKey: randomUUID()
	}),
	'tickets.close': async (scene) => ({ structure: scene.structure, number: await ticketFor(scene) }),
	'tickets.inbox': () => ({ filter: 'all', after: '2026-01-01T00:00:00.000Z~1001' }),
	'tickets.inboxCounts': nothing,
	'tickets.read': async (scene) => ({ number: await ticketFor(scene), before: newId() }),
	'tickets.staffPulse': async (scene) => ({ number: await ticketFor(scene) }),
	'tickets.reply': async (scene) => ({
		number: await ticketFor(scene),
		body: 'Voici.',
		status: 'waiting',
		requestKey: randomUUID()
	}),
	'tickets.note': async (scene) => ({ number: await ticketFor(scene), body: 'Entre nous.', requestKey: randomUUID() }),
	'tickets.setStatus': async (scene) => ({ number: await ticketFor(scene), status: 'resolved' }),

	'vendor.show': nothing,
	'vendor.legal': nothing,
	'vendor.image': () => ({ name: 'logo' })
};

function nothing(): undefined {
	return undefined;
}

const signUp = {
	civility: 'mme',
	firstName: 'Line',
	lastName: 'Perrin',
	email: 'line.perrin@ailleurs.example',
	function: 'Comptable',
	structureName: 'Mairie',
	customerNumber: 'C10601',
	password: NEW_PASSWORD,
	confirmation: NEW_PASSWORD
};

async function signUpToken(world: World): Promise<string> {
	await world.visitor().accounts.signUp(signUp as never);
	const [mail] = await world.mails();
	return /\/verify\/(\S+)/.exec(mail!.text)![1]!;
}

const passwordToken = async ({ base, accountId }: World): Promise<string> =>
	mintLink(base, { purpose: 'password', accountId: await accountId('vic'), signUpId: null });

/** Another session of the person; of Vera's for a visitor. */
async function sessionOf({ world, person }: Scene): Promise<string> {
	const of = person === 'anonymous' ? 'vera' : person;
	await world.visitor().accounts.signIn({ email: cast[of].email, password: DEMO_PASSWORD });
	const { idHash } = await world.base.db
		.selectFrom('session')
		.select('idHash')
		.where('accountId', '=', await world.accountId(of))
		.executeTakeFirstOrThrow();
	return idHash;
}

async function requestOfNoor({ base, accountId }: World): Promise<string> {
	const { id } = await base.db
		.selectFrom('accessRequest')
		.select('id')
		.where('accountId', '=', await accountId('noor'))
		.executeTakeFirstOrThrow();
	return id;
}

const MAY_OPEN_IN_A: readonly Somebody[] = ['pia', 'vera', 'adam'];

/** A ticket of the person's own where they may have one, else one of Vera's. */
async function ticketFor({ world, person, structure }: Scene): Promise<number> {
	const inA = world.structure('sexey');
	const own =
		(structure === NO_STRUCTURE && person !== 'anonymous' && !isStaff(person)) ||
		(structure === inA && MAY_OPEN_IN_A.includes(person));
	const { number } = await (own
		? callerOf(world, person).tickets.open(draft(structure))
		: world.as('vera').tickets.open(draft(inA)));
	return number;
}

export async function publishedNews({ base }: World, audience: 'public' | 'members'): Promise<string> {
	const id = newId();
	const pictureHash = await storedFile(base, 'image/webp');
	const values = {
		id,
		title: 'Nouveauté',
		body: 'Du **neuf**.',
		audience,
		pictureHash,
		pictureAlt: '',
		pinnedAt: null,
		publishedAt: base.now(),
		withdrawnAt: null,
		authorId: null
	};
	await base.db.insertInto('news').values(values).execute();
	return id;
}

async function publicDocument({ base }: World): Promise<string> {
	const id = newId();
	const fileHash = await storedFile(base, 'application/pdf');
	await base.db
		.insertInto('document')
		.values({
			id,
			structureId: null,
			title: 'Certificat',
			description: '',
			fileHash,
			fileName: 'certificat.pdf',
			publishedAt: base.now()
		})
		.execute();
	return id;
}

async function storedFile({ db, files, now }: World['base'], type: string): Promise<string> {
	const bytes = Buffer.from(type);
	const hash = await files.put(bytes);
	await db
		.insertInto('storedFile')
		.values({ hash, type, size: bytes.length, width: null, height: null, createdAt: now() })
		.onConflict((c) => c.column('hash').doNothing())
		.execute();
	return hash;
}

/** A mail the portal gave up on. */
async function failedMail(world: World): Promise<string> {
	const { base, visitor, mails } = world;
	await visitor().accounts.forgetPassword({ email: cast.vera.email });
	await mails();
	const { id } = await base.db
		.updateTable('mail')
		.set({ sentAt: null, failedAt: base.now() })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}
