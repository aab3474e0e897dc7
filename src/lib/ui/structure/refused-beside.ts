import type { FormAnswer } from '#lib/ui/form-state.ts';

/** Why a button beside the form was refused: the form tells its own refusals itself. */
export const refusedBeside = (form: FormAnswer | null): string | null =>
	form && !form.done && form.form !== 'save' ? (form.message ?? null) : null;
