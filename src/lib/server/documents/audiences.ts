import type { Audience, DocumentKind, SeenBy } from '#lib/schemas/document-choices.ts';
import { REFERENT_ROLES, type ReferentRole } from '#lib/schemas/referent-roles.ts';

/** Whoever reads a structure's documents, as they stand at this moment. */
export interface Reader {
	role: 'user' | 'administrator';
	roles: readonly ReferentRole[];
}

/** Every choice of some roles, as `audienceOf` writes it. */
const OF_ROLES: ReferentRole[][] = REFERENT_ROLES.reduce<ReferentRole[][]>(
	(all, role) => [...all, ...all.map((roles) => [...roles, role])],
	[[]]
).filter((roles) => roles.length > 0);

/**
 * Who sees a document, in the one word that is kept of it. Invoices are for accounting referents, and for administrators
 * as everything is, whatever was chosen.
 */
export function audienceOf(kind: DocumentKind, seenBy: SeenBy, roles: readonly ReferentRole[]): string {
	if (kind === 'invoice') return 'accounting';
	if (seenBy !== 'roles') return seenBy;
	return REFERENT_ROLES.filter((role) => roles.includes(role)).join(',');
}

/** What was chosen, read back from that word. */
export function chosenIn(audience: string): Audience {
	if (audience === 'public' || audience === 'everybody' || audience === 'administrators')
		return { seenBy: audience, roles: [] };
	return { seenBy: 'roles', roles: audience.split(',') as ReferentRole[] };
}

/** The words of all a reader may see. */
export function audiencesFor({ role, roles }: Reader): string[] {
	const administers = role === 'administrator';
	const seen = OF_ROLES.filter((some) => administers || some.some((one) => roles.includes(one)));
	return ['everybody', ...(administers ? ['administrators'] : []), ...seen.map((some) => some.join(','))];
}
