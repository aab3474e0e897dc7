import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const page = readFileSync(join(import.meta.dirname, '../../docs/hand-off.md'), 'utf8');

/** The first example in a language of what the old portal needs (docs/hand-off.md), as it is copied from there. */
export function documented(language: 'php' | 'js' | 'html'): string {
	const example = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1];
	if (!example) throw new Error(`docs/hand-off.md has no example in ${language}.`);
	return example;
}

/** What the documented JavaScript makes: the address somebody of the old portal is led to. */
export async function documentedLink(portal: string, secret: string, email: string): Promise<string> {
	const code = `data:text/javascript;base64,${Buffer.from(documented('js')).toString('base64')}`;
	const { handOffLink } = (await import(/* @vite-ignore */ code)) as {
		handOffLink(portal: string, secret: string, email: string): string;
	};
	return handOffLink(portal, secret, email);
}
