import { describe as group, expect, test } from 'vitest';
import { NO_STRUCTURE } from '#server/platform/access.ts';
import { describe } from '#server/platform/trpc.ts';
import {
	call,
	callerOf,
	EVERYBODY,
	fieldsOf,
	MUTATIONS,
	PROCEDURES,
	WITHIN_STRUCTURE,
	type Somebody
} from './support/everybody.ts';
import { everyColumn, everyRow, everyRowAlike } from './support/rows.ts';
import { SAMPLES, type Input, type Scene } from './support/samples.ts';
import { draft } from './support/ticket.ts';
import { cast, DEMO_PASSWORD, jar, world, type CastKey, type World } from './support/world.ts';

/**
 * Who gets in, written without looking at the access table: one column a person, in the order of `EVERYBODY`.
 * `in` is let in; `who?` must sign in first; `wait` is not validated yet; `no` is forbidden; `404` sees nothing there.
 */
const ANYBODY = '        in    in    in    in    in    in    in    in    in    in';
const SIGNED_IN = '     who?  in    in    in    in    in    in    in    in    in';
const STAFF = '         who?  no    no    no    no    no    no    no    in    in';
const MANAGERS = '      who?  no    no    no    no    no    no    no    no    in';

//                               anon. noor  pia   vera  adam  otto  lola  rene  sam   mona
const TICKETS_IN_A = '           who?  404   in    in    in    404   404   404   no    no';
const OWN_TICKETS_WITHOUT = '    who?  in    in    in    in    in    in    in    no    no';
const MEMBERS_AND_STAFF_IN_A = ' who?  404   wait  in    in    404   404   404   in    in';
const MEMBERS_IN_A = '           who?  404   wait  in    in    404   404   404   no    no';
const WHO_MANAGES_A = '          who?  404   wait  no    in    404   404   404   in    in';
const MEMBERS_WITHOUT = '        who?  wait  wait  wait  wait  wait  wait  wait  no    no';
const ADMINISTRATORS_IN_A = '    who?  404   wait  no    in    404   404   404   no    no';
const GATED_WITHOUT = '          who?  wait  wait  wait  wait  wait  wait  wait  404   404';

const EXPECTED: Record<string, string | { inA: string; without: string }> = {
	'accounts.signIn': ANYBODY,
	'accounts.signUp': ANYBODY,
	'accounts.signUpLink': ANYBODY,
	'accounts.proveAddress': ANYBODY,
	'accounts.forgetPassword': ANYBODY,
	'accounts.passwordLink': ANYBODY,
	'accounts.setPassword': ANYBODY,
	'accounts.emailChange': ANYBODY,
	'accounts.confirmEmailChange': ANYBODY,
	'accounts.invitation': ANYBODY,
	'accounts.acceptInvitation': ANYBODY,
	'accounts.handoff': ANYBODY,
	'accounts.acceptHandoff': ANYBODY,
	'accounts.activation': ANYBODY,
	'accounts.noteActivationOpened': ANYBODY,
	'accounts.activate': ANYBODY,
	'accounts.sendActivationAgain': ANYBODY,
	'accounts.setPreferences': ANYBODY,
	'accounts.me': SIGNED_IN,
	'accounts.details': SIGNED_IN,
	'accounts.checkDetails': SIGNED_IN,
	'accounts.enter': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'accounts.updateProfile': SIGNED_IN,
	'accounts.changePassword': SIGNED_IN,
	'accounts.sessions': SIGNED_IN,
	'accounts.revokeSession': SIGNED_IN,
	'accounts.revokeOtherSessions': SIGNED_IN,
	'accounts.signOut': SIGNED_IN,

	'audit.list': MANAGERS,

	'campaigns.list': STAFF,
	'campaigns.read': STAFF,
	'campaigns.structures': STAFF,
	'campaigns.recipients': STAFF,
	'campaigns.preview': STAFF,
	'campaigns.export': STAFF,
	'campaigns.resend': STAFF,
	'campaigns.create': MANAGERS,
	'campaigns.change': MANAGERS,
	'campaigns.choose': MANAGERS,
	'campaigns.listAnew': MANAGERS,
	'campaigns.discard': MANAGERS,
	'campaigns.start': MANAGERS,
	'campaigns.pause': MANAGERS,
	'campaigns.resume': MANAGERS,
	'campaigns.resendLate': MANAGERS,

	'home.waiting': STAFF,
	'home.figures': STAFF,
	'home.underWay': MANAGERS,
	'mailings.list': STAFF,
	'mailings.products': STAFF,
	'mailings.read': STAFF,
	'mailings.structures': STAFF,
	'mailings.recipients': STAFF,
	'mailings.preview': STAFF,
	'mailings.export': STAFF,
	'mailings.create': STAFF,
	'mailings.write': STAFF,
	'mailings.setRate': STAFF,
	'mailings.choose': STAFF,
	'mailings.discard': STAFF,
	'mailings.test': STAFF,
	'mailings.start': STAFF,
	'mailings.unschedule': STAFF,
	'mailings.pause': STAFF,
	'mailings.resume': STAFF,
	'mailings.cancel': STAFF,
	'mailings.retryFailed': STAFF,

	'imports.list': MANAGERS,
	'imports.read': MANAGERS,
	'imports.report': MANAGERS,
	'imports.check': MANAGERS,
	'imports.bring': MANAGERS,

	'contacts.list': { inA: MEMBERS_AND_STAFF_IN_A, without: GATED_WITHOUT },
	'contacts.team': { inA: MEMBERS_AND_STAFF_IN_A, without: GATED_WITHOUT },
	'contacts.missing': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.toActivate': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.open': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.lock': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.refuse': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.read': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.add': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.edit': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.confirmFunction': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.invite': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.revokeInvitation': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.makeAdministrator': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.makeUser': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.remove': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.export': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'contacts.waiting': STAFF,
	'contacts.searchStructures': STAFF,
	'contacts.attach': STAFF,
	'contacts.createStructureFor': STAFF,
	'contacts.refuseRequest': STAFF,

	'documents.listPublic': ANYBODY,
	'documents.publicDocument': ANYBODY,
	'documents.list': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'documents.file': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'documents.kept': STAFF,
	'documents.read': STAFF,
	'documents.staffFile': STAFF,
	'documents.add': STAFF,
	'documents.addPublic': STAFF,
	'documents.edit': STAFF,
	'documents.withdraw': STAFF,
	'documents.forgetFile': STAFF,
	'documents.batches': STAFF,
	'documents.batch': STAFF,
	'documents.batchFile': STAFF,
	'documents.batchFileBytes': STAFF,
	'documents.createBatch': STAFF,
	'documents.changeBatchFile': STAFF,
	'documents.leaveOut': STAFF,
	'documents.putBack': STAFF,
	'documents.publishBatch': STAFF,
	'documents.discardBatch': STAFF,

	'files.upload': SIGNED_IN,
	'files.waiting': SIGNED_IN,
	'files.discard': SIGNED_IN,

	'incoming.list': STAFF,
	'incoming.count': STAFF,
	'incoming.read': STAFF,
	'incoming.ofMessage': STAFF,
	'incoming.attach': STAFF,
	'incoming.open': STAFF,
	'incoming.discard': STAFF,

	'news.latest': ANYBODY,
	'news.list': ANYBODY,
	'news.read': ANYBODY,
	'news.picture': ANYBODY,
	'news.feed': ANYBODY,
	'news.inside': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'news.readInside': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'news.awaited': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'news.acknowledge': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'news.staffList': STAFF,
	'news.staffRead': STAFF,
	'news.choices': STAFF,
	'news.reach': STAFF,
	'news.preview': STAFF,
	'news.waitingPicture': STAFF,
	'news.create': STAFF,
	'news.change': STAFF,
	'news.end': STAFF,
	'news.discard': STAFF,
	'news.readers': STAFF,
	'news.exportReaders': STAFF,

	'notifications.bell': SIGNED_IN,
	'notifications.list': SIGNED_IN,
	'notifications.read': SIGNED_IN,
	'notifications.readTicket': SIGNED_IN,
	'notifications.readAll': SIGNED_IN,
	'notifications.preferences': SIGNED_IN,
	'notifications.setPreferences': SIGNED_IN,
	'notifications.push': SIGNED_IN,
	'notifications.devices': SIGNED_IN,
	'notifications.turnOn': SIGNED_IN,
	'notifications.turnOff': SIGNED_IN,
	'notifications.removeDevice': SIGNED_IN,
	'notifications.testDevice': SIGNED_IN,
	'notifications.opened': SIGNED_IN,
	'notifications.quietHours': SIGNED_IN,
	'notifications.setQuietHours': SIGNED_IN,

	'outbox.list': STAFF,
	'outbox.retry': STAFF,
	'outbox.setAside': STAFF,

	'places.find': SIGNED_IN,

	'proposals.read': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.history': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.candidates': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.setInformation': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.setAddress': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.removeAddress': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.setPhone': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.removePhone': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.nameReferent': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.nameNewReferent': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.vacateReferent': { inA: WHO_MANAGES_A, without: GATED_WITHOUT },
	'proposals.withdraw': { inA: ADMINISTRATORS_IN_A, without: MEMBERS_WITHOUT },
	'proposals.withdrawAll': { inA: ADMINISTRATORS_IN_A, without: MEMBERS_WITHOUT },
	'proposals.queue': STAFF,
	'proposals.count': STAFF,
	'proposals.review': STAFF,
	'proposals.decide': STAFF,

	'satisfaction.link': ANYBODY,
	'satisfaction.rateByLink': ANYBODY,
	'satisfaction.mine': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'satisfaction.rate': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'satisfaction.ofTicket': STAFF,
	'satisfaction.averages': STAFF,

	'staff.invitation': ANYBODY,
	'staff.join': ANYBODY,
	'staff.list': MANAGERS,
	'staff.invite': MANAGERS,
	'staff.resend': MANAGERS,
	'staff.revoke': MANAGERS,
	'staff.changeRole': MANAGERS,
	'staff.removalPreview': MANAGERS,
	'staff.remove': MANAGERS,

	'structures.read': { inA: MEMBERS_AND_STAFF_IN_A, without: GATED_WITHOUT },
	'structures.setTicketVisibility': { inA: ADMINISTRATORS_IN_A, without: MEMBERS_WITHOUT },
	'structures.directory': STAFF,
	'structures.overview': STAFF,
	'structures.create': STAFF,
	'structures.setCustomerNumber': STAFF,
	'structures.products': STAFF,
	'structures.setProducts': STAFF,
	'structures.addMailDomain': STAFF,
	'structures.removeMailDomain': STAFF,

	'tasks.list': STAFF,
	'tasks.count': STAFF,
	'tasks.settle': STAFF,

	'tickets.list': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.search': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.choices': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.get': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.file': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.pulse': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.open': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.answer': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.refuse': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.close': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.requestAdministrator': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.requestFormerEmail': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.requestOtherStructure': { inA: TICKETS_IN_A, without: OWN_TICKETS_WITHOUT },
	'tickets.colleagues': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'tickets.addParticipant': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'tickets.removeParticipant': { inA: MEMBERS_IN_A, without: MEMBERS_WITHOUT },
	'tickets.inbox': STAFF,
	'tickets.searchAll': STAFF,
	'tickets.inboxCounts': STAFF,
	'tickets.inboxFrame': STAFF,
	'tickets.saveView': STAFF,
	'tickets.changeView': STAFF,
	'tickets.deleteView': STAFF,
	'tickets.beside': STAFF,
	'tickets.assign': STAFF,
	'tickets.setPriority': STAFF,
	'tickets.transferPreview': STAFF,
	'tickets.transfer': STAFF,
	'tickets.mergePreview': STAFF,
	'tickets.merge': STAFF,
	'tickets.link': STAFF,
	'tickets.unlink': STAFF,
	'tickets.check': STAFF,
	'tickets.grant': STAFF,
	'tickets.presence': STAFF,
	'tickets.templates': STAFF,
	'tickets.fillTemplate': STAFF,
	'tickets.saveTemplate': STAFF,
	'tickets.retireTemplate': STAFF,
	'tickets.moveTemplate': STAFF,
	'tickets.categories': MANAGERS,
	'tickets.saveCategory': MANAGERS,
	'tickets.moveCategory': MANAGERS,
	'tickets.retireCategory': MANAGERS,
	'tickets.bringCategoryBack': MANAGERS,
	'tickets.products': MANAGERS,
	'tickets.saveProduct': MANAGERS,
	'tickets.moveProduct': MANAGERS,
	'tickets.retireProduct': MANAGERS,
	'tickets.bringProductBack': MANAGERS,
	'tickets.findContacts': STAFF,
	'tickets.openForChoices': STAFF,
	'tickets.openFor': STAFF,
	'tickets.read': STAFF,
	'tickets.staffFile': STAFF,
	'tickets.staffPulse': STAFF,
	'tickets.reply': STAFF,
	'tickets.note': STAFF,
	'tickets.setStatus': STAFF,

	'vendor.show': ANYBODY,
	'vendor.legal': ANYBODY,
	'vendor.image': ANYBODY,
	'vendor.assetLinks': ANYBODY,
	'vendor.app': MANAGERS,
	'vendor.setApp': MANAGERS,
	'vendor.identity': MANAGERS,
	'vendor.setIdentity': MANAGERS,
	'vendor.setLegal': MANAGERS,
	'vendor.setColor': MANAGERS,
	'vendor.setPicture': MANAGERS,
	'vendor.removePicture': MANAGERS,
	'vendor.limits': MANAGERS,
	'vendor.setLimits': MANAGERS
};

const SAID: Record<string, string> = {
	unauthenticated: 'who?',
	not_validated: 'wait',
	forbidden: 'no',
	not_found: '404'
};

/** `in`, how the person was refused, or any other refusal by its code. */
const outcomeOf = async (answer: Promise<unknown>): Promise<string> =>
	answer.then(
		() => 'in',
		(error: unknown) => SAID[describe(error).code] ?? describe(error).code
	);

type Place = (world: World) => string;
const inA: Place = ({ structure }) => structure('sexey');
const without: Place = () => NO_STRUCTURE;
const nowhere: Place = () => '019f0000-0000-7000-8000-000000000000';

/** The row of one procedure as the portal behaves. Each person has a portal of their own; a refusal must leave it as it was. */
async function observed(path: string, place: Place): Promise<Record<Somebody, string>> {
	const row: Partial<Record<Somebody, string>> = {};
	for (const person of EVERYBODY) {
		const fresh = await world();
		const scene: Scene = { world: fresh, person, structure: place(fresh) };
		const input = await SAMPLES[path]!(scene);
		const before = await everyRow(fresh.base.db);
		row[person] = await outcomeOf(call(callerOf(fresh, person), path, input));
		if (row[person] !== 'in')
			expect(await everyRow(fresh.base.db), `${path} refused ${person} and yet wrote`).toBe(before);
	}
	return row as Record<Somebody, string>;
}

const expected = (row: string): Record<string, string> =>
	Object.fromEntries(
		row
			.trim()
			.split(/\s+/)
			.map((told, index) => [EVERYBODY[index]!, told])
	);

test('every procedure has a line in the matrix, and a sample call', () => {
	expect(Object.keys(EXPECTED).sort()).toEqual(PROCEDURES);
	expect(Object.keys(SAMPLES).sort()).toEqual(PROCEDURES);
	for (const path of PROCEDURES) expect(typeof EXPECTED[path] === 'object', path).toBe(WITHIN_STRUCTURE.has(path));
});

group.each(PROCEDURES)('%s', (path) => {
	const line = EXPECTED[path]!;
	if (typeof line === 'string') {
		test('lets in exactly who may', async () => expect(await observed(path, inA)).toEqual(expected(line)));
		return;
	}
	test('lets in exactly who may in structure A', async () =>
		expect(await observed(path, inA)).toEqual(expected(line.inA)));
	test('lets in exactly who may without a structure', async () =>
		expect(await observed(path, without)).toEqual(expected(line.without)));
	test("another's structure reads like one that does not exist", async () => {
		const { anonymous, noor, otto, lola, rene } = await observed(path, nowhere);
		expect({ anonymous, noor, otto, lola, rene }).toEqual({
			anonymous: 'who?',
			noor: '404',
			otto: '404',
			lola: '404',
			rene: '404'
		});
		const fresh = await world();
		const told = async (place: Place) => {
			const input = await SAMPLES[path]!({ world: fresh, person: 'otto', structure: place(fresh) });
			return describe(await call(fresh.as('otto'), path, input).catch((error: unknown) => error));
		};
		expect(await told(inA)).toEqual(await told(nowhere));
	});
});

group('A right is read afresh at each call', () => {
	/** Signs in for real: what follows is one session, in one browser. */
	async function session(here: World, person: CastKey) {
		const browser = jar();
		await here.visitor(browser).accounts.signIn({ email: cast[person].email, password: DEMO_PASSWORD });
		return here.visitor(browser);
	}

	test('someone locked is out at the next call of an open session, and in again once unlocked', async () => {
		const here = await world();
		const structure = inA(here);
		const vera = await session(here, 'vera');
		const contact = await here.contactId('vera', 'sexey');
		expect(await outcomeOf(vera.contacts.list({ structure }))).toBe('in');
		const inputs = new Map<string, Input | undefined>();
		for (const path of WITHIN_STRUCTURE)
			inputs.set(path, await SAMPLES[path]!({ world: here, person: 'vera', structure }));
		await here.as('adam').contacts.lock({ structure, contact });
		for (const [path, input] of inputs) expect(await outcomeOf(call(vera, path, input)), path).toBe('404');
		expect(await outcomeOf(vera.accounts.me())).toBe('in');
		expect(await outcomeOf(vera.tickets.open(draft(NO_STRUCTURE)))).toBe('in');
		await here.as('adam').contacts.open({ structure, contact });
		expect(await outcomeOf(vera.contacts.list({ structure }))).toBe('in');
	});

	test('someone pending is in at the next call once accepted, and out once refused', async () => {
		const here = await world();
		const structure = inA(here);
		const pia = await session(here, 'pia');
		const contact = await here.contactId('pia', 'sexey');
		expect(await outcomeOf(pia.contacts.list({ structure }))).toBe('wait');
		await here.as('adam').contacts.open({ structure, contact });
		expect(await outcomeOf(pia.contacts.list({ structure }))).toBe('in');

		const there = await world();
		const other = await session(there, 'pia');
		expect(await outcomeOf(other.tickets.open(draft(inA(there))))).toBe('in');
		await there.as('adam').contacts.refuse({
			structure: inA(there),
			contact: await there.contactId('pia', 'sexey'),
			reason: 'Inconnue ici.'
		});
		expect(await outcomeOf(other.tickets.list({ structure: inA(there) }))).toBe('404');
	});

	test('an administrator made a user, and an agent who left, can no longer do what they did', async () => {
		const here = await world();
		const structure = inA(here);
		const [adam, sam] = [await session(here, 'adam'), await session(here, 'sam')];
		expect([await outcomeOf(adam.contacts.toActivate({ structure })), await outcomeOf(sam.tickets.inbox({}))]).toEqual([
			'in',
			'in'
		]);
		await here.base.db
			.updateTable('contact')
			.set({ role: 'user' })
			.where('id', '=', await here.contactId('adam', 'sexey'))
			.execute();
		await here.base.db
			.updateTable('account')
			.set({ staffRole: null })
			.where('id', '=', await here.accountId('sam'))
			.execute();
		expect([await outcomeOf(adam.contacts.toActivate({ structure })), await outcomeOf(sam.tickets.inbox({}))]).toEqual([
			'no',
			'no'
		]);
	});

	test('a session ended from another device is nobody at its next call', async () => {
		const here = await world();
		const [lost, kept] = [await session(here, 'vera'), await session(here, 'vera')];
		expect(await outcomeOf(lost.accounts.me())).toBe('in');
		await kept.accounts.revokeOtherSessions();
		expect([await outcomeOf(lost.accounts.me()), await outcomeOf(kept.accounts.me())]).toEqual(['who?', 'in']);
	});
});

group('Nobody gains anything by fields that were not asked for', () => {
	test('every sample names every field of its procedure', async () => {
		for (const path of PROCEDURES) {
			const here = await world();
			const input = await SAMPLES[path]!({ world: here, person: 'anonymous', structure: inA(here) });
			expect(Object.keys(input ?? {}).sort(), path).toEqual([...new Set(fieldsOf(path))].sort());
		}
	});

	test.each(MUTATIONS)('%s does the same with them as without', async (path) => {
		for (const person of ['anonymous', 'pia', 'vera', 'adam', 'sam'] as const)
			expect(await storyOf(path, person, true), `${path} by ${person}`).toBe(await storyOf(path, person, false));
	});

	/** What is in the database after the call. */
	async function storyOf(path: string, person: Somebody, greedy: boolean): Promise<string> {
		const here = await world();
		const input = await SAMPLES[path]!({ world: here, person, structure: inA(here) });
		const outcome = await outcomeOf(
			call(callerOf(here, person), path, greedy ? { ...(await greed(here)), ...input } : input)
		);
		return `${outcome}\n${await everyRowAlike(here.base.db)}`;
	}

	/** Every column of every table by name, and what a framework might take for its own. */
	async function greed(here: World): Promise<Input> {
		const columns = Object.fromEntries((await everyColumn(here.base.db)).map((name) => [name, 'x']));
		return {
			...columns,
			id: await here.accountId('otto'),
			accountId: await here.accountId('otto'),
			requesterId: await here.accountId('otto'),
			authorId: await here.accountId('otto'),
			structureId: here.structure('commercy'),
			role: 'administrator',
			access: 'active',
			staffRole: 'manager',
			email: 'autre@ailleurs.example',
			passwordHash: null,
			validatedAt: here.base.now(),
			provenAt: here.base.now(),
			decidedAt: here.base.now(),
			createdAt: '2020-01-01T00:00:00.000Z',
			side: 'staff',
			kind: 'note',
			statusAfter: 'closed',
			account: { id: await here.accountId('mona'), staffRole: 'manager' },
			actor: { account: { staffRole: 'manager' } },
			contact: { role: 'administrator', access: 'active' },
			ctx: {},
			constructor: {},
			isAdmin: true
		};
	}
});
