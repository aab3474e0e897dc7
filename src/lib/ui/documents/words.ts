import { m } from '#lib/paraglide/messages.js';
import type { DocumentKind } from '#lib/schemas/document-choices.ts';
import type { IconName } from '#lib/ui/icons.ts';

export const KINDS: Record<DocumentKind, { says: () => string; icon: IconName }> = {
	invoice: { says: m.documents_kind_invoice, icon: 'scroll-text' },
	contract: { says: m.documents_kind_contract, icon: 'file-text' },
	certificate: { says: m.documents_kind_certificate, icon: 'award' },
	other: { says: m.documents_kind_other, icon: 'file' }
};
