import { m } from '#lib/paraglide/messages.js';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';

type Locale = 'fr' | 'en';

const NAMES: Record<ReferentRole, (inputs: object, options?: { locale?: Locale }) => string> = {
	accounting: m.contacts_role_accounting,
	technical: m.contacts_role_technical,
	dpo: m.contacts_role_dpo
};

/** Roles by their names, in one line: « comptabilité, technique ». */
export const referentRoleNames = (roles: readonly ReferentRole[], locale?: Locale): string =>
	roles.map((role) => NAMES[role]({}, locale ? { locale } : {})).join(', ');
