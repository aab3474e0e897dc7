import { extras } from './extras.ts';
import type { StructureKey } from './structures.ts';

export interface Membership {
	structure: StructureKey;
	access: 'none' | 'invited' | 'pending' | 'active' | 'locked' | 'refused';
	role: 'user' | 'administrator';
	referents: ('accounting' | 'technical' | 'dpo')[];
	/** Days the access has been what it is. */
	sinceDaysAgo: number;
	/** Told to the person who was refused or locked. */
	reason?: string;
	/** Where it differs from the person's own. */
	function?: string;
}

export interface Person {
	civility: 'm' | 'mme' | '';
	firstName: string;
	lastName: string;
	email: string;
	function: string;
	phone: string;
	staff?: 'agent' | 'manager';
	memberships: Membership[];
	/** What somebody typed who signed up and matches no structure yet. */
	request?: { structureName: string; customerNumber: string; daysAgo: number };
}

/** Every demo login has it. */
export const DEMO_PASSWORD = 'Bienvenue1!';

const named = {
	pia: {
		civility: 'mme',
		firstName: 'Pia',
		lastName: 'Marchetti',
		email: 'pia.marchetti@sexey-aux-forges.example',
		function: 'Agente d’accueil et d’état civil',
		phone: '0639981101',
		memberships: [{ structure: 'sexey', access: 'pending', role: 'user', referents: [], sinceDaysAgo: 3 }]
	},
	vera: {
		civility: 'mme',
		firstName: 'Véra',
		lastName: 'Lemoine',
		email: 'vera.lemoine@sexey-aux-forges.example',
		function: 'Responsable des finances',
		phone: '0353011041',
		memberships: [{ structure: 'sexey', access: 'active', role: 'user', referents: [], sinceDaysAgo: 210 }]
	},
	adam: {
		civility: 'm',
		firstName: 'Adam',
		lastName: 'Ferry',
		email: 'adam.ferry@sexey-aux-forges.example',
		function: 'Secrétaire général',
		phone: '0353011040',
		memberships: [
			{ structure: 'sexey', access: 'active', role: 'administrator', referents: ['technical'], sinceDaysAgo: 420 }
		]
	},
	lola: {
		civility: 'mme',
		firstName: 'Lola',
		lastName: 'Béranger-Schmitt',
		email: 'lola.beranger-schmitt@sexey-aux-forges.example',
		function: 'Adjointe administrative',
		phone: '0639981102',
		memberships: [
			{
				structure: 'sexey',
				access: 'locked',
				role: 'user',
				referents: [],
				sinceDaysAgo: 12,
				reason: 'Votre remplacement en mairie a pris fin.'
			}
		]
	},
	rene: {
		civility: 'm',
		firstName: 'René',
		lastName: 'Haxaire',
		email: 'rene.haxaire@gazette-du-madon.example',
		function: 'Correspondant de presse',
		phone: '0639981103',
		memberships: [
			{
				structure: 'sexey',
				access: 'refused',
				role: 'user',
				referents: [],
				sinceDaysAgo: 6,
				reason: 'Cet espace est réservé aux agents et aux élus de la commune.'
			}
		]
	},
	ines: {
		civility: 'mme',
		firstName: 'Inès',
		lastName: 'Kowalski',
		email: 'ines.kowalski@sexey-aux-forges.example',
		function: 'Conseillère municipale déléguée aux écoles',
		phone: '0639981104',
		memberships: [{ structure: 'sexey', access: 'none', role: 'user', referents: [], sinceDaysAgo: 420 }]
	},
	otto: {
		civility: 'm',
		firstName: 'Otto',
		lastName: 'Reinhardt',
		email: 'otto.reinhardt@cfa-commercy.example',
		function: 'Directeur',
		phone: '0353012141',
		memberships: [{ structure: 'commercy', access: 'active', role: 'administrator', referents: [], sinceDaysAgo: 380 }]
	},
	vic: {
		civility: 'm',
		firstName: 'Victor',
		lastName: 'Aubertin',
		email: 'victor.aubertin@cfa-commercy.example',
		function: 'Responsable pédagogique',
		phone: '0353012143',
		memberships: [{ structure: 'commercy', access: 'active', role: 'user', referents: [], sinceDaysAgo: 160 }]
	},
	noor: {
		civility: 'mme',
		firstName: 'Noor',
		lastName: 'Haddad',
		email: 'noor.haddad@atelier-vosgien.example',
		function: 'Coordinatrice de formation',
		phone: '0639981105',
		memberships: [],
		request: { structureName: 'Atelier vosgien des métiers du bois', customerNumber: '', daysAgo: 1 }
	},
	thea: {
		civility: 'mme',
		firstName: 'Théa',
		lastName: 'Grandjean',
		email: 'thea.grandjean@moselle-madon.example',
		function: 'Secrétaire de mairie itinérante',
		phone: '0639981106',
		memberships: [
			{ structure: 'madon', access: 'active', role: 'user', referents: [], sinceDaysAgo: 300 },
			{
				structure: 'sexey',
				access: 'active',
				role: 'user',
				referents: ['accounting'],
				sinceDaysAgo: 240,
				function: 'Secrétaire de mairie, le jeudi'
			},
			{
				structure: 'maron',
				access: 'active',
				role: 'administrator',
				referents: ['accounting', 'dpo'],
				sinceDaysAgo: 295,
				function: 'Secrétaire du syndicat'
			}
		]
	},
	sam: {
		civility: 'm',
		firstName: 'Samuel',
		lastName: 'Petitjean',
		email: 'samuel.petitjean@defi-informatique.example',
		function: 'Conseiller clientèle',
		phone: '0353015401',
		staff: 'agent',
		memberships: []
	},
	alix: {
		civility: 'mme',
		firstName: 'Alix',
		lastName: 'Nguyen',
		email: 'alix.nguyen@defi-informatique.example',
		function: 'Technicienne support',
		phone: '0353015402',
		staff: 'agent',
		memberships: []
	},
	mona: {
		civility: 'mme',
		firstName: 'Mona',
		lastName: 'Vautrin',
		email: 'mona.vautrin@defi-informatique.example',
		function: 'Responsable de la relation client',
		phone: '0353015403',
		staff: 'manager',
		memberships: []
	}
} satisfies Record<string, Person>;

export type CastKey = keyof typeof named;
export type PersonKey = CastKey | keyof typeof extras;

/** The people tests and demo call by name; structure A is `sexey`, structure B `commercy`. */
export const cast: Record<CastKey, Person> = named;

/** Everybody in the demo, by key. */
export const people: Record<PersonKey, Person> = { ...cast, ...extras };

/** Whether the person can sign in: those merely listed or still invited have no password yet. */
export function hasAccount(person: Person): boolean {
	return (
		person.memberships.length === 0 ||
		person.memberships.some(({ access }) => access !== 'none' && access !== 'invited')
	);
}
