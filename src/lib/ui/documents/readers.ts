import { m } from '#lib/paraglide/messages.js';
import type { Audience, DocumentKind } from '#lib/schemas/document-choices.ts';
import type { ReferentRole } from '#lib/schemas/referent-roles.ts';

export const ROLES: Record<ReferentRole, () => string> = {
	accounting: m.documents_role_accounting,
	technical: m.documents_role_technical,
	dpo: m.documents_role_dpo
};

/** Who sees a document, in words. */
export function readersOf({ kind, audience }: { kind: DocumentKind; audience: Audience }): string {
	if (audience.seenBy === 'public') return m.documents_seen_public();
	if (kind === 'invoice') return m.documents_seen_invoices();
	if (audience.seenBy === 'everybody') return m.documents_seen_everybody();
	if (audience.seenBy === 'administrators') return m.documents_seen_administrators();
	return m.documents_seen_with_administrators({ roles: audience.roles.map((role) => ROLES[role]()).join(', ') });
}
