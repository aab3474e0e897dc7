/**
 * Makes a password box's button show and hide what is typed, and tells of Caps Lock. Plain DOM, because the sign-in
 * page ships no framework: there it runs as a script of its own (reveal-page.ts), elsewhere as an attachment.
 */
export function reveal(box: HTMLElement): () => void {
	const input = box.querySelector('input')!;
	const button = box.querySelector('button')!;
	const caps = box.parentElement?.querySelector<HTMLElement>('[data-caps]');
	const stop = new AbortController();
	const { signal } = stop;

	function show(shown: boolean) {
		input.type = shown ? 'text' : 'password';
		box.toggleAttribute('data-shown', shown);
		const label = (shown ? button.dataset.hide : button.dataset.show)!;
		button.setAttribute('aria-label', label);
		button.title = label;
	}

	function tell(on: boolean) {
		if (!caps) return;
		const text = on ? caps.dataset.caps! : '';
		if (caps.textContent !== text) caps.textContent = text;
	}

	button.addEventListener('click', () => show(input.type === 'password'), { signal });
	input.addEventListener('keydown', (event) => tell(event.getModifierState?.('CapsLock') ?? false), { signal });
	input.addEventListener('blur', () => tell(false), { signal });
	// A browser offers to keep a password only where it leaves as one.
	input.form?.addEventListener('submit', () => show(false), { signal });
	return () => stop.abort();
}
