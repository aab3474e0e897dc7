/** Has whoever listens to a field told of what was typed in it before the page woke up, or given back by the browser. */
export function typedBefore(field: HTMLInputElement | HTMLTextAreaElement): void {
	if (field.value !== field.defaultValue) field.dispatchEvent(new Event('input', { bubbles: true }));
}
