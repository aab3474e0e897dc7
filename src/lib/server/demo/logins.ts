import { cast, type CastKey } from './cast.ts';

export { DEMO_PASSWORD } from './cast.ts';

/** The logins the demo offers, by what each shows. */
export const DEMO_LOGINS: {
	kind: 'administrator' | 'user' | 'pending' | 'several' | 'agent' | 'manager';
	email: string;
	name: string;
}[] = (
	[
		['administrator', 'adam'],
		['user', 'vera'],
		['pending', 'pia'],
		['several', 'thea'],
		['agent', 'sam'],
		['manager', 'mona']
	] as const satisfies [string, CastKey][]
).map(([kind, key]) => ({ kind, email: cast[key].email, name: `${cast[key].firstName} ${cast[key].lastName}` }));
