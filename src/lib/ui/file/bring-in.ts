import { m } from '#lib/paraglide/messages.js';

/** Files dropped on a form, and pictures pasted into it. `over` tells whether files are being held above it. */
export function bringIn(form: HTMLFormElement, take: (files: File[]) => void, over: (is: boolean) => void): () => void {
	let depth = 0;
	const brings = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

	const enter = (event: DragEvent) => {
		if (brings(event)) over(++depth > 0);
	};
	const leave = (event: DragEvent) => {
		if (brings(event)) over((depth = Math.max(0, depth - 1)) > 0);
	};
	const drop = (event: DragEvent) => {
		if (!brings(event)) return;
		depth = 0;
		over(false);
		take([...event.dataTransfer!.files]);
	};
	const paste = (event: ClipboardEvent) => {
		const { files, types } = event.clipboardData ?? {};
		// A table copied from a spreadsheet comes as words and as a picture: the words are meant.
		if (!files?.length || types?.includes('text/plain')) return;
		event.preventDefault();
		take([...files].map(named));
	};
	/** Dropped beside the form, a file would take the place of the page, and of what was typed. */
	const stay = (event: DragEvent) => {
		if (!brings(event)) return;
		event.preventDefault();
		if (!form.contains(event.target as Node)) event.dataTransfer!.dropEffect = 'none';
	};

	form.addEventListener('dragenter', enter);
	form.addEventListener('dragleave', leave);
	form.addEventListener('drop', drop);
	form.addEventListener('paste', paste);
	window.addEventListener('dragover', stay);
	window.addEventListener('drop', stay);
	return () => {
		form.removeEventListener('dragenter', enter);
		form.removeEventListener('dragleave', leave);
		form.removeEventListener('drop', drop);
		form.removeEventListener('paste', paste);
		window.removeEventListener('dragover', stay);
		window.removeEventListener('drop', stay);
	};
}

/** Browsers call every pasted picture « image.png ». */
function named(file: File): File {
	if (!/^image\.\w+$/.test(file.name)) return file;
	const moment = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
	const name = m.files_pasted({ moment: moment.slice(0, 19).replace(/[T:]/g, '-') });
	return new File([file], name.replace(/png$/, file.name.split('.').at(-1)!), { type: file.type });
}
