/** Where what never changes lies: its name changes with its content. */
export const IMMUTABLE = '/_app/immutable/';

/** Strings that look like the address of a file, in a page, a script or a stylesheet. */
const NAMES = /(?:["'(`])((?:\.{0,2}\/)?[\w./@~-]+\.(?:m?js|css|woff2)(?:\?[\w=&-]*)?)(?=["')`])/g;

/** Paths of what a text at an address may fetch from here, as far as they are files of the build. */
export function filesNamedIn(text: string, at: URL, build: ReadonlySet<string>): string[] {
	const paths = [...text.matchAll(NAMES)].map(([, name]) => new URL(name!, at).pathname);
	return [...new Set(paths)].filter((path) => build.has(path));
}

/** Each page of the portal is a file of its own, named by all the others: only those of this page are meant. */
const isOfPage = (path: string): boolean => path.startsWith(`${IMMUTABLE}nodes/`);

/** What a page needs to run with nobody to ask, what it fetches later included. `read` gives the text of a file. */
export async function filesOf(
	page: string,
	at: URL,
	build: ReadonlySet<string>,
	read: (path: string) => Promise<string>
): Promise<string[]> {
	const found = new Set(filesNamedIn(page, at, build));
	// Grows while it is walked.
	for (const path of found) {
		const text = await read(path);
		for (const other of filesNamedIn(text, new URL(path, at), build)) if (!isOfPage(other)) found.add(other);
	}
	return [...found];
}

/** Whether all that a page names belongs to one version. */
export const isWhole = (page: string, build: ReadonlySet<string>): boolean =>
	[...page.matchAll(/\/_app\/immutable\/[\w./@~-]+/g)].every(([path]) => build.has(path));

/** What the vendor's own looks come from: colours, logos, icon. They are the same for everybody. */
export const brandIn = (page: string): string[] => [
	...new Set([...page.matchAll(/["'](\/brand\/[\w./?=&;-]+)["']/g)].map(([, path]) => path!.replaceAll('&amp;', '&')))
];

const OF_PERSON = /lang="\w+" data-theme="\w+"/;

/** The page as its reader has it: their language and their colours. */
export const dressed = (page: string, { locale, theme }: { locale: string; theme: string }): string =>
	page.replace(OF_PERSON, `lang="${locale}" data-theme="${theme}"`);
