import { contents } from './file/form-files.ts';

/** Whether something on the page was typed, or a file chosen, that was not sent yet: loading it anew could lose it. */
export function isHalfWritten(): boolean {
	const typed = [
		...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
			'main :is(textarea, input:not([type]), input:is([type=text], [type=email], [type=tel], [type=url]))'
		)
	].some(({ value, defaultValue }) => value.trim() !== '' && value !== defaultValue);
	return typed || [...document.forms].some((form) => (contents.get(form)?.read().length ?? 0) > 0);
}
