import type { ReferentRole } from '#lib/schemas/referent-roles.ts';

/** How the old portal writes each role. */
export const ROLE_CODES: Record<ReferentRole, string> = {
	accounting: 'comptabilite',
	technical: 'technique',
	dpo: 'dpo'
};

/** The role written so, whatever its case and accents have become. */
export const roleWritten = (folded: string): ReferentRole | undefined =>
	(Object.keys(ROLE_CODES) as ReferentRole[]).find((role) => ROLE_CODES[role] === folded);
