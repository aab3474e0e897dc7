import { m } from '#lib/paraglide/messages.js';
import { AppError } from './errors.ts';

/** Refused where somebody changed it since it was shown: a form that is old would put back what they changed. */
export function expectSeen<State extends number | string>(state: State, seen: State): void {
	if (state !== seen)
		throw new AppError('conflict', m.documents_changed_meanwhile(), { fields: { seen: m.documents_see_theirs() } });
}
