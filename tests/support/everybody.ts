import { appRouter, type Api } from '#server/router.ts';
import { cast, type CastKey, type World } from './world.ts';

/** One of every kind of person, seen from structure A (`sexey`). */
export const EVERYBODY = [
	'anonymous',
	/** Signed in, no structure. */
	'noor',
	/** Pending. */
	'pia',
	/** Active user. */
	'vera',
	/** Active administrator. */
	'adam',
	/** Administrator of another structure. */
	'otto',
	/** Locked. */
	'lola',
	/** Refused. */
	'rene',
	/** Agent. */
	'sam',
	/** Manager. */
	'mona'
] as const satisfies ('anonymous' | CastKey)[];

export type Somebody = (typeof EVERYBODY)[number];

export const isStaff = (person: Somebody): boolean => person !== 'anonymous' && cast[person].staff !== undefined;

/** The application as somebody calls it. */
export const callerOf = ({ as, visitor }: World, person: Somebody): Api =>
	person === 'anonymous' ? visitor() : as(person);

interface Definition {
	mutation?: boolean;
	inputs: { shape?: Record<string, unknown> }[];
}

const definitions = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: Definition }>).map(
	([path, { _def }]) => ({ path, ..._def })
);

/** Every procedure of the portal: `accounts.signIn` and so on. */
export const PROCEDURES = definitions.map(({ path }) => path).sort();

export const MUTATIONS = definitions
	.filter(({ mutation }) => mutation)
	.map(({ path }) => path)
	.sort();

/** Those within a structure name it before anything else is read. */
export const WITHIN_STRUCTURE = new Set(
	definitions.filter(({ inputs }) => Object.keys(inputs[0]?.shape ?? {}).join() === 'structure').map(({ path }) => path)
);

/** The names of all fields a procedure takes. */
export const fieldsOf = (path: string): string[] =>
	definitions.find((definition) => definition.path === path)!.inputs.flatMap(({ shape }) => Object.keys(shape ?? {}));

/** Calls a procedure by its path. */
export function call(api: Api, path: string, input: unknown): Promise<unknown> {
	const procedure = path.split('.').reduce((from, name) => (from as Record<string, unknown>)[name], api as unknown);
	return (procedure as (input: unknown) => Promise<unknown>)(input);
}
