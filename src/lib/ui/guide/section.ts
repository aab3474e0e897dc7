import type { PictureName } from './pictures.ts';

/** One thing to do, told in the reader's language with the words the interface itself has for its buttons. */
export interface Section {
	/** Its anchor, the same in both languages: it may stand in a mail or on another page. */
	id: string;
	title: string;
	text?: string;
	points?: readonly { term: string; text: string }[];
	steps: readonly string[];
	note?: string;
	picture?: { name: PictureName; alt: string; caption: string };
}
