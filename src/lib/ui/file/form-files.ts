/** Asked at a form whose files cannot leave: whoever cancels it takes the message in. */
export const WITHHELD = 'withheld';

interface FormFiles {
	/** What is here of each file, and its id with the portal once it is there. */
	read(): { file: File | null; id: string | null }[];
	add(files: Iterable<File>): void;
}

/** The files of a form, for what takes the message in with them. */
export const contents = new WeakMap<HTMLFormElement, FormFiles>();
