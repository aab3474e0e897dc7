import { m } from '#lib/paraglide/messages.js';
import { AppError } from './errors.ts';

/**
 * Who may call which module: the whole policy. A procedure may ask for more than its module says, never for less.
 * The ticket module is the one open before validation: someone not vetted yet must still be able to ask for help.
 */
export const MODULES = {
	accounts: 'public',
	tickets: 'ticketing',
	contacts: 'memberOrStaff',
	structures: 'memberOrStaff',
	proposals: 'memberOrStaff',
	places: 'signedIn',
	news: 'public',
	documents: 'public',
	files: 'signedIn',
	notifications: 'signedIn',
	outbox: 'staff',
	incoming: 'staff',
	campaigns: 'staff',
	mailings: 'staff',
	satisfaction: 'public',
	tasks: 'staff',
	home: 'staff',
	staff: 'public',
	vendor: 'public',
	audit: 'manager',
	imports: 'manager'
} as const satisfies Record<string, Access>;

export type Module = keyof typeof MODULES;

/** What may be asked above each level. `administrator` is above `member`, and staff stand on their own side. */
interface Above {
	public: [
		'public',
		'signedIn',
		'ticketing',
		'memberOrStaff',
		'member',
		'administratorOrStaff',
		'administrator',
		'staff',
		'manager'
	];
	signedIn: [
		'signedIn',
		'ticketing',
		'memberOrStaff',
		'member',
		'administratorOrStaff',
		'administrator',
		'staff',
		'manager'
	];
	ticketing: ['ticketing', 'memberOrStaff', 'member', 'administratorOrStaff', 'administrator', 'staff', 'manager'];
	memberOrStaff: ['memberOrStaff', 'member', 'administratorOrStaff', 'administrator', 'staff', 'manager'];
	member: ['member', 'administrator'];
	administratorOrStaff: ['administratorOrStaff', 'administrator', 'staff', 'manager'];
	administrator: ['administrator'];
	staff: ['staff', 'manager'];
	manager: ['manager'];
}

export type Access = keyof Above;
/** The levels a procedure of a module may ask for. */
export type AtLeast<A extends Access> = Above[A][number];

/** Levels that concern one structure: their procedures name it, and the contact is read afresh at each call. */
export const WITHIN_STRUCTURE = [
	'ticketing',
	'memberOrStaff',
	'member',
	'administratorOrStaff',
	'administrator'
] as const;
export type WithinStructure = (typeof WITHIN_STRUCTURE)[number];

/** In place of a structure's id: the tickets of someone without a structure. */
export const NO_STRUCTURE = 'me';

export type StaffRole = 'agent' | 'manager';
export type ContactAccess = 'none' | 'invited' | 'pending' | 'active' | 'locked' | 'refused';
export type ContactRole = 'user' | 'administrator';

export interface AccountIdentity {
	id: string;
	email: string;
	civility: string;
	firstName: string;
	lastName: string;
	phone: string;
	locale: 'fr' | 'en';
	theme: 'system' | 'light' | 'dark';
	staffRole: StaffRole | null;
}

export interface ContactIdentity {
	id: string;
	structureId: string;
	access: ContactAccess;
	role: ContactRole;
}

export type TicketingContact = ContactIdentity & { access: 'pending' | 'active' };
export type ActiveContact = ContactIdentity & { access: 'active' };
export type Administrator = ActiveContact & { role: 'administrator' };
export type CustomerAccount = AccountIdentity & { staffRole: null };
export type StaffAccount = AccountIdentity & { staffRole: StaffRole };

/** What each level hands to the code behind it: a function of a gated module takes the narrow type and cannot be reached from less. */
export interface Admitted {
	public: { account: AccountIdentity | null };
	signedIn: { account: AccountIdentity };
	/** `contact` is null for the tickets of someone without a structure. */
	ticketing: { account: CustomerAccount; contact: TicketingContact | null; structureId: string | null };
	member: { account: CustomerAccount; contact: ActiveContact; structureId: string };
	administrator: { account: CustomerAccount; contact: Administrator; structureId: string };
	memberOrStaff:
		| { account: CustomerAccount; contact: ActiveContact; structureId: string }
		| { account: StaffAccount; contact: null; structureId: string };
	administratorOrStaff:
		| { account: CustomerAccount; contact: Administrator; structureId: string }
		| { account: StaffAccount; contact: null; structureId: string };
	staff: { account: StaffAccount };
	manager: { account: StaffAccount & { staffRole: 'manager' } };
}

/** Someone who calls, and where: `structure` is null when the call names none. */
export interface Caller {
	account: AccountIdentity | null;
	/** The account's contact in the named structure, as it stands now. */
	contact: ContactIdentity | null;
	structure: { id: string; exists: boolean } | null;
}

/**
 * Admits a caller at a level or throws: `unauthenticated` for nobody, `not_validated` for someone still waiting,
 * `not_found` for a structure that is not theirs (it reads like one that does not exist), else `forbidden`.
 */
export function admit<A extends Access>(level: A, caller: Caller): Admitted[A] {
	return decide(level, caller) as Admitted[A];
}

function decide(level: Access, { account, contact, structure }: Caller): unknown {
	if (level === 'public') return { account };
	if (!account) throw new AppError('unauthenticated', m.errors_unauthenticated());
	if (level === 'signedIn') return { account };
	if (level === 'staff' || level === 'manager') {
		if (account.staffRole === null || (level === 'manager' && account.staffRole !== 'manager')) throw forbidden();
		return { account };
	}
	if (!structure) throw new AppError('not_found', m.errors_not_found());
	const structureId = structure.id;
	if (account.staffRole !== null) {
		if (level !== 'memberOrStaff' && level !== 'administratorOrStaff') throw forbidden();
		if (!structure.exists) throw new AppError('not_found', m.errors_not_found());
		return { account, contact: null, structureId };
	}
	if (structureId === NO_STRUCTURE) {
		if (level !== 'ticketing') throw new AppError('not_validated', m.errors_not_validated());
		return { account, contact: null, structureId: null };
	}
	if (contact?.access !== 'pending' && contact?.access !== 'active')
		throw new AppError('not_found', m.errors_not_found());
	if (level === 'ticketing') return { account, contact, structureId };
	if (contact.access === 'pending') throw new AppError('not_validated', m.errors_not_validated());
	if ((level === 'administrator' || level === 'administratorOrStaff') && contact.role !== 'administrator')
		throw forbidden();
	return { account, contact, structureId };
}

const forbidden = () => new AppError('forbidden', m.errors_forbidden());
