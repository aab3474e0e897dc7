import { m } from '#lib/paraglide/messages.js';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';

/** What whoever holds a role is written to about. */
export const ROLE_TEXTS: Record<ReferentRole, () => string> = {
	accounting: m.proposals_role_accounting,
	technical: m.proposals_role_technical,
	dpo: m.proposals_role_dpo
};
