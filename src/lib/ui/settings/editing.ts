import type { FormAnswer } from '../form-state.ts';

/**
 * Of a list whose things are written one at a time (form « save »): the one whose form is open, by what the address says
 * or by a form that was refused, and whether it is a new one's. Once something was done, none is.
 */
export function editing(
	name: string,
	form: FormAnswer | null | undefined,
	asked: string | null
): { edited: string | null; creating: boolean } {
	if (form?.done) return { edited: null, creating: false };
	if (form?.form === 'save') {
		const sent = form.values?.[name];
		const id = typeof sent === 'string' && sent !== '' ? sent : null;
		return { edited: id, creating: id === null };
	}
	return { edited: asked === 'new' ? null : asked, creating: asked === 'new' };
}
