import { m } from '#lib/paraglide/messages.js';
import { AppError } from '#server/platform/errors.ts';
import { hashSecret } from '#server/platform/ids.ts';

/** What some settings say, in one word. */
export const stateOf = <Values extends object>(values: Values, names: readonly (keyof Values)[]): string =>
	hashSecret(JSON.stringify(names.map((name) => [name, values[name]]))).slice(0, 16);

/** Refuses to overwrite what was not seen: a form sends all its settings, those others have changed since among them. */
export function expectSeen(state: string, seen: string | undefined): void {
	if (seen !== undefined && seen !== state)
		throw new AppError('conflict', m.documents_changed_meanwhile(), { fields: { seen: m.documents_see_theirs() } });
}
