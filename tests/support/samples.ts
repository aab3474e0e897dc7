import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { mintLink } from '#server/accounts/domain.ts';
import { makeHandoffToken } from '#server/accounts/handoff-token.ts';
import { receive } from '#server/incoming/domain.ts';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { hashSecret, newId } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import { callerOf, isStaff, type Somebody } from './everybody.ts';
import { activationToken, CAMPAIGN_SAMPLES } from './campaign-samples.ts';
import { DOCUMENT_SAMPLES } from './document-samples.ts';
import { ticketFile, waitingFile } from './files.ts';
import { HOME_SAMPLES } from './home-samples.ts';
import { IMPORT_SAMPLES } from './import-samples.ts';
import { NEWS_SAMPLES } from './news-samples.ts';
import { MAILING_SAMPLES } from './mailing-samples.ts';
import { PUSH_SAMPLES } from './push-samples.ts';
import { PROPOSAL_SAMPLES } from './proposal-samples.ts';
import { SETTINGS_SAMPLES } from './settings-samples.ts';
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
/** As somebody chooses one: typed twice. */
const chosenPassword = { password: NEW_PASSWORD, confirmation: NEW_PASSWORD };

/** For every procedure an input with all its fields that is good for whoever is let in. What it speaks of is made first. */
export const SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	...SETTINGS_SAMPLES,
	'accounts.signIn': () => ({ email: cast.vera.email, password: DEMO_PASSWORD }),
	'accounts.signUp': () => signUp,
	'accounts.signUpLink': async ({ world }) => ({ token: await signUpToken(world) }),
	'accounts.proveAddress': async ({ world }) => ({ token: await signUpToken(world), password: NEW_PASSWORD }),
	'accounts.forgetPassword': () => ({ email: cast.vera.email }),
	'accounts.passwordLink': async ({ world }) => ({ token: await passwordToken(world) }),
	'accounts.setPassword': async ({ world }) => ({ token: await passwordToken(world), ...chosenPassword }),
	'accounts.emailChange': async ({ world }) => ({ token: await emailChangeToken(world) }),
	'accounts.confirmEmailChange': async ({ world }) => ({ token: await emailChangeToken(world) }),
	'accounts.invitation': async ({ world }) => ({ token: await invitationToken(world) }),
	'accounts.acceptInvitation': async ({ world }) => ({ token: await invitationToken(world), ...chosenPassword }),
	'accounts.handoff': async ({ world }) => ({ token: await handoffToken(world) }),
	'accounts.acceptHandoff': async ({ world }) => ({ token: await handoffToken(world), ...chosenPassword }),
	'accounts.activation': async ({ world }) => ({ token: await activationToken(world) }),
	'accounts.noteActivationOpened': async ({ world }) => ({ token: await activationToken(world) }),
	'accounts.activate': async ({ world }) => ({ token: await activationToken(world), ...chosenPassword }),
	'accounts.sendActivationAgain': async ({ world }) => ({ token: await activationToken(world) }),
	'accounts.setPreferences': () => ({ locale: 'en', theme: 'dark' }),
	'accounts.me': nothing,
	'accounts.details': nothing,
	'accounts.checkDetails': async ({ world }) => ({
		...{ civility: 'mme', firstName: 'Line', lastName: 'Perrin', phone: '03 83 90 10 00' },
		functions: { [await world.contactId('pia', 'sexey')]: 'Agente' }
	}),
	'accounts.enter': ({ structure }) => ({ structure }),
	'accounts.updateProfile': () => ({ civility: 'mme', firstName: 'Line', lastName: 'Perrin', phone: '03 83 90 10 00' }),
	'accounts.changePassword': () => ({ currentPassword: DEMO_PASSWORD, ...chosenPassword }),
	'accounts.sessions': nothing,
	'accounts.revokeSession': async (scene) => ({ id: await sessionOf(scene) }),
	'accounts.revokeOtherSessions': nothing,
	'accounts.signOut': nothing,

	'audit.list': () => ({ before: newId() }),

	...CAMPAIGN_SAMPLES,

	'contacts.list': ({ structure }) => ({
		structure,
		filter: 'all',
		query: 'le',
		sort: 'name',
		direction: 'desc',
		page: 1,
		size: 10
	}),
	'contacts.team': ({ structure }) => ({ structure }),
	'contacts.missing': ({ structure }) => ({ structure }),
	'contacts.toActivate': ({ structure }) => ({ structure }),
	'contacts.open': async ({ world, structure }) => ({ structure, contact: await world.contactId('pia', 'sexey') }),
	'contacts.lock': async ({ world, structure }) => ({
		structure,
		contact: await world.contactId('vera', 'sexey'),
		vacate: true
	}),
	'contacts.refuse': async ({ world, structure }) => ({
		structure,
		contact: await world.contactId('pia', 'sexey'),
		reason: 'Inconnue ici.'
	}),
	'contacts.read': ines,
	'contacts.add': ({ structure }) => ({
		structure,
		civility: 'mme',
		firstName: 'Zoé',
		lastName: 'Perrin',
		email: 'zoe.perrin@sexey-aux-forges.example',
		function: 'Régisseuse',
		phone: '03 53 01 10 50',
		invite: true,
		requestKey: randomUUID()
	}),
	'contacts.edit': async (scene) => ({
		...(await ines(scene)),
		civility: 'mme',
		firstName: 'Inès',
		lastName: 'Kowalski',
		email: 'ines.kowalska@sexey-aux-forges.example',
		function: 'Adjointe aux écoles',
		phone: '06 39 98 11 04'
	}),
	'contacts.confirmFunction': ines,
	'contacts.invite': ines,
	'contacts.revokeInvitation': ines,
	'contacts.makeAdministrator': async ({ world, structure }) => ({
		structure,
		contact: await world.contactId('vera', 'sexey')
	}),
	'contacts.makeUser': async ({ world, structure }) => ({ structure, contact: await world.contactId('vera', 'sexey') }),
	'contacts.remove': async (scene) => ({ ...(await ines(scene)), vacate: true }),
	'contacts.export': ({ structure }) => ({ structure }),
	'contacts.waiting': () => ({ show: 'to_attach' }),
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

	...DOCUMENT_SAMPLES,

	'files.upload': () => ({ name: 'notes.txt', content: Readable.from([Buffer.from('Bonjour')]), size: 7 }),
	'files.waiting': async (scene) => ({ ids: [await waitingFile(scene)] }),
	'files.discard': async (scene) => ({ id: await waitingFile(scene) }),

	'incoming.list': () => ({ state: 'waiting', before: newId() }),
	'incoming.count': nothing,
	'incoming.read': async ({ world }) => ({ id: await waitingMail(world) }),
	'incoming.ofMessage': async ({ world }) => ({ message: await mailedMessage(world) }),
	'incoming.attach': async (scene) => ({ id: await waitingMail(scene.world), number: await ticketFor(scene) }),
	'incoming.open': async ({ world }) => ({
		id: await waitingMail(world),
		structure: world.structure('sexey'),
		subject: 'Par e-mail',
		category: 'question'
	}),
	'incoming.discard': async ({ world }) => ({ id: await waitingMail(world), reason: 'Publicité.' }),

	...NEWS_SAMPLES,

	'notifications.bell': nothing,
	'notifications.list': () => ({ before: newId() }),
	'notifications.read': async (scene) => ({ id: await newsFor(scene) }),
	'notifications.readTicket': () => ({ number: 1001 }),
	'notifications.readAll': nothing,
	'notifications.preferences': nothing,
	'notifications.setPreferences': () => ({ mail: ['answer'], bell: ['answer', 'status'], push: ['answer'] }),
	...PUSH_SAMPLES,

	'outbox.list': () => ({ state: 'all', before: newId() }),
	'outbox.retry': async ({ world }) => ({ id: await failedMail(world) }),
	'outbox.setAside': async ({ world }) => ({ id: await failedMail(world) }),

	...HOME_SAMPLES,
	...MAILING_SAMPLES,
	...PROPOSAL_SAMPLES,
	...IMPORT_SAMPLES,

	'satisfaction.link': async ({ world }) => ({ token: await ratingToken(world) }),
	'satisfaction.rateByLink': async ({ world }) => ({ token: await ratingToken(world), score: 5, comment: 'Merci.' }),
	'satisfaction.mine': ticketThere,
	'satisfaction.rate': async (scene) => ({
		structure: scene.structure,
		number: await closed(scene, await ticketFor(scene)),
		score: 4,
		comment: ''
	}),
	'satisfaction.ofTicket': ticket,
	'satisfaction.averages': () => ({ before: '2026-01-01T00:00:00.000Z' }),

	'structures.read': ({ structure }) => ({ structure }),
	'structures.setTicketVisibility': ({ structure }) => ({ structure, visibility: 'read' }),
	'structures.directory': ({ structure }) => ({ query: 'mairie', filter: 'pending', after: structure }),
	'structures.overview': ({ world }) => ({ id: world.structure('sexey') }),
	'structures.create': () => ({ name: 'Atelier vosgien', customerNumber: 'c 20 001' }),
	'structures.setCustomerNumber': ({ world }) => ({ structure: world.structure('sexey'), customerNumber: 'C20001' }),
	'structures.addMailDomain': ({ world }) => ({ structure: world.structure('sexey'), domain: 'sexey.example' }),
	'structures.removeMailDomain': ({ world }) => ({
		structure: world.structure('sexey'),
		domain: 'sexey-aux-forges.example'
	}),

	'tickets.list': ({ structure }) => ({
		structure,
		filter: 'all',
		whose: 'colleagues',
		after: '2026-01-01T00:00:00.000Z~1001'
	}),
	'tickets.search': ({ structure }) => ({ structure, query: 'export fact', after: 1000 }),
	'tickets.choices': ({ structure }) => ({ structure }),
	'tickets.get': async (scene) => ({
		structure: scene.structure,
		number: await ticketFor(scene),
		before: newId()
	}),
	'tickets.file': async (scene) => ({ structure: scene.structure, ...(await ticketFile(scene)) }),
	'tickets.pulse': ticketThere,
	'tickets.open': ({ structure }) => ({
		...draft(structure, { private: true }),
		product: undefined,
		files: [],
		colleague: undefined,
		follows: undefined
	}),
	'tickets.answer': async (scene) => ({
		structure: scene.structure,
		number: await ticketFor(scene),
		body: 'Encore ceci.',
		files: [],
		seen: newId(),
		requestKey: randomUUID()
	}),
	'tickets.refuse': async (scene) => ({
		structure: scene.structure,
		number: await resolvedFor(scene),
		body: 'Toujours pareil.',
		files: [],
		requestKey: randomUUID()
	}),
	'tickets.requestAdministrator': ({ structure }) => ({
		structure,
		structureName: 'Mairie de Sexey-aux-Forges',
		currentAdministrator: 'Adam Ferry',
		...confirmation,
		body: 'Il part à la retraite.',
		files: [],
		requestKey: randomUUID()
	}),
	'tickets.requestFormerEmail': ({ structure }) => ({
		structure,
		formerName: 'Line Perrin',
		formerEmail: 'l.perrin@',
		formerStructure: 'Mairie de Sexey-aux-Forges',
		phone: '03 83 90 10 00',
		body: 'Il y a deux ans.',
		files: [],
		requestKey: randomUUID()
	}),
	'tickets.requestOtherStructure': ({ structure }) => ({
		structure,
		otherStructure: 'Syndicat des eaux',
		customerNumber: 'C10601',
		functionThere: 'Secrétaire',
		...confirmation,
		body: 'Le jeudi.',
		files: [],
		requestKey: randomUUID()
	}),
	'tickets.colleagues': ({ structure }) => ({ structure }),
	'tickets.addParticipant': async (scene) => ({
		structure: scene.structure,
		number: await ticketFor(scene),
		contact: await scene.world.contactId('thea', 'sexey')
	}),
	'tickets.removeParticipant': async (scene) => ({
		structure: scene.structure,
		number: await ticketFor(scene),
		account: await participantIn(scene)
	}),
	'tickets.close': ticketThere,
	'tickets.inbox': () => ({
		filter: 'all',
		assignee: 'me',
		structure: 'mairie',
		category: 'incident',
		product: newId(),
		urgency: 'minor',
		priority: 'high',
		opened: 3,
		idle: 7,
		sort: 'waiting',
		after: '0~2026-01-01T00:00:00.000Z~1001'
	}),
	'tickets.searchAll': () => ({ query: 'export fact', after: 1000 }),
	'tickets.inboxCounts': nothing,
	'tickets.inboxFrame': nothing,
	'tickets.saveView': () => ({ name: 'Mes urgences', query: 'assignee=me&urgency=blocking' }),
	'tickets.changeView': async (scene) => ({ view: await viewOf(scene), name: 'Autre nom', query: 'filter=waiting' }),
	'tickets.deleteView': async (scene) => ({ view: await viewOf(scene) }),
	'tickets.beside': ticket,
	'tickets.assign': async (scene) => ({
		number: await ticketFor(scene),
		assignee: await scene.world.accountId('alix')
	}),
	'tickets.setPriority': async (scene) => ({ number: await ticketFor(scene), priority: 'urgent' }),
	'tickets.transferPreview': async (scene) => ({
		number: await ticketFor(scene),
		structure: scene.world.structure('commercy')
	}),
	'tickets.transfer': async (scene) => ({
		number: await ticketFor(scene),
		structure: scene.world.structure('commercy'),
		requester: await scene.world.accountId('vic')
	}),
	'tickets.mergePreview': async (scene) => ({ number: await ticketFor(scene), into: await ticketFor(scene) }),
	'tickets.merge': async (scene) => ({ number: await ticketFor(scene), into: await ticketFor(scene) }),
	'tickets.link': async (scene) => ({ number: await ticketFor(scene), other: await ticketFor(scene) }),
	'tickets.unlink': async (scene) => {
		const pair = { number: await ticketFor(scene), other: await ticketFor(scene) };
		await scene.world.as('alix').tickets.link(pair);
		return pair;
	},
	'tickets.check': async (scene) => ({ number: await requestFor(scene), item: 'call_back', checked: true }),
	'tickets.grant': async (scene) => ({
		number: await requestFor(scene),
		body: 'C’est fait.',
		reason: 'Vu sur place.',
		customerNumber: '',
		access: 'active',
		login: cast.vera.email,
		newEmail: 'vera@ailleurs.example',
		requestKey: randomUUID()
	}),
	'tickets.presence': async (scene) => ({ number: await ticketFor(scene), writing: true, left: false }),
	'tickets.templates': nothing,
	'tickets.fillTemplate': async (scene) => ({ number: await ticketFor(scene), template: await templateOf(scene) }),
	'tickets.saveTemplate': async (scene) => ({
		template: await templateOf(scene),
		title: 'Bien reçu',
		body: 'Bonjour {prénom},'
	}),
	'tickets.retireTemplate': async (scene) => ({ template: await templateOf(scene) }),
	'tickets.moveTemplate': async (scene) => ({ template: await templateOf(scene), direction: 'up' }),
	'tickets.findContacts': () => ({ query: 'C10601' }),
	'tickets.openForChoices': nothing,
	'tickets.openFor': async ({ world }) => {
		const { structure: _, ...ticket } = draft('');
		return { ...ticket, contact: await world.contactId('vera', 'sexey'), product: undefined, private: false };
	},
	'tickets.read': async (scene) => ({ number: await ticketFor(scene), before: newId() }),
	'tickets.staffFile': ticketFile,
	'tickets.staffPulse': ticket,
	'tickets.reply': async (scene) => ({
		number: await ticketFor(scene),
		body: 'Voici.',
		files: [],
		seen: newId(),
		status: 'waiting',
		requestKey: randomUUID()
	}),
	'tickets.note': async (scene) => ({
		number: await ticketFor(scene),
		body: 'Entre nous.',
		files: [],
		requestKey: randomUUID()
	}),
	'tickets.setStatus': async (scene) => ({ number: await ticketFor(scene), status: 'resolved' }),

	'vendor.show': nothing,
	'vendor.legal': nothing,
	'vendor.image': () => ({ name: 'logo' }),
	'vendor.assetLinks': nothing
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
	...chosenPassword
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

const confirmation = { confirmName: 'Paul Weber', confirmFunction: 'Maire', confirmPhone: '03 83 90 10 01' };

async function resolvedFor(scene: Scene): Promise<number> {
	const number = await ticketFor(scene);
	await scene.world.as('sam').tickets.setStatus({ number, status: 'resolved' });
	return number;
}

/** Has Théa take part in the newest ticket. */
async function participantIn({ world: { base, accountId } }: Scene): Promise<string> {
	const { id } = await base.db
		.selectFrom('ticket')
		.select('id')
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirstOrThrow();
	const thea = await accountId('thea');
	await base.db
		.insertInto('ticketParticipant')
		.values({ ticketId: id, accountId: thea, addedById: null, addedAt: base.now() })
		.execute();
	return thea;
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

async function ticket(scene: Scene) {
	return { number: await ticketFor(scene) };
}

async function ticketThere(scene: Scene) {
	return { structure: scene.structure, number: await ticketFor(scene) };
}

/** A request of Vera's to become administrator, with its check-list. */
async function requestFor({ world }: Scene): Promise<number> {
	const { number } = await world.as('vera').tickets.open(draft(world.structure('sexey')));
	await world.base.db
		.updateTable('ticket')
		.set({ category: 'become_administrator' })
		.where('number', '=', number)
		.execute();
	return number;
}

/** A view of the inbox of the person's own, or of Alix's for who can have none. */
async function viewOf({ world, person }: Scene): Promise<string> {
	const of = person !== 'anonymous' && isStaff(person) ? person : 'alix';
	return (await world.as(of).tickets.saveView({ name: 'En attente', query: 'filter=waiting' })).id;
}

const templateOf = async ({ world }: Scene): Promise<string> =>
	(await world.as('alix').tickets.saveTemplate({ title: 'Merci', body: 'Bonjour {prénom},\n\nMerci.' })).id;

/** A change of Vera's address whose mail has left. */
async function emailChangeToken({ base, accountId }: World): Promise<string> {
	const account = await accountId('vera');
	const token = await mintLink(base, { purpose: 'email', accountId: account, signUpId: null });
	await base.db
		.insertInto('emailChange')
		.values({
			id: newId(),
			accountId: account,
			email: 'vera@ailleurs.example',
			askedById: await accountId('alix'),
			tokenHash: hashSecret(token),
			createdAt: base.now(),
			expiresAt: after(base.now(), 3600),
			settledAt: null
		})
		.execute();
	return token;
}

/** Something the person was told of: a ticket of their own without a structure; for staff any. */
async function newsFor({ world: { base, accountId }, person }: Scene): Promise<string> {
	const owner = await accountId(person === 'anonymous' || isStaff(person) ? 'vera' : person);
	const [ticketId, id] = [newId(), newId()];
	const now = base.now();
	await base.db
		.insertInto('ticket')
		.values({
			id: ticketId,
			number: 9001,
			structureId: null,
			requesterId: owner,
			subject: 'Sujet',
			category: 'question',
			urgency: 'minor',
			status: 'new',
			requestKey: ticketId,
			createdAt: now,
			updatedAt: now
		})
		.execute();
	const of = person === 'anonymous' ? owner : await accountId(person);
	await base.db
		.insertInto('notification')
		.values({ id, accountId: of, kind: 'ticket.answered', ticketId, createdAt: now })
		.execute();
	return id;
}

/** A mail of Véra's that answers nothing. */
async function waitingMail({ base }: World): Promise<string> {
	const raw = `From: ${cast.vera.email}\r\nSubject: Bonjour\r\nMessage-ID: <${newId()}@mail.example>\r\n\r\nUne question.\r\n`;
	await receive(base, Buffer.from(raw));
	const { id } = await base.db.selectFrom('incomingMail').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
	return id;
}

/** A message that came by mail, as staff attach it. */
async function mailedMessage(world: World): Promise<string> {
	const { number } = await world.as('vera').tickets.open(draft(world.structure('sexey')));
	const id = await waitingMail(world);
	await world.as('sam').incoming.attach({ id, number });
	const row = await world.base.db
		.selectFrom('incomingMail')
		.select('ticketMessageId')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return row.ticketMessageId!;
}

async function closed({ world }: Scene, number: number): Promise<number> {
	await world.as('sam').tickets.setStatus({ number, status: 'closed' });
	return number;
}

/** Of the link Véra gets when her ticket is closed. */
async function ratingToken(world: World): Promise<string> {
	const { number } = await world.as('vera').tickets.open(draft(world.structure('sexey')));
	await world.as('sam').tickets.setStatus({ number, status: 'closed' });
	const mails = await world.mails();
	return mails.flatMap(({ text }) => /\/rate\/([\w-]+)/.exec(text)?.[1] ?? [])[0]!;
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

/** Listed without access. */
async function ines({ world, structure }: Scene) {
	return { structure, contact: await world.contactId('ines', 'sexey') };
}

async function invitationToken({ base, contactId }: World): Promise<string> {
	const contact = await contactId('ines', 'sexey');
	const invitedAt = base.now();
	await base.db.updateTable('contact').set({ access: 'invited', invitedAt }).where('id', '=', contact).execute();
	return mintLink(base, { purpose: 'invitation', contactId: contact });
}

/** Ines is listed, and never came. */
const handoffToken = ({ base }: World) => makeHandoffToken(base, cast.ines.email);
