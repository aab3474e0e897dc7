/** Asked at a form whose files cannot leave: whoever cancels it takes the message in. */
export const WITHHELD = 'withheld';

interface FormFiles {
	/** What is here of each file, and its id with the portal once it is there. */
	read(): { file: File | null; id: string | null }[];
	add(files: Iterable<File>): void;
}

/** The files of a form, for what takes the message in with them. */
export const contents = new WeakMap<HTMLFormElement, FormFiles>();

const awaited = new WeakMap<HTMLFormElement, ((files: FormFiles) => void)[]>();

/** What holds a form's files comes after the form: told to whoever waits for it. */
export function provideFiles(form: HTMLFormElement, files: FormFiles): void {
	contents.set(form, files);
	awaited.get(form)?.forEach((told) => told(files));
	awaited.delete(form);
}

/** The files of a form, once what holds them is there. */
export function filesOf(form: HTMLFormElement): Promise<FormFiles> {
	const there = contents.get(form);
	if (there) return Promise.resolve(there);
	return new Promise((resolve) => awaited.set(form, [...(awaited.get(form) ?? []), resolve]));
}
