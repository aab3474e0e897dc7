import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';

/** A courtesy before a form whose every act is refused to others anyway. */
export function managersOnly({ account }: { account: { staffRole: string | null } }): void {
	if (account.staffRole !== 'manager') error(403, { message: m.errors_forbidden(), code: 'forbidden' });
}
