import { contents } from './file/form-files.ts';

/**
 * Whether something on the page was typed, or a file chosen, that was not sent yet: loading it anew could lose it. Words
 * in a form that `isKept` are found again afterwards; files never are.
 */
export function isHalfWritten(isKept: (form: HTMLFormElement) => boolean = () => false): boolean {
	const typed = [
		...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
			'main :is(textarea, input:not([type]), input:is([type=text], [type=email], [type=tel], [type=url]))'
		)
	].some(({ value, defaultValue, form }) => value.trim() !== '' && value !== defaultValue && !(form && isKept(form)));
	return typed || [...document.forms].some((form) => (contents.get(form)?.read().length ?? 0) > 0);
}
