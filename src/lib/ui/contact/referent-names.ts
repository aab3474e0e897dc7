import { m } from '#lib/paraglide/messages.js';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';

export const REFERENT_NAMES: Record<ReferentRole, () => string> = {
	accounting: m.contacts_role_accounting,
	technical: m.contacts_role_technical,
	dpo: m.contacts_role_dpo
};

/** Several in one line: « comptabilité, technique ». */
export const rolesInWords = (roles: readonly ReferentRole[]): string =>
	roles.map((role) => REFERENT_NAMES[role]()).join(', ');
